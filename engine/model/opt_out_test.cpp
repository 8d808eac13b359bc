#include "engine/model/opt_out.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::model {

BOOST_AUTO_TEST_SUITE(model_opt_out)

BOOST_AUTO_TEST_CASE(a_word_to_stop_or_start_stands_alone) {
  for (const char* text : {"STOP", "stop", " Stop.\r\n", "\"stop\"", "StopAll", "QUIT!", "end", "Revoke",
                           "Opt out", "OPT-OUT", "optout", "cancel", "Unsubscribe"})
    BOOST_TEST((consent_said(text) == false), text);
  for (const char* text : {"START", " start.", "unstop"})
    BOOST_TEST((consent_said(text) == true), text);
  for (const char* text : {"", "  ", "?!", "I'll stop by at five", "please stop", "stop stop", "stopped",
                           "yes", "cancel Tuesday", "nonstop", "St\xc3\xb6p"})
    BOOST_TEST(!consent_said(text).has_value(), text);
  BOOST_TEST(!consent_said("stop" + std::string(100, ' ')).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::model

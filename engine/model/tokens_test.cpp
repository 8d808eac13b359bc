#include "engine/model/tokens.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::model {

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(a_part_is_taken_up_to_its_end_and_the_rest_stays) {
  std::string_view rest = "a:b::c";
  BOOST_TEST(take(rest, ':') == "a");
  BOOST_TEST(rest == "b::c");
  BOOST_TEST(take(rest, ':') == "b");
  BOOST_TEST(take(rest, ':') == "");
  BOOST_TEST(take(rest, ':') == "c");
  BOOST_TEST(rest == "");
  BOOST_TEST(take(rest, ':') == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::model

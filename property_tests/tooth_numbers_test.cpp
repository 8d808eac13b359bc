// Law: a tooth has one number in each system, and the two lead to each other (MAP-03).
#include "engine/model/tooth.hpp"

#include <string>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

using model::ToothNumber;

// A number or a letter, often a tooth's, in any spelling that is forgiven.
std::string any_text() {
  const int index = *rc::gen::inRange(0, 110);
  const std::string name =
      index < 90 ? std::to_string(index) : std::string(1, static_cast<char>('A' + index - 90));
  const auto before = *rc::gen::element<std::string>("", "#", " ", " # ");
  const auto after = *rc::gen::element<std::string>("", " ");
  return before + name + after;
}

BOOST_AUTO_TEST_SUITE(tooth_numbers)

RC_BOOST_PROP(whatever_reads_as_a_universal_tooth_survives_the_way_to_fdi_and_back, ()) {
  const std::string text = any_text();
  const auto tooth = ToothNumber::from_universal(text);
  RC_CLASSIFY(tooth.has_value(), "a tooth");
  if (!tooth) return;
  RC_ASSERT(ToothNumber::from_universal(tooth->universal()) == tooth);
  RC_ASSERT(ToothNumber::from_fdi(tooth->fdi()) == tooth);
}

RC_BOOST_PROP(whatever_reads_as_an_fdi_tooth_survives_the_way_to_universal_and_back, ()) {
  const std::string text = any_text();
  const auto tooth = ToothNumber::from_fdi(text);
  RC_CLASSIFY(tooth.has_value(), "a tooth");
  if (!tooth) return;
  RC_ASSERT(ToothNumber::from_fdi(tooth->fdi()) == tooth);
  RC_ASSERT(ToothNumber::from_universal(tooth->universal()) == tooth);
}

RC_BOOST_PROP(two_teeth_share_no_number_in_either_system, ()) {
  const int first = *rc::gen::inRange(1, 53);
  const int second = *rc::gen::inRange(1, 53);
  RC_PRE(first != second);
  const auto tooth = [](int index) {
    const std::string name =
        index <= 32 ? std::to_string(index) : std::string(1, static_cast<char>('A' + index - 33));
    return *ToothNumber::from_universal(name);
  };
  RC_ASSERT(tooth(first).fdi() != tooth(second).fdi());
  RC_ASSERT(tooth(first).universal() != tooth(second).universal());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests

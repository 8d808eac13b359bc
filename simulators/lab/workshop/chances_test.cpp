#include "simulators/lab/workshop/chances.hpp"

#include <map>
#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::workshop {
namespace {

constexpr int drawn = 20'000;

Product crown() {
  Product product;
  product.turnaround_working_days = 5;
  return product;
}

std::string number(int i) {
  return "GLW-" + std::to_string(i);
}

BOOST_AUTO_TEST_SUITE(workshop_chances)

BOOST_AUTO_TEST_CASE(nothing_goes_otherwise_unless_it_is_asked_for) {
  const Chances none;
  for (int i = 0; i < 1'000; ++i) {
    BOOST_REQUIRE_EQUAL(drawn_delay(none, crown(), 1, number(i)), 0);
    BOOST_REQUIRE(!drawn_question(none, 1, number(i)));
    BOOST_REQUIRE(!drawn_rejection(none, 1, number(i)));
    BOOST_REQUIRE(drawn_flaw(none, 1, number(i), 4).empty());
  }
}

BOOST_AUTO_TEST_CASE(each_happens_as_often_as_is_published) {
  const Chances published = published_chances();
  int late = 0;
  int asked = 0;
  int refused = 0;
  int flawed = 0;
  for (int i = 0; i < drawn; ++i) {
    const int delay = drawn_delay(published, crown(), 1, number(i));
    BOOST_REQUIRE(delay >= 0 && delay <= 3);  // half of five days, rounded up
    late += delay > 0 ? 1 : 0;
    asked += drawn_question(published, 1, number(i)) ? 1 : 0;
    refused += drawn_rejection(published, 1, number(i)) ? 1 : 0;
    flawed += drawn_flaw(published, 1, number(i), 1).empty() ? 0 : 1;
  }
  // Within four standard deviations of 2000, 1600, 200 and 760.
  BOOST_TEST((late > 1'830 && late < 2'170));
  BOOST_TEST((asked > 1'446 && asked < 1'754));
  BOOST_TEST((refused > 143 && refused < 257));
  BOOST_TEST((flawed > 652 && flawed < 868));
}

BOOST_AUTO_TEST_CASE(flaws_have_their_causes_in_the_published_order_and_more_units_more_of_them) {
  const Chances published = published_chances();
  std::map<std::string_view, int> by_cause;
  int of_four = 0;
  for (int i = 0; i < drawn; ++i) {
    ++by_cause[drawn_flaw(published, 1, number(i), 1)];
    of_four += drawn_flaw(published, 1, number(i), 4).empty() ? 0 : 1;
  }
  BOOST_TEST(by_cause["contact"] > by_cause["fit"]);
  BOOST_TEST(by_cause["fit"] > by_cause["shade"]);
  BOOST_TEST(by_cause["shade"] > by_cause["occlusion"]);
  BOOST_TEST((of_four > 2'600 && of_four < 3'100));  // 1 - 0.962^4: 2872
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::workshop

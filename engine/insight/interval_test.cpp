#include "engine/insight/interval.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

BOOST_AUTO_TEST_SUITE(interval)

BOOST_AUTO_TEST_CASE(of_no_case_nothing_is_known) {
  BOOST_CHECK(wilson(0, 0) == (Interval{0, 10'000}));
  BOOST_CHECK_EQUAL(rate_bp(0, 0), 0);
}

struct Known {
  std::int64_t hits;
  std::int64_t all;
  Interval wanted;
};

// Worked out by hand from Wilson's formula: 3 of 3, say, is n / (n + z^2) = 3 / 6.8416 at least.
BOOST_AUTO_TEST_CASE(bounds_are_those_of_the_textbook_rounded_outwards) {
  for (const Known& known : {Known{1, 1, {2065, 10'000}}, Known{3, 3, {4385, 10'000}}, Known{0, 3, {0, 5615}},
                             Known{300, 300, {9873, 10'000}}, Known{90, 100, {8256, 9448}},
                             Known{10, 100, {552, 1744}}, Known{5, 10, {2365, 7635}}}) {
    const Interval found = wilson(known.hits, known.all);
    BOOST_TEST_CONTEXT(known.hits << " of " << known.all << ": " << found.low_bp << " to " << found.high_bp) {
      BOOST_CHECK_LE(found.low_bp, known.wanted.low_bp);
      BOOST_CHECK_GE(found.low_bp, known.wanted.low_bp - 1);
      BOOST_CHECK_GE(found.high_bp, known.wanted.high_bp);
      BOOST_CHECK_LE(found.high_bp, known.wanted.high_bp + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_huge_count_neither_overflows_nor_leaves_doubt) {
  const Interval half = wilson(counted_max / 2, counted_max);
  BOOST_CHECK_GE(half.low_bp, 4999);
  BOOST_CHECK_LE(half.high_bp, 5001);
  BOOST_CHECK(wilson(0, counted_max) == (Interval{0, 1}));
  BOOST_CHECK(wilson(counted_max, counted_max).high_bp == 10'000);
  BOOST_CHECK_EQUAL(rate_bp(counted_max, counted_max), 10'000);
}

BOOST_AUTO_TEST_CASE(the_interval_holds_the_rate_and_narrows_with_more_cases) {
  std::int64_t width = 10'001;
  for (std::int64_t all = 4; all <= 4'000'000; all *= 10) {
    const Interval found = wilson(all / 4, all);
    BOOST_CHECK_LE(found.low_bp, rate_bp(all / 4, all));
    BOOST_CHECK_GE(found.high_bp, rate_bp(all / 4, all));
    BOOST_CHECK_LT(found.high_bp - found.low_bp, width);
    width = found.high_bp - found.low_bp;
  }
}

BOOST_AUTO_TEST_CASE(a_rate_is_rounded_half_up) {
  BOOST_CHECK_EQUAL(rate_bp(1, 3), 3333);
  BOOST_CHECK_EQUAL(rate_bp(2, 3), 6667);
  BOOST_CHECK_EQUAL(rate_bp(1, 20'000), 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight

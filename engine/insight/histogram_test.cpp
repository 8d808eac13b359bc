#include "engine/insight/histogram.hpp"

#include <algorithm>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(of_nothing_the_quantile_is_zero) {
  BOOST_CHECK_EQUAL(Histogram().quantile(500), 0);
  BOOST_CHECK_EQUAL(Histogram().count(), 0);
}

BOOST_AUTO_TEST_CASE(one_value_is_every_quantile_of_itself) {
  Histogram one;
  one.add(100);
  BOOST_CHECK_EQUAL(one.quantile(1), 100);
  BOOST_CHECK_EQUAL(one.quantile(500), 100);
  BOOST_CHECK_EQUAL(one.quantile(1000), 100);
}

// Every value up to 100,000 minutes (ten weeks), and the edges of each doubling beyond.
BOOST_AUTO_TEST_CASE(a_value_is_kept_to_within_the_stated_error) {
  std::vector<std::int64_t> values;
  for (std::int64_t minutes = 0; minutes <= 100'000; ++minutes)
    values.push_back(minutes);
  for (std::int64_t edge = 131'072; edge < Histogram::minutes_max; edge *= 2)
    for (const std::int64_t minutes : {edge - 1, edge, edge + 1})
      values.push_back(minutes);
  values.push_back(Histogram::minutes_max);
  for (const std::int64_t minutes : values) {
    Histogram one;
    one.add(minutes);
    const std::int64_t kept = one.quantile(500);
    BOOST_REQUIRE_LE(std::max(kept - minutes, minutes - kept) * Histogram::error_one_in, minutes);
  }
}

BOOST_AUTO_TEST_CASE(the_quantile_is_that_of_the_nearest_rank) {
  Histogram ten;
  for (std::int64_t minutes = 1; minutes <= 10; ++minutes)
    ten.add(minutes);
  BOOST_CHECK_EQUAL(ten.quantile(500), 5);
  BOOST_CHECK_EQUAL(ten.quantile(501), 6);
  BOOST_CHECK_EQUAL(ten.quantile(900), 9);
  BOOST_CHECK_EQUAL(ten.quantile(1000), 10);
}

BOOST_AUTO_TEST_CASE(what_is_out_of_range_counts_as_the_nearest_that_is_not) {
  Histogram out;
  out.add(-5);
  BOOST_CHECK_EQUAL(out.quantile(1000), 0);
  out.add(Histogram::minutes_max * 1000);
  Histogram largest;
  largest.add(Histogram::minutes_max);
  BOOST_CHECK_EQUAL(out.quantile(1000), largest.quantile(1000));
}

BOOST_AUTO_TEST_CASE(two_halves_merged_are_the_whole) {
  Histogram whole;
  Histogram odd;
  Histogram even;
  for (std::int64_t minutes = 0; minutes < 20'000; minutes += 7) {
    whole.add(minutes);
    (minutes % 2 == 0 ? even : odd).add(minutes);
  }
  odd.merge(even);
  BOOST_CHECK(odd == whole);
}

BOOST_AUTO_TEST_CASE(bars_hold_every_value_once) {
  Histogram some;
  for (std::int64_t minutes = 0; minutes < 30'000; minutes += 11)
    some.add(minutes);
  std::int64_t sum = 0;
  for (std::int64_t from = 0; from < 40'000; from += 1440)
    sum += some.between(from, from + 1440);
  BOOST_CHECK_EQUAL(sum, some.count());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight

#include "engine/base/random.hpp"

#include <array>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

BOOST_AUTO_TEST_SUITE(counter_based_randomness)

BOOST_AUTO_TEST_CASE(a_draw_depends_on_what_it_is_for_and_on_nothing_else) {
  BOOST_TEST(draw(7, "latency", 3) == draw(7, "latency", 3));
  BOOST_TEST(draw(7, "latency", 3) != draw(7, "latency", 4));
  BOOST_TEST(draw(7, "latency", 3) != draw(7, "loss", 3));
  BOOST_TEST(draw(7, "latency", 3) != draw(8, "latency", 3));
  BOOST_TEST(draw(7, "latency", "call-1", 0) != draw(7, "latency", "call-1", 1));
}

// FNV-1a's published vectors, and SplitMix64's first output for seed 0.
BOOST_AUTO_TEST_CASE(the_mixers_are_the_published_ones) {
  BOOST_TEST(fnv1a("") == 0xCBF29CE484222325U);
  BOOST_TEST(fnv1a("a") == 0xAF63DC4C8601EC8CU);
  BOOST_TEST(fnv1a("foobar") == 0x85944171F73967E8U);
  BOOST_TEST(mix(0) == 0xE220A8397B1DCDAFU);
}

BOOST_AUTO_TEST_CASE(draws_below_a_bound_reach_every_value_about_as_often) {
  std::array<int, 6> count{};
  constexpr int draws = 60'000;
  for (std::uint64_t n = 0; n < draws; ++n)
    ++count.at(draw_below(draw(1, "die", n), 6));
  for (const int times : count)
    BOOST_TEST((times > 9'500 && times < 10'500));
  BOOST_TEST(draw_below(~0ULL, 1) == 0U);
  BOOST_TEST(!draw_chance(0, 0));
  BOOST_TEST(draw_chance(~0ULL, 1000));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base

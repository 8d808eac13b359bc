#include "replay/log/seen_ids.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {

BOOST_AUTO_TEST_SUITE(seen_ids)

BOOST_AUTO_TEST_CASE(source_and_id_together_are_one_event) {
  SeenIds seen;
  BOOST_TEST(seen.insert("/practices/p-01/pms/curve", "a1"));
  BOOST_TEST(!seen.insert("/practices/p-01/pms/curve", "a1"));
  BOOST_TEST(seen.insert("/practices/p-01/labs/glidewell", "a1"));
  BOOST_TEST(seen.insert("/practices/p-01/pms/curve", "a2"));
}

BOOST_AUTO_TEST_CASE(at_least_the_last_ones_are_remembered_and_the_old_ones_forgotten) {
  SeenIds seen;
  constexpr std::size_t many = 5 * SeenIds::remembered;
  for (std::size_t n = 0; n < many; ++n)
    BOOST_REQUIRE(seen.insert("s", std::to_string(n)));
  for (std::size_t n = many - SeenIds::remembered; n < many; ++n)
    BOOST_REQUIRE(!seen.insert("s", std::to_string(n)));
  BOOST_TEST(seen.insert("s", "0"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay

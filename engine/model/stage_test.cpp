#include "engine/model/stage.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

BOOST_AUTO_TEST_SUITE(stages)

BOOST_AUTO_TEST_CASE(every_stage_has_a_word_that_means_it) {
  for (int n = 0; n <= static_cast<int>(Stage::dead_letter); ++n) {
    const auto stage = static_cast<Stage>(n);
    BOOST_TEST(!word(stage).empty());
    BOOST_CHECK(stage_of(word(stage)) == stage);
  }
  BOOST_TEST(!stage_of("").has_value());
  BOOST_TEST(!stage_of("Shipped").has_value());
}

BOOST_AUTO_TEST_CASE(only_stages_in_the_order_come_before_one_another) {
  BOOST_TEST(before(Stage::received, Stage::shipped));
  BOOST_TEST(before(Stage::draft, Stage::closed));
  BOOST_TEST(!before(Stage::shipped, Stage::received));
  BOOST_TEST(!before(Stage::shipped, Stage::shipped));
  for (const Stage beside : {Stage::on_hold, Stage::cancelled, Stage::returned, Stage::dead_letter}) {
    BOOST_TEST(!before(Stage::draft, beside));
    BOOST_TEST(!before(beside, Stage::closed));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model

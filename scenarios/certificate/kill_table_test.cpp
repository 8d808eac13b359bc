#include "scenarios/certificate/kill_table.hpp"

#include "scenarios/certificate/files.hpp"
#include "scenarios/certificate/profile.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace articulator::certificate {
namespace {

const std::string scenarios = std::string(ARTICULATOR_SOURCE_DIR) + "/scenarios";

}  // namespace

BOOST_AUTO_TEST_SUITE(kill_tables)

BOOST_AUTO_TEST_CASE(a_table_reads_back_sorted_and_by_requirement) {
  const std::vector<Kill> kills{{"VAL-09", "z", "validation/b", "expect order"},
                                {"DSP-01", "m", "dispatch/a", "exactly_once"},
                                {"VAL-09", "a", "validation/b", "step", "worlds/7-12", "stage_order"}};
  const std::string path =
      (std::filesystem::temp_directory_path() / ("articulator-kills-" + std::to_string(getpid()))).string();
  BOOST_REQUIRE(write_text(path, write_kill_table(kills)).has_value());
  const auto table = read_kill_table(path);
  std::filesystem::remove(path);
  BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? "" : table.error().text()));
  BOOST_TEST((table->kills == std::vector<Kill>{kills[1], kills[2], kills[0]}));
  BOOST_TEST(table->of("VAL-09").size() == 2U);
  BOOST_TEST(table->of("VAL-01").empty());
  BOOST_TEST(table->in_worlds({7, 12}) == 1U);
  BOOST_TEST(table->in_worlds({7, 11}) == 0U);
  BOOST_TEST(table->in_worlds({1, 12}) == 0U);
}

BOOST_AUTO_TEST_CASE(a_table_that_is_none_is_an_error_that_says_how_to_derive_one) {
  const auto table = read_kill_table("/nowhere/kills.json");
  BOOST_TEST(!table.has_value());
}

// What a certificate rests on was itself tried, id by id.
BOOST_AUTO_TEST_CASE(every_id_of_every_profile_has_a_mutant_that_its_checks_kill) {
  const auto table = read_kill_table(scenarios + "/kills.json");
  BOOST_REQUIRE(table.has_value());
  for (const std::string& name : profile_names(scenarios + "/profiles")) {
    const auto profile = read_profile(scenarios + "/profiles/" + name + ".json");
    BOOST_REQUIRE(profile.has_value());
    for (const std::string& id : profile->requirements())
      BOOST_TEST(!table->of(id).empty(), "no mutant kills the checks of " << id);
  }
}

// Generated worlds that tell no broken engine from a good one would be no demand.
BOOST_AUTO_TEST_CASE(the_generated_worlds_of_each_profile_tell_some_mutants) {
  const auto table = read_kill_table(scenarios + "/kills.json");
  BOOST_REQUIRE(table.has_value());
  for (const std::string& name : profile_names(scenarios + "/profiles")) {
    const auto profile = read_profile(scenarios + "/profiles/" + name + ".json");
    BOOST_REQUIRE(profile.has_value());
    std::size_t levels = 0;
    for (const Level& level : profile->levels) {
      if (!level.worlds) continue;
      ++levels;
      BOOST_TEST(table->in_worlds(*level.worlds) > 0U, name);
    }
    BOOST_TEST(levels == 1U, name);
  }
}

// Whether scenarios/kills.json is what running derives, tools/test says (its step mutants).
BOOST_AUTO_TEST_CASE(each_kill_is_by_a_scenario_that_there_is) {
  const auto table = read_kill_table(scenarios + "/kills.json");
  BOOST_REQUIRE(table.has_value());
  for (const Kill& kill : table->kills)
    BOOST_TEST(std::filesystem::exists(scenarios + "/library/" + kill.scenario + ".json"), kill.scenario);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::certificate

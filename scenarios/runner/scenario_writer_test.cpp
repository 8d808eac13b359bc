#include "scenarios/runner/scenario_writer.hpp"

#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_files.hpp"
#include "scenarios/runner/scenario_loader.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

Scenario loaded(std::string_view text, const Pair& pair = {}) {
  auto scenario = read_scenario(text, "x.json", project_library(), pair);
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  return std::move(*scenario);
}

std::string step_again(std::string_view step) {
  const Scenario scenario =
      loaded(R"({"name":"n","shows":["VAL-01"],"world":{"start":"2024-10-21T09:00:00-05:00"},"steps":[)" +
             std::string(step) + "]}");
  return write_step(scenario.steps.front(), scenario, project_library());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scenario_writer)

BOOST_AUTO_TEST_CASE(every_scenario_written_and_read_again_is_the_same_with_every_pair) {
  const auto files = scenario_files({ARTICULATOR_SOURCE_DIR "/scenarios/library"});
  BOOST_REQUIRE(files.has_value());
  BOOST_TEST(files->size() > 150);
  for (const std::string& file : *files) {
    for (const Pair& pair : {Pair{}, Pair{"dentrix", "dentsply-sirona"}}) {
      const auto scenario = load_scenario(file, project_library(), pair);
      BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
      const std::string text = write_scenario(*scenario, project_library());
      const auto again = read_scenario(text, file, project_library(), pair);
      BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().text() + "\n" + text));
      BOOST_TEST((*again == *scenario), file << " became\n" << text);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_case_is_written_like_the_fixture_that_it_differs_least_from) {
  constexpr std::string_view step =
      R"({ "at": "5m", "case_ready": { "case": "LC-7", "like": "inlay-4", "with": { "/prescription/shade": "B1", "/prescription/due_in_days": 20, "/appointment/in_days": 22, "/appointment/at": "08:30" }, "without": ["/prescription/margin_type"] } })";
  BOOST_TEST(step_again(step) == step);
}

BOOST_AUTO_TEST_CASE(whichever_pms_and_lab_there_are_stay_unnamed) {
  constexpr std::string_view step =
      R"({ "at": "1h30m", "fault": { "kind": "lost_answer", "to": "lab", "skip": 2, "for": "10m" } })";
  BOOST_TEST(step_again(step) == step);
}

BOOST_AUTO_TEST_CASE(a_case_like_no_fixture_is_written_whole) {
  constexpr std::string_view step =
      R"({ "at": "0s", "case_ready": { "case": "X", "patient": { "id": "PT-9" }, "lab": "glidewell", "prescription": { "procedure": "crown" } } })";
  BOOST_TEST(step_again(step) == step);
}

BOOST_AUTO_TEST_CASE(a_world_says_only_what_is_not_usual) {
  const Scenario scenario = loaded(
      R"({"name":"n","shows":["VAL-01"],"world":{"start":"2024-10-21T14:00:00Z","phase":"assist","rest":"1h",
          "seed":1,"time_zone":"America/Chicago"},"steps":[]})");
  BOOST_TEST(write_scenario(scenario, project_library()) ==
             "{\n  \"name\": \"n\",\n  \"shows\": [\"VAL-01\"],\n"
             "  \"world\": { \"start\": \"2024-10-21T09:00:00-05:00\" },\n  \"steps\": [\n  ]\n}\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

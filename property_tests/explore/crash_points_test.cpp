// One law: wherever in its life the engine dies, nothing is lost and nothing happens twice (RES-03, AUD-05).
#include "property_tests/explore/crash_points.hpp"

#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::explore {
namespace {

// From the prescription to the seated crown, in three quarters of an hour.
constexpr std::string_view whole_life = R"({
  "name": "a case from end to end", "shows": ["RES-03"],
  "world": { "start": "2024-10-21T09:00:00-05:00", "pms": "open-dental", "lab": "glidewell", "rest": "25m" },
  "steps": [
    { "at": "1m", "case_ready": { "case": "LC-1", "like": "crown-19-zirconia" } },
    { "at": "6m", "if_possible": true, "decide": { "case": "LC-1", "as": "dentist", "decision": "approve" } },
    { "at": "8m", "if_possible": true, "decide": { "case": "LC-1", "as": "dentist", "decision": "approve" } },
    { "at": "14m", "lab_status": { "case": "LC-1", "stage": "received" } },
    { "at": "17m", "lab_ship": { "case": "LC-1" } },
    { "at": "23m", "case_received": { "case": "LC-1" } },
    { "at": "45m", "expect": { "order": { "case": "LC-1", "times": 1 } } },
    { "at": "45m", "expect": { "status": { "case": "LC-1", "stage": "shipped", "times": 1 } } },
    { "at": "45m", "expect": { "message": { "case": "LC-1", "milestone": "shipped", "times": 1 } } },
    { "at": "45m", "expect": { "note": { "case": "LC-1", "text_has": ["ordered from"] } } }
  ] })";

void check_every_point(CrashPoint point, std::string_view named) {
  const auto scenario = runner::read_scenario(whole_life, "whole-life.json", runner::project_library());
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  std::uint64_t points = 0;
  for (std::uint64_t step = 1;; ++step, ++points) {
    CrashingEngine engine(step, point);
    const auto result = run_scenario(*scenario, runner::project_library(), engine, {});
    // What a person said to an engine that died of it is on no record: it is said once more.
    for (const runner::Failure& failure : result.failures)
      if (!failure.expected.ends_with("each decision that a person made"))
        BOOST_ERROR("dead " << named << " step " << step << ": expected " << failure.expected << ", found "
                            << failure.found << " at " << base::format_instant(failure.at));
    if (!engine.crashed()) break;
  }
  BOOST_TEST(points > 200);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_points)

BOOST_AUTO_TEST_CASE(dead_before_any_step_was_put_down_nothing_is_lost_and_nothing_happens_twice) {
  check_every_point(CrashPoint::before, "before");
}

BOOST_AUTO_TEST_CASE(dead_after_any_step_was_put_down_nothing_is_lost_and_nothing_happens_twice) {
  check_every_point(CrashPoint::after, "after");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::explore

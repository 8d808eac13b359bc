// Laws of exploring: the same worlds whoever draws them and however many at once; a world is a scenario like
// any other; and what is shrunk is as small as it gets.
#include "property_tests/explore/bisect.hpp"
#include "property_tests/explore/coverage.hpp"
#include "property_tests/explore/exploration.hpp"
#include "property_tests/explore/shrink.hpp"
#include "property_tests/explore/simpler_worlds.hpp"
#include "property_tests/explore/world_generator.hpp"
#include "property_tests/mutants/mutant.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_writer.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::explore {
namespace {

std::vector<std::string> fingerprints(int jobs) {
  ExploreOptions options;
  options.worlds = 12;
  options.jobs = jobs;
  options.twice_every = 4;
  std::vector<std::string> all;
  explore(options, runner::project_library(), [&](const Explored& one) {
    BOOST_TEST(one.differs == "");
    BOOST_TEST(one.run_twice == (one.number % 4 == 0));
    all.push_back(one.result.fingerprint);
    return true;
  });
  return all;
}

bool has(const runner::Scenario& world, std::string_view word) {
  return std::any_of(world.steps.begin(), world.steps.end(),
                     [&](const runner::Step& step) { return step.word == word; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(explored_worlds)

BOOST_AUTO_TEST_CASE(the_same_worlds_come_out_of_one_thread_and_of_three) {
  const auto one = fingerprints(1);
  BOOST_TEST(one.size() == 12U);
  BOOST_TEST(one == fingerprints(3), boost::test_tools::per_element());
  BOOST_TEST(std::set<std::string>(one.begin(), one.end()).size() == one.size());
}

BOOST_AUTO_TEST_CASE(every_generated_world_is_a_scenario_that_reads_back_the_same) {
  for (std::uint64_t number = 1; number <= 300; ++number) {
    const runner::Scenario world = generate_world(20241021, number, runner::project_library());
    const std::string text = runner::write_scenario(world, runner::project_library());
    const auto again = runner::read_scenario(text, world.file, runner::project_library());
    BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().text() + "\n" + text));
    BOOST_TEST((*again == world), "world " << number << " became\n" << text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_failing_world_is_what_it_fails_by) {
  // Fails where a cancellation follows a fault, whatever else there is.
  const Fails fails = [](const runner::Scenario& world) {
    return has(world, "fault") && has(world, "case_cancel");
  };
  int shrunk = 0;
  for (std::uint64_t number = 1; number <= 200; ++number) {
    const runner::Scenario world = generate_world(7, number, runner::project_library());
    if (!fails(world)) continue;
    ++shrunk;
    const Shrunk small =
        shrink(world, "exactly_once", runner::project_library(), fails, [] { return false; });
    BOOST_TEST(small.minimal);
    BOOST_TEST(small.world.steps.size() == 2U);
    BOOST_TEST(small.world.world.practices.size() == 1U);
    BOOST_TEST(small.world.steps.back().at == base::Duration{0});
    BOOST_TEST(small.world.shows.front() == "DSP-01");
    const auto again = read_again(small.world, runner::project_library());
    BOOST_TEST((again && *again == small.world));
  }
  BOOST_TEST(shrunk > 5);
}

// The state of shrinking is the scenario that it wrote.
BOOST_AUTO_TEST_CASE(shrinking_that_ran_out_of_time_goes_on_where_it_stopped) {
  const Fails fails = [](const runner::Scenario& world) {
    return has(world, "fault") && has(world, "case_cancel");
  };
  constexpr std::size_t large = 15;  // steps
  std::uint64_t number = 1;
  runner::Scenario world = generate_world(7, number, runner::project_library());
  while (!fails(world) || world.steps.size() < large)
    world = generate_world(7, ++number, runner::project_library());
  const Shrunk at_once =
      shrink(world, "exactly_once", runner::project_library(), fails, [] { return false; });
  BOOST_TEST(at_once.minimal);
  runner::Scenario so_far = world;
  int sessions = 0;
  for (bool minimal = false; !minimal; ++sessions) {
    constexpr int sessions_max = 100;
    BOOST_REQUIRE(sessions < sessions_max);
    const int looks_max = 40 + 40 * sessions;  // as whoever has patience for more
    int looks = 0;
    const Shrunk part =
        shrink(so_far, "exactly_once", runner::project_library(), fails, [&] { return ++looks > looks_max; });
    BOOST_TEST(fails(part.world));
    BOOST_TEST(part.world.steps.size() <= so_far.steps.size());
    minimal = part.minimal;
    const std::string text = runner::write_scenario(part.world, runner::project_library());
    const auto written = runner::read_scenario(text, world.file, runner::project_library());
    BOOST_REQUIRE(written.has_value());
    so_far = *written;
  }
  BOOST_TEST(sessions > 1);
  BOOST_TEST(so_far.steps.size() == at_once.world.steps.size());
}

BOOST_AUTO_TEST_CASE(a_failure_is_inevitable_from_the_step_on_that_it_hangs_by) {
  constexpr std::string_view text = R"({ "name": "n", "shows": ["PBT-01"], "judged": "at_every_step",
    "world": { "start": "2024-10-21T09:00:00-05:00", "pms": "open-dental", "lab": "glidewell" }, "steps": [
      { "at": "0m", "case_ready": { "case": "LC-1", "like": "inlay-4" } },
      { "at": "1m", "opt_out": { "patient": "PT-1" } },
      { "at": "2m", "case_delete": { "case": "LC-1" } },
      { "at": "3m", "patient_says": { "patient": "PT-1", "text": "STOP" } } ] })";
  const auto world = runner::read_scenario(text, "x.json", runner::project_library());
  BOOST_REQUIRE(world.has_value());
  const auto turning = bisect(*world, 8, runner::project_library(),
                              [](const runner::Scenario& one) { return has(one, "case_delete"); });
  BOOST_REQUIRE(turning.has_value());
  BOOST_TEST(turning->steps == 3U);
  BOOST_TEST(turning->passed > 0U);
}

// What sends each order twice fails once an order is approved, whatever comes then, and not before.
BOOST_AUTO_TEST_CASE(a_world_that_a_mutant_fails_in_has_a_step_after_which_it_must) {
  const mutants::Mutant* mutant = mutants::find_mutant("order-sent-twice");
  BOOST_REQUIRE(mutant != nullptr);
  const Fails fails = [&](const runner::Scenario& world) {
    const auto engine = mutant->make();
    const auto result = run_world(world, runner::project_library(), *engine, nullptr);
    return std::any_of(result.failures.begin(), result.failures.end(),
                       [](const runner::Failure& one) { return one.check == "exactly_once"; });
  };
  constexpr std::string_view text = R"({ "name": "n", "shows": ["DSP-01"], "judged": "at_every_step",
    "world": { "start": "2024-10-21T09:00:00-05:00", "pms": "open-dental", "lab": "glidewell" }, "steps": [
      { "at": "0m", "case_ready": { "case": "LC-1", "like": "crown-19-zirconia" } },
      { "at": "1m", "opt_out": { "patient": "PT-1" } },
      { "at": "2m", "decide": { "case": "LC-1", "as": "dentist", "decision": "approve" } },
      { "at": "5m", "patient_says": { "patient": "PT-1", "text": "STOP" } },
      { "at": "9m", "case_received": { "case": "LC-1" } } ] })";
  const auto world = runner::read_scenario(text, "x.json", runner::project_library());
  BOOST_REQUIRE(world.has_value());
  BOOST_TEST(fails(*world));
  const auto turning = bisect(*world, 6, runner::project_library(), fails);
  BOOST_REQUIRE(turning.has_value());
  BOOST_TEST(turning->steps == 3U);  // the approval
  BOOST_TEST(turning->passed > 0U);
}

BOOST_AUTO_TEST_CASE(coverage_tells_operations_by_their_routes_and_faults_by_what_they_struck) {
  Coverage coverage;
  coverage.on_request({1, "engine", "glidewell", "reset"}, {"POST", "/v1/orders/GLW-12/cancel?x=1", {}, {}},
                      base::Instant{});
  world::Entry fact;
  fact.type = "engine.rx.validated";
  fact.data = R"({"findings":[{"code":"VAL-05"},{"code":"VAL-09"}]})";
  coverage.on_fact(fact);
  BOOST_TEST(coverage.faults() == 1U);
  BOOST_TEST(coverage.operations().at("reset").contains("POST glidewell /v1/orders/{}/cancel"));
  BOOST_TEST(coverage.rules().size() == 2U);
  BOOST_TEST(coverage.decisions() == 1U);
}

BOOST_AUTO_TEST_CASE(mutants_have_names_of_their_own_and_break_what_there_is) {
  std::set<std::string_view> names;
  for (const mutants::Mutant& one : mutants::mutants()) {
    BOOST_TEST(names.insert(one.name).second, one.name);
    BOOST_TEST((one.make() != nullptr));
  }
  BOOST_TEST(names.size() >= 40U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::explore

// A lab that the project knows nothing of: its profile, connector and simulator are all it takes.
#include "scenarios/example_lab/connect/birchwood.hpp"

#include "engine/connect/connectors.hpp"
#include "scenarios/example_lab/simulate/birchwood.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

const Library& library_with_birchwood() {
  static const auto library = [] {
    auto read = Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
    BOOST_REQUIRE(read.has_value());
    const auto added = (*read)->add_lab(ARTICULATOR_SOURCE_DIR "/scenarios/example_lab/birchwood.json",
                                        &simulators::birchwood::make_simulator);
    BOOST_REQUIRE_MESSAGE(added.has_value(), (added ? "" : added.error().text()));
    return std::move(*read);
  }();
  return *library;
}

workflow::Connectors connectors_with_birchwood() {
  workflow::Connectors connectors = known_connectors();
  connectors.lab = [](const model::PracticeBench& practice, const model::LabAccess& lab) {
    return lab.kind == "birchwood" ? connect::birchwood::make_connector(practice, lab)
                                   : connect::make_lab(practice, lab);
  };
  return connectors;
}

ScenarioResult run(std::string_view world, std::string_view steps) {
  const std::string text =
      R"({"name":"n","shows":[],"world":{"start":"2024-10-21T09:00:00-05:00","lab":"birchwood","phase":"auto")" +
      std::string(world) + R"(},"steps":[)" + std::string(steps) + "]}";
  const auto scenario = read_scenario(text, "birchwood.json", library_with_birchwood());
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  InProcessEngine engine(connectors_with_birchwood());
  return run_scenario(*scenario, library_with_birchwood(), engine, {});
}

std::string failures_of(const ScenarioResult& result) {
  std::string text;
  for (const Failure& failure : result.failures)
    text += failure.expected + " | " + failure.found + "\n";
  return text;
}

constexpr std::string_view case_1 =
    R"({"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconia","with":{"/lab":"birchwood","/lab_name":"Birchwood Dental Studio"}}},
       {"at":"2m","decide":{"case":"LC-1","as":"dentist","decision":"approve"}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(birchwood)

BOOST_AUTO_TEST_CASE(a_case_goes_from_the_practice_to_the_patient_through_a_lab_that_was_added) {
  const ScenarioResult result = run("", std::string(case_1) + R"(,
    {"at":"4m","expect":{"order":{"case":"LC-1","lab":"birchwood","times":1,"prescription":{"material":"zirconia","shade":"A2","tooth":"19"}}}},
    {"at":"5m","expect":{"case":{"case":"LC-1","stage":"submitted","tracking":"BW-1001"}}},
    {"at":"1h","lab_status":{"case":"LC-1","status":"came in"}},
    {"at":"75m","expect":{"status":{"case":"LC-1","stage":"received","times":1}}},
    {"at":"80m","expect":{"message":{"case":"LC-1","milestone":"received","times":1}}},
    {"at":"24h","lab_question":{"case":"LC-1","question":"Is the margin open on the mesial side?"}},
    {"at":"24h20m","expect":{"review":{"case":"LC-1","reasons":["STS-06"]}}},
    {"at":"25h","decide":{"case":"LC-1","as":"dentist","decision":"approve","reasons":["STS-06"],"answer":"No, closed."}},
    {"at":"25h10m","expect":{"answered":{"case":"LC-1","text":"No, closed."}}},
    {"at":"26h","lab_status":{"case":"LC-1","status":"in the furnace"}},
    {"at":"26h10m","expect":{"status":{"case":"LC-1","stage":"in_fabrication","times":1}}},
    {"at":"72h","lab_ship":{"case":"LC-1"}},
    {"at":"72h10m","expect":{"status":{"case":"LC-1","stage":"shipped","times":1}}},
    {"at":"96h","case_received":{"case":"LC-1"}},
    {"at":"96h10m","expect":{"case":{"case":"LC-1","stage":"delivered"}}},
    {"at":"96h10m","expect":{"audit_verifies":{"case":"LC-1"}}})");
  BOOST_TEST((result.verdict == Verdict::passed), failures_of(result));
}

BOOST_AUTO_TEST_CASE(what_is_lost_on_the_way_to_it_makes_no_second_order) {
  const ScenarioResult result =
      run("", R"({"at":"0m","fault":{"kind":"lost_answer","to":"birchwood","times":3}},
    {"at":"1m","fault":{"kind":"lost_request","to":"birchwood","path":"/board","times":2}},)" +
                  std::string(case_1) + R"(,
    {"at":"30m","expect":{"order":{"case":"LC-1","times":1}}},
    {"at":"30m","expect":{"case":{"case":"LC-1","stage":"submitted","tracking":"BW-1001"}}})");
  BOOST_TEST((result.verdict == Verdict::passed), failures_of(result));
}

BOOST_AUTO_TEST_CASE(its_refusal_comes_back_as_a_review) {
  const ScenarioResult result = run(
      "", R"({"at":"0m","lab_reject_next":{"reasons":["We are on holiday."]}},)" + std::string(case_1) + R"(,
    {"at":"4m","expect":{"review":{"case":"LC-1","reasons":["DSP-09"]}}},
    {"at":"4m","expect":{"order":{"case":"LC-1","times":1}}})");
  BOOST_TEST((result.verdict == Verdict::passed), failures_of(result));
}

BOOST_AUTO_TEST_CASE(what_is_cancelled_before_it_is_made_is_cancelled_there) {
  const ScenarioResult result = run("", std::string(case_1) + R"(,
    {"at":"30m","case_cancel":{"case":"LC-1","reason":"patient moved away"}},
    {"at":"35m","expect":{"order_cancelled":{"case":"LC-1","times":1}}})");
  BOOST_TEST((result.verdict == Verdict::passed), failures_of(result));
}

BOOST_AUTO_TEST_CASE(the_project_itself_does_not_know_it) {
  auto library = Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  BOOST_REQUIRE(library.has_value());
  BOOST_TEST((*library)->lab("birchwood") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

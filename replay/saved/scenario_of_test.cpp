#include "replay/saved/scenario_of.hpp"

#include "replay/saved/history_test.hpp"

#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

// A case that was sent at two.
CaseHistory history() {
  return sent_at_two();
}

Divergence missing(DecisionType type, const std::string& reference) {
  Divergence divergence;
  divergence.type = type;
  divergence.place = {0, 9};
  divergence.rule = "STS-02";
  divergence.production = "null";
  divergence.reference = reference;
  return divergence;
}

const std::string received = R"({"at":"2024-10-21T15:00:00.000Z","stage":"received"})";

Json told(const CaseHistory& of, const Divergence& divergence, const Json* forerunner = nullptr) {
  const auto text = scenario_of({divergence, {&divergence}}, of, forerunner);
  BOOST_REQUIRE_MESSAGE(text, (text ? "" : text.error().text()));
  return Json::parse(*text);
}

BOOST_AUTO_TEST_SUITE(divergences_as_scenarios)

BOOST_AUTO_TEST_CASE(the_world_is_the_one_in_which_the_case_was) {
  const Json scenario = told(history(), missing(DecisionType::pms_status, received));
  BOOST_TEST(scenario["world"]["pms"] == "curve");
  BOOST_TEST(scenario["world"]["phase"] == "auto");
  BOOST_TEST(scenario["world"]["start"] == "2024-10-21T14:00:00.000Z");
  BOOST_TEST(scenario["world"]["min_clean_cases"] == 2);
  const Json with = scenario["steps"][0]["case_ready"]["with"];
  BOOST_TEST(with["/patient/prefers"] == "email");
  BOOST_TEST(with["/patient/consent"]["email"] == true);
  BOOST_TEST(!with.dump().contains("D-4711"));
}

BOOST_AUTO_TEST_CASE(enough_clean_cases_before_need_not_be_told) {
  CaseHistory with_past = history();
  with_past.clean_cases = 2;
  BOOST_TEST(
      !told(with_past, missing(DecisionType::pms_status, received))["world"].contains("min_clean_cases"));
}

BOOST_AUTO_TEST_CASE(what_happened_until_the_decision_happens_at_its_instants) {
  CaseHistory longer = history();
  longer.events.push_back(event(2, "14:30:00", "people.review.decided", "people",
                                {{"role", "dentist"}, {"decision", "approve"}, {"by", "D-4711"}}));
  longer.events.push_back(event(3, "14:31:00", "engine.order.sent", "engine", Json::object()));
  longer.events.push_back(
      event(4, "14:50:00", "lab.case.status", "glidewell", {{"status", "Case Received"}}));
  longer.events.push_back(event(5, "15:00:01", "lab.case.status", "glidewell", {{"status", "In Design"}}));
  const Json steps = told(longer, missing(DecisionType::pms_status, received))["steps"];
  BOOST_REQUIRE(steps.size() == 4U);
  BOOST_TEST(steps[1]["at"] == "1800s");
  BOOST_TEST(steps[1]["decide"]["as"] == "dentist");
  BOOST_TEST(steps[2]["lab_status"]["status"] == "Case Received");
  BOOST_TEST(steps[3]["at"] == "4200s");
  BOOST_TEST(steps[3]["expect"]["status"]["stage"] == "received");
}

BOOST_AUTO_TEST_CASE(a_forerunner_is_ordered_two_hours_before) {
  const Json forerunner = {{"prescription", {{"material", "zirconia"}}}};
  const Json scenario = told(history(), missing(DecisionType::pms_status, received), &forerunner);
  BOOST_TEST(scenario["world"]["start"] == "2024-10-21T12:00:00.000Z");
  BOOST_TEST(scenario["steps"][0]["case_ready"]["case"] == "LC-2");
  BOOST_TEST(scenario["steps"][2]["case_ready"]["case"] == "LC-1");
  BOOST_TEST(scenario["steps"][2]["at"] == "7200s");
}

BOOST_AUTO_TEST_CASE(what_production_did_too_often_is_expected_as_often_as_before) {
  CaseHistory twice = history();
  const Json sent = {{"milestone", "received"}, {"medium", "email"}};
  twice.events.push_back(event(7, "14:40:00", "engine.patient.notified", "engine", sent));
  twice.events.push_back(event(9, "14:45:00", "engine.patient.notified", "engine", sent));
  Divergence extra = missing(DecisionType::patient_notified, "null");
  extra.kind = DivergenceKind::extra;
  extra.production = R"({"at":"2024-10-21T14:45:00.000Z","medium":"email","milestone":"received"})";
  BOOST_TEST(told(twice, extra)["steps"].back()["expect"]["message"]["times"] == 1);
}

BOOST_AUTO_TEST_CASE(what_no_scenario_can_tell_is_an_error_that_says_what) {
  const auto why_not = [](const CaseHistory& of, const Divergence& divergence) {
    const auto refused = scenario_of({divergence, {&divergence}}, of, nullptr);
    return refused ? "" : refused.error().text();
  };
  CaseHistory odd = history();
  odd.events.push_back(event(6, "14:10:00", "lab.profile", "glidewell", Json::object()));
  const Divergence status = missing(DecisionType::pms_status, received);
  BOOST_TEST(why_not(odd, status).contains("lab.profile"));
  BOOST_TEST(why_not(CaseHistory{}, status).contains("how the case was sent"));
  BOOST_TEST(why_not(history(), missing(DecisionType::dead_letter, received)).contains("dead_letter"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::saved

#include "replay/saved/told_apart.hpp"

#include "replay/saved/history_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::replay::saved {
namespace {

// Expects that the PMS has heard of `in_design` so often, an hour after the case was sent.
runner::Scenario expecting(std::optional<std::int64_t> times) {
  runner::Expectation wanted;
  wanted.kind = runner::FormKind::status;
  wanted.type = "engine.pms.status";
  wanted.practice = "p-01";
  wanted.case_id = "LC-1";
  wanted.stage = "in_design";
  wanted.times = times;
  runner::Step step;
  step.at = base::hours(1);
  step.what = runner::Expect{wanted};
  runner::Scenario scenario;
  scenario.world.start = at("14:00:00");
  scenario.steps.push_back(step);
  return scenario;
}

CaseHistory told_at(const std::string& time) {
  CaseHistory history = sent_at_two();
  history.events.push_back(event(2, time, "engine.pms.status", "engine", {{"stage", "in_design"}}));
  return history;
}

BOOST_AUTO_TEST_SUITE(a_scenario_that_tells_production_from_the_reference)

BOOST_AUTO_TEST_CASE(what_production_did_is_no_scenario_against_it) {
  BOOST_TEST(!told_apart(expecting(std::nullopt), told_at("14:30:00"), {}));
  BOOST_TEST(!told_apart(expecting(1), told_at("14:30:00"), {}));
}

BOOST_AUTO_TEST_CASE(what_production_did_not_do_or_did_too_often_or_too_late_is) {
  BOOST_TEST(told_apart(expecting(std::nullopt), sent_at_two(), {}));
  BOOST_TEST(told_apart(expecting(0), told_at("14:30:00"), {}));
  BOOST_TEST(told_apart(expecting(std::nullopt), told_at("15:00:01"), {}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::saved

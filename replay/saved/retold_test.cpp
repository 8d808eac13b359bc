#include "replay/saved/retold.hpp"

#include "replay/saved/history_test.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

// The steps of a case that was sent at two, with what happened then.
Json retold(std::vector<CaseEvent> happened, std::optional<base::Instant> billed_at = {}) {
  CaseHistory history = sent_at_two();
  for (CaseEvent& one : happened)
    history.events.push_back(std::move(one));
  Steps steps(at("14:00:00"));
  const auto told = retell(history, history.events.begin(), at("23:00:00"), billed_at, steps);
  BOOST_REQUIRE_MESSAGE(told, (told ? "" : told.error().text()));
  return steps.take();
}

BOOST_AUTO_TEST_SUITE(what_happened_retold)

BOOST_AUTO_TEST_CASE(a_lab_that_rejected_an_order_rejects_it_again) {
  const Json steps = retold(
      {event(2, "14:40:00", "lab.order.rejected", "glidewell", {{"reasons", {"Margin cannot be read."}}})});
  BOOST_REQUIRE(steps.size() == 2U);
  BOOST_TEST(steps[1]["at"] == "0s");  // before the order goes out
  BOOST_TEST(steps[1]["lab_reject_next"].dump() == R"({"case":"LC-1","reasons":["Margin cannot be read."]})");
}

BOOST_AUTO_TEST_CASE(a_second_order_is_rejected_after_the_first_was) {
  const Json why = {{"reasons", {"No."}}};
  const Json steps = retold({event(2, "14:40:00", "lab.order.rejected", "glidewell", why),
                             event(3, "16:00:00", "lab.order.rejected", "glidewell", why)});
  BOOST_REQUIRE(steps.size() == 3U);
  BOOST_TEST(steps[2]["at"] == "2400s");
}

BOOST_AUTO_TEST_CASE(a_word_that_was_late_is_late_again) {
  const auto word = [](int line, const char* time, const char* status, int sequence) {
    return event(line, time, "lab.case.status", "glidewell", {{"status", status}, {"sequence", sequence}});
  };
  const Json steps = retold({word(2, "15:00:00", "Case Received", 7), word(3, "16:00:00", "In Design", 9),
                             word(4, "16:01:00", "Case Received", 8), word(5, "17:00:00", "Milling", 10)});
  BOOST_REQUIRE(steps.size() == 5U);
  BOOST_TEST(!steps[2]["lab_status"].contains("sequence"));
  BOOST_TEST(steps[3]["lab_status"]["sequence"] == 2);
  BOOST_TEST(!steps[4]["lab_status"].contains("sequence"));
}

BOOST_AUTO_TEST_CASE(visits_go_by_ids_of_the_scenario) {
  const Json steps =
      retold({event(2, "15:00:00", "pms.appointment.booked", "curve",
                    {{"appointment", "APT-9"}, {"start", "2024-11-05T14:00:00Z"}, {"provider", "D-4711"}}),
              event(3, "16:00:00", "pms.appointment.moved", "curve",
                    {{"appointment", "APT-9"}, {"start", "2024-11-06T14:00:00Z"}}),
              event(4, "17:00:00", "pms.appointment.booked", "curve", {{"appointment", "APT-77"}})});
  BOOST_REQUIRE(steps.size() == 4U);
  BOOST_TEST(steps[1]["appointment_booked"]["appointment"]["id"] == "A-1");
  BOOST_TEST(steps[1]["appointment_booked"]["appointment"]["provider"] == "D-1");
  BOOST_TEST(steps[2]["appointment_moved"]["appointment"] == "A-1");
  BOOST_TEST(steps[3]["appointment_booked"]["appointment"]["id"] == "A-11");
}

BOOST_AUTO_TEST_CASE(of_a_new_policy_what_is_otherwise_is_told) {
  const Json steps = retold({event(2, "15:00:00", "world.policy", "people",
                                   {{"phase", "monitor"}, {"automation", {{"min_clean_cases", 2}}}})});
  BOOST_REQUIRE(steps.size() == 2U);
  BOOST_TEST(steps[1]["policy"].dump() == R"({"as":"administrator","set":{"phase":"monitor"}})");
}

BOOST_AUTO_TEST_CASE(a_case_that_is_sent_again_has_the_consent_of_then) {
  CaseEvent again = sent_at_two().events.front();
  again.at = at("18:00:00");
  const Json steps = retold({event(2, "15:00:00", "pms.patient.updated", "curve",
                                   {{"patient", "PT-77"}, {"consent", {{"sms", false}, {"email", false}}}}),
                             again});
  BOOST_REQUIRE(steps.size() == 3U);
  BOOST_TEST(steps[0]["case_ready"]["with"]["/patient/consent"]["sms"] == true);
  BOOST_TEST(steps[2]["case_ready"]["case"] == "LC-1");
  BOOST_TEST(steps[2]["case_ready"]["with"]["/patient/consent"]["sms"] == false);
}

BOOST_AUTO_TEST_CASE(which_slot_was_chosen_is_told_by_where_the_visit_came_to_be) {
  const Json steps = retold({event(2, "15:00:00", "people.review.decided", "people",
                                   {{"role", "front_desk"}, {"decision", "approve"}, {"slot", 2}})});
  BOOST_TEST(steps.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lab_bills_what_the_log_has_and_nothing_by_itself) {
  const Json acknowledged = {{"tracking", "GLW-1"}};
  const auto billed = [](int number, const Json& line) {
    CaseEvent one = event(number, "20:00:00", "lab.invoice", "glidewell", line);
    one.data["statement"] = "ST-1";
    return one;
  };
  const std::vector<CaseEvent> happened = {
      event(2, "14:40:00", "lab.order.acknowledged", "glidewell", acknowledged),
      billed(3, {{"line", 7}, {"case", "P-1-LC7"}, {"tracking", "GLW-1"}, {"cents", 9900}}),
      billed(3, {{"line", 8}, {"case", "P-1-LC8"}, {"tracking", "GLW-2"}, {"cents", 100}})};
  BOOST_TEST(retold(happened).size() == 1U);
  const Json steps = retold(happened, at("22:00:00"));
  BOOST_REQUIRE(steps.size() == 4U);
  BOOST_TEST(steps[1]["lab_unbill"]["case"] == "LC-1");
  BOOST_TEST(steps[2]["lab_bill"].dump() == R"({"case":"LC-1","cents":9900,"tracking_of":"LC-1"})");
  BOOST_TEST(steps[3]["lab_bill"].dump() == R"({"case":"LC-9","cents":100,"tracking":"GLW-2"})");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::saved

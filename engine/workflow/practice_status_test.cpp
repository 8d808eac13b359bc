// The decisions of a case's way back from the lab: statuses, holds, and what the patient hears.
#include "engine/workflow/practice_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

using on_paper::crown;
using on_paper::PracticeOnPaper;

constexpr const char* all_consent = R"({"sms":true,"portal":true,"email":true})";
constexpr const char* no_consent = R"({"sms":false,"portal":false,"email":false})";

// LC-1 is at the lab, acknowledged; the patient wants e-mail.
PracticeOnPaper ordered() {
  PracticeOnPaper paper;
  paper.policy("assist");
  paper.made_before("LC-0", "PT-0");
  paper.policy("auto");
  paper.consent(all_consent, "email");
  paper.ready("LC-1", crown());
  paper.acknowledged("LC-1");
  return paper;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(practice_status)

BOOST_AUTO_TEST_CASE(each_later_stage_is_written_once) {
  PracticeOnPaper paper = ordered();
  BOOST_TEST(paper.status("LC-1", "Case Received", 1) == "status received, tell received by email");
  BOOST_TEST(paper.status("LC-1", "Case Received", 2) == "");
  BOOST_TEST(paper.status("LC-1", "Milling", 4) == "status in_fabrication");
  BOOST_TEST(paper.status("LC-1", "In Design", 3) == "");
  BOOST_TEST(paper.status("LC-1", "In Design", 5) == "");
  BOOST_TEST(paper.status("LC-1", "Ceramic Staging", 6) == "flag Ceramic Staging");
  BOOST_TEST(paper.status("LC-1", "Quality Check", 6) == "status quality_check");
}

BOOST_AUTO_TEST_CASE(a_hold_asks_and_any_stage_after_it_is_written) {
  PracticeOnPaper paper = ordered();
  paper.status("LC-1", "Milling", 1);
  BOOST_TEST(paper.status("LC-1", "On Hold", 2) == "status on_hold, review LC-1-r1 STS-06");
  BOOST_TEST(paper.status("LC-1", "Milling", 3) == "status in_fabrication");
}

BOOST_AUTO_TEST_CASE(a_question_is_answered_to_the_lab) {
  PracticeOnPaper paper = ordered();
  BOOST_TEST(paper.happens("LC-1", "lab.case.question", R"({"question":"Is the margin buccal?"})") ==
             "review LC-1-r1 STS-06");
  BOOST_TEST(paper.practice().review(model::ReviewId("LC-1-r1")).review->question == "Is the margin buccal?");
  BOOST_TEST(paper.decided("LC-1", 1, "approve", "dentist", R"(,"answer":"Yes.")") == "answer Yes.");
  BOOST_TEST(paper.practice().open_reviews().empty());
}

BOOST_AUTO_TEST_CASE(shipment_is_written_unless_the_status_said_so_already) {
  PracticeOnPaper paper = ordered();
  constexpr const char* shipment =
      R"({"carrier":"UPS","carrier_tracking":"1Z","delivery":"2024-10-25T14:00:00Z"})";
  BOOST_TEST(paper.happens("LC-1", "lab.case.shipped", shipment) == "status shipped, tell shipped by email");
  BOOST_TEST(paper.status("LC-1", "Shipped", 9) == "");
  BOOST_TEST(paper.happens("LC-1", "lab.case.shipped", shipment) == "");
  const Case* open = paper.practice().find(model::CaseId("LC-1"));
  BOOST_TEST(open->carrier_tracking == "1Z");
  BOOST_TEST(base::format_instant(*open->predicted_delivery) == "2024-10-25T14:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(the_practice_knows_by_itself_what_it_received) {
  PracticeOnPaper paper = ordered();
  BOOST_TEST(paper.happens("LC-1", "pms.case.received") == "tell delivered by email");
  BOOST_TEST(paper.status("LC-1", "Shipped", 9) == "");
  BOOST_TEST(paper.happens("LC-1", "pms.case.seated") == "");
  BOOST_CHECK(paper.practice().find(model::CaseId("LC-1"))->stage == model::Stage::closed);
}

BOOST_AUTO_TEST_CASE(without_consent_nobody_hears_anything) {
  PracticeOnPaper paper = ordered();
  paper.consent(no_consent, "sms");
  BOOST_TEST(paper.status("LC-1", "Case Received", 1) == "status received");
}

BOOST_AUTO_TEST_CASE(the_first_consented_medium_stands_in_for_the_preferred_one) {
  PracticeOnPaper paper = ordered();
  paper.consent(R"({"sms":false,"portal":true,"email":true})", "sms");
  BOOST_TEST(paper.status("LC-1", "Case Received", 1) == "status received, tell received by portal");
}

BOOST_AUTO_TEST_CASE(quiet_hours_hold_a_message_until_eight) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-10-22T02:00:00Z");  // 21:00 in Chicago
  BOOST_TEST(paper.status("LC-1", "Case Received", 1) == "status received");
  BOOST_TEST(base::format_instant(*paper.practice().next_due()) == "2024-10-22T13:00:00.000Z");
  paper.at("2024-10-22T12:59:59.999Z");
  BOOST_TEST(paper.due() == "");
  paper.at("2024-10-22T13:00:00Z");
  BOOST_TEST(paper.due() == "tell received by email");
  BOOST_TEST(paper.due() == "");
  BOOST_TEST(!paper.practice().next_due());
}

BOOST_AUTO_TEST_CASE(a_minute_before_nine_in_the_evening_is_not_quiet) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-10-22T01:59:00Z");
  BOOST_TEST(paper.status("LC-1", "Case Received", 1) == "status received, tell received by email");
}

BOOST_AUTO_TEST_CASE(quiet_hours_follow_the_clocks_when_they_change) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-11-03T04:00:00Z");  // 23:00 on the eve of standard time: 08:00 is ten hours away
  paper.status("LC-1", "Case Received", 1);
  BOOST_TEST(base::format_instant(*paper.practice().next_due()) == "2024-11-03T14:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_held_message_comes_before_the_event_that_finds_it_due) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-10-22T02:30:00Z");
  paper.status("LC-1", "Case Received", 1);
  paper.at("2024-10-22T15:00:00Z");
  BOOST_TEST(paper.status("LC-1", "In Design", 2) == "tell received by email, status in_design");
  BOOST_TEST(base::format_instant(paper.last()[0].at) == "2024-10-22T13:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_held_message_is_dropped_when_it_is_no_longer_true) {
  struct Row {
    const char* what;
    std::string (*happens)(PracticeOnPaper&);
  };
  const Row rows[] = {
      {"moved on", [](PracticeOnPaper& paper) { return paper.status("LC-1", "In Design", 2); }},
      {"on hold", [](PracticeOnPaper& paper) { return paper.status("LC-1", "On Hold", 2); }},
      {"cancelled", [](PracticeOnPaper& paper) { return paper.happens("LC-1", "pms.case.cancelled"); }},
      {"opted out", [](PracticeOnPaper& paper) {
         paper.consent(no_consent, "email");
         return std::string();
       }}};
  for (const Row& row : rows) {
    PracticeOnPaper paper = ordered();
    paper.at("2024-10-22T02:30:00Z");
    paper.status("LC-1", "Case Received", 1);
    paper.at("2024-10-22T12:30:00Z");
    row.happens(paper);
    paper.at("2024-10-22T14:00:00Z");
    BOOST_TEST(paper.due() == "", row.what);
  }
}

BOOST_AUTO_TEST_CASE(a_late_event_keeps_its_instant_and_does_not_turn_the_clock_back) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-10-22T15:00:00Z");
  paper.status("LC-1", "Case Received", 1);
  paper.at("2024-10-22T09:00:00Z");
  BOOST_TEST(paper.status("LC-1", "In Design", 2) == "status in_design");
  BOOST_TEST(base::format_instant(paper.last()[0].at) == "2024-10-22T09:00:00.000Z");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow

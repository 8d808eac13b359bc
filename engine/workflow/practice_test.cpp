// The decisions of a case's way to the lab: validation, phases, reviews, orders, and what ends it.
#include "engine/workflow/practice_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

using on_paper::case_json;
using on_paper::crown;
using on_paper::PracticeOnPaper;
using on_paper::Rx;

// A practice that knows its prescriber's zirconia crowns.
PracticeOnPaper known_practice(const std::string& phase, int approval_days_left = 0,
                               int min_clean_cases = 0) {
  PracticeOnPaper paper;
  paper.policy("assist");
  paper.made_before("LC-0", "PT-0");
  paper.policy(phase, approval_days_left, min_clean_cases);
  return paper;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(practice)

BOOST_AUTO_TEST_CASE(a_clean_repeat_case_is_sent_without_a_person_in_phase_auto) {
  PracticeOnPaper paper = known_practice("auto");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, order LC-1/1");
}

BOOST_AUTO_TEST_CASE(phase_assist_asks_a_person_first) {
  PracticeOnPaper paper = known_practice("assist");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, review LC-1-r1 GOV-02");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "order LC-1/1");
}

BOOST_AUTO_TEST_CASE(phase_monitor_only_validates_and_mirrors) {
  PracticeOnPaper paper = known_practice("monitor");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, mirror");
  Rx rx;
  rx.shade = "";
  rx.patient = "PT-2";
  BOOST_TEST(paper.ready("LC-2", case_json(rx)) == "validated blocked VAL-05");
  BOOST_TEST(paper.acknowledged("LC-1") == "");
  BOOST_TEST(paper.status("LC-1", "Shipped", 1) == "");
}

BOOST_AUTO_TEST_CASE(the_first_thirty_days_wait_for_the_coordinator) {
  PracticeOnPaper paper = known_practice("auto", 12);
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, review LC-1-r1 GOV-04");
  BOOST_TEST(paper.decided("LC-1", 1, "approve", "lab_coordinator") == "order LC-1/1");
}

BOOST_AUTO_TEST_CASE(several_units_are_never_automatic) {
  PracticeOnPaper paper = known_practice("auto");
  Rx rx;
  rx.procedure = "crown";
  rx.teeth = R"(["18","19"])";
  BOOST_TEST(paper.ready("LC-1", case_json(rx)) == "validated approved, review LC-1-r1 GOV-03");
}

BOOST_AUTO_TEST_CASE(only_seated_cases_without_feedback_make_a_triple_trusted) {
  PracticeOnPaper paper = known_practice("auto", 0, 2);
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, review LC-1-r1 GOV-03");
  paper.made_before("LC-2", "PT-2");
  Rx rx;
  rx.patient = "PT-3";
  BOOST_TEST(paper.ready("LC-3", case_json(rx)) == "validated approved, order LC-3/1");
  paper.happens("LC-2", "pms.case.feedback", R"({"text":"crown rocks"})");
  rx.patient = "PT-4";
  BOOST_TEST(paper.ready("LC-4", case_json(rx)) == "validated approved, review LC-4-r1 GOV-03");
}

BOOST_AUTO_TEST_CASE(a_phase_of_the_restoration_kind_comes_before_the_practices) {
  PracticeOnPaper paper = known_practice("auto");
  paper.policy("auto", 0, 0, R"(,"phases":{"crown":"monitor"})");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, mirror");
}

BOOST_AUTO_TEST_CASE(a_material_new_to_the_prescriber_is_reviewed_until_the_lab_acknowledged_one) {
  PracticeOnPaper paper;
  paper.policy("auto");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated needs_review VAL-33, review LC-1-r1 VAL-33");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "order LC-1/1");
  Rx rx;
  rx.patient = "PT-2";
  BOOST_TEST(paper.ready("LC-2", case_json(rx)) == "validated needs_review VAL-33, review LC-2-r1 VAL-33");
  paper.acknowledged("LC-1");
  rx.patient = "PT-3";
  BOOST_TEST(paper.ready("LC-3", case_json(rx)) == "validated approved, order LC-3/1");
}

BOOST_AUTO_TEST_CASE(the_same_work_twice_is_a_blocker_while_the_first_is_open) {
  PracticeOnPaper paper = known_practice("auto");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.ready("LC-2", crown()) == "validated blocked VAL-22, review LC-2-r1 VAL-22");
  paper.happens("LC-1", "pms.case.cancelled", R"({"reason":"by mistake"})");
  BOOST_TEST(paper.ready("LC-3", crown()) == "validated blocked VAL-22, review LC-3-r1 VAL-22");
  paper.happens("LC-2", "pms.case.cancelled");
  paper.happens("LC-3", "pms.case.cancelled");
  BOOST_TEST(paper.ready("LC-4", crown()) == "validated approved, order LC-4/1");
}

BOOST_AUTO_TEST_CASE(a_blocker_cannot_be_approved_away) {
  PracticeOnPaper paper = known_practice("auto");
  Rx rx;
  rx.shade = "";
  BOOST_TEST(paper.ready("LC-1", case_json(rx)) == "validated blocked VAL-05, review LC-1-r1 VAL-05");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "");
  BOOST_TEST(paper.practice().review(model::ReviewId("LC-1-r1")).review != nullptr);
  BOOST_TEST(paper.decided("LC-1", 1, "correct", "dentist", R"(,"changes":{"/prescription/shade":"A3"})") ==
             "validated approved, order LC-1/1");
  BOOST_TEST(paper.practice().open_reviews().empty());
}

BOOST_AUTO_TEST_CASE(a_correction_that_leaves_a_blocker_opens_the_next_review) {
  PracticeOnPaper paper = known_practice("auto");
  Rx rx;
  rx.shade = "";
  paper.ready("LC-1", case_json(rx));
  BOOST_TEST(paper.decided("LC-1", 1, "correct", "dentist", R"(,"changes":{"/prescription/shade":"Z9"})") ==
             "validated blocked VAL-06, review LC-1-r2 VAL-06");
}

BOOST_AUTO_TEST_CASE(who_may_not_decide_changes_nothing) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.ready("LC-1", crown());
  for (const char* role : {"lab_coordinator", "front_desk", "auditor", "administrator"})
    BOOST_TEST(paper.decided("LC-1", 1, "approve", role) == "");
  BOOST_TEST(paper.practice().open_reviews().size() == 1U);
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "order LC-1/1");
}

BOOST_AUTO_TEST_CASE(a_rejected_review_closes_and_a_new_version_starts_over) {
  PracticeOnPaper paper = known_practice("assist");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.decided("LC-1", 1, "reject") == "");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "");
  BOOST_TEST(paper.happens("LC-1", "pms.case.updated", R"({"prescription":{"shade":"A3"}})") ==
             "validated approved, review LC-1-r2 GOV-02");
}

BOOST_AUTO_TEST_CASE(approval_of_what_has_changed_since_is_no_approval) {
  PracticeOnPaper paper = known_practice("assist");
  paper.ready("LC-1", crown());
  paper.happens("LC-1", "pms.case.updated", R"({"prescription":{"shade":"A3"}})");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "");
  BOOST_TEST(paper.decided("LC-1", 2, "approve") == "order LC-1/1");
}

BOOST_AUTO_TEST_CASE(a_change_that_touches_no_order_data_decides_nothing) {
  PracticeOnPaper paper = known_practice("assist");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.happens("LC-1", "pms.case.updated", R"({"notes":"call first"})") == "");
  BOOST_TEST(paper.practice().find(model::CaseId("LC-1"))->file->notes == "call first");
}

BOOST_AUTO_TEST_CASE(a_change_after_the_order_is_amended_until_fabrication) {
  PracticeOnPaper paper = known_practice("auto");
  paper.ready("LC-1", crown());
  paper.acknowledged("LC-1");
  BOOST_TEST(paper.happens("LC-1", "pms.case.updated", R"({"prescription":{"shade":"A3"}})") == "amend");
  paper.status("LC-1", "Milling", 1);
  BOOST_TEST(paper.happens("LC-1", "pms.case.updated", R"({"prescription":{"shade":"B1"}})") ==
             "review LC-1-r1 DSP-10");
}

BOOST_AUTO_TEST_CASE(an_acknowledged_order_is_written_back_once) {
  PracticeOnPaper paper = known_practice("auto");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.acknowledged("LC-1") == "status submitted, note");
  BOOST_TEST(
      std::get<model::PmsNote>(paper.last()[1].act).text ==
      "Zirconia crown on tooth 19 ordered from Glidewell, tracking T-LC-1, expected to ship 2024-11-01.");
  BOOST_TEST(paper.acknowledged("LC-1") == "");
}

BOOST_AUTO_TEST_CASE(a_rejected_order_is_corrected_and_sent_under_the_next_key) {
  PracticeOnPaper paper = known_practice("auto");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.happens("LC-1", "lab.order.rejected", R"({"reasons":["scan unreadable"]})") ==
             "review LC-1-r1 DSP-09");
  BOOST_TEST(paper.decided("LC-1", 1, "correct", "dentist", R"(,"changes":{"/prescription/shade":"A3"})") ==
             "validated approved, order LC-1/2");
  BOOST_TEST(paper.acknowledged("LC-1") == "status submitted, note");
}

BOOST_AUTO_TEST_CASE(cancelling_depends_on_how_far_the_lab_is) {
  PracticeOnPaper paper = known_practice("auto");
  Rx rx;
  rx.shade = "";
  paper.ready("LC-1", case_json(rx));
  BOOST_TEST(paper.happens("LC-1", "pms.case.cancelled", R"({"reason":"moved away"})") == "");
  rx.shade = "A2";
  paper.ready("LC-2", case_json(rx));
  paper.acknowledged("LC-2");
  paper.status("LC-2", "In Design", 1);
  BOOST_TEST(paper.happens("LC-2", "pms.case.cancelled") == "cancel at glidewell");
  BOOST_TEST(paper.happens("LC-2", "pms.case.cancelled") == "");
  BOOST_TEST(paper.status("LC-2", "Milling", 2) == "");
  paper.ready("LC-3", case_json(rx));
  paper.acknowledged("LC-3");
  paper.status("LC-3", "Milling", 1);
  BOOST_TEST(paper.happens("LC-3", "pms.case.cancelled") == "review LC-3-r1 DSP-10");
}

BOOST_AUTO_TEST_CASE(an_order_that_is_taken_back_waits_for_a_person_and_is_looked_at_anew_after_a_change) {
  PracticeOnPaper paper = known_practice("auto");
  Rx other;
  other.patient = "PT-2";
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, order LC-1/1");
  BOOST_TEST(paper.ready("LC-2", case_json(other)) == "validated approved, order LC-2/1");
  BOOST_TEST(paper.happens("LC-2", "pms.case.updated", R"({"prescription":{"shade":""}})") ==
             "review LC-2-r1 DSP-10 VAL-05");
  paper.policy("assist");
  BOOST_TEST(paper.taken_back("LC-1") == "review LC-1-r1 GOV-02");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "order LC-1/2");
  BOOST_TEST(paper.taken_back("LC-2") == "validated blocked VAL-05, review LC-2-r2 VAL-05");
  BOOST_TEST(paper.decided("LC-2", 2, "approve") == "");
}

BOOST_AUTO_TEST_CASE(facts_win_over_what_was_decided_here) {
  PracticeOnPaper paper = known_practice("assist");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.acknowledged("LC-1") == "status submitted, note");
  BOOST_TEST(paper.decided("LC-1", 1, "approve") == "");
  BOOST_TEST(paper.practice().find(model::CaseId("LC-1"))->orders_sent == 1);
}

BOOST_AUTO_TEST_CASE(a_review_id_of_productions_own_means_the_only_open_review) {
  PracticeOnPaper paper = known_practice("assist");
  paper.ready("LC-1", crown());
  BOOST_TEST(paper.decided("LC-1", 7, "approve") == "order LC-1/1");
}

BOOST_AUTO_TEST_CASE(an_ended_case_is_forgotten_but_its_numbers_go_on) {
  PracticeOnPaper paper = known_practice("auto");
  paper.ready("LC-1", crown());
  paper.acknowledged("LC-1");
  paper.happens("LC-1", "pms.case.cancelled");
  paper.after(base::days(8));
  paper.due();
  BOOST_TEST(paper.practice().find(model::CaseId("LC-1")) == nullptr);
  BOOST_TEST(paper.acknowledged("LC-1") == "");
  BOOST_TEST(paper.ready("LC-1", crown()) == "validated approved, order LC-1/2");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow

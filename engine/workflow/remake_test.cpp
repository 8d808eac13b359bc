#include "engine/workflow/practice_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

using on_paper::PracticeOnPaper;

std::string complaint(PracticeOnPaper& paper, const std::string& id, const std::string& text) {
  return paper.happens(id, "pms.case.feedback", R"({"text":")" + text + R"("})");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(remake)

BOOST_AUTO_TEST_CASE(a_complaint_is_triaged_by_its_cause) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-1", "PT-1");
  BOOST_TEST(complaint(paper, "LC-1", "Margin is open on the distal.") == "triage fit new_impression");
  BOOST_TEST(complaint(paper, "LC-1", "Box was crushed by UPS") == "triage transit carrier_claim");
  BOOST_TEST(complaint(paper, "LC-1", "please call") == "triage unclear person");
}

BOOST_AUTO_TEST_CASE(a_complaint_of_a_case_long_forgotten_is_triaged_all_the_same) {
  PracticeOnPaper paper;
  paper.policy("auto");
  BOOST_TEST(complaint(paper, "LC-77", "Porcelain chipped.") == "triage fracture lab_credit");
}

BOOST_AUTO_TEST_CASE(in_phase_monitor_nothing_is_decided_on_a_complaint) {
  PracticeOnPaper paper;
  paper.policy("monitor");
  BOOST_TEST(complaint(paper, "LC-77", "Porcelain chipped.") == "");
}

BOOST_AUTO_TEST_CASE(a_case_sent_once_more_opens_a_round_claimed_under_the_labs_policy) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-1", "PT-1");
  complaint(paper, "LC-1", "Margin is open on the distal.");
  BOOST_TEST(paper.ready("LC-1", on_paper::crown()) == "validated approved, order LC-1/2");
  const Case* open = paper.practice().find(model::CaseId("LC-1"));
  BOOST_TEST(open->round == 2);
  BOOST_REQUIRE(open->remake.has_value());
  BOOST_TEST((open->remake->cause == model::RemakeCause::fit));
  BOOST_TEST(open->remake->first_key == "LC-1/1");
  BOOST_TEST(open->remake->first_tracking == "T-LC-1");
  BOOST_TEST(!open->remake->warranty_claimed);  // this lab has no remake policy
}

BOOST_AUTO_TEST_CASE(a_case_that_never_left_the_lab_stays_in_its_round) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-0", "PT-9");
  paper.ready("LC-1", on_paper::crown());
  paper.acknowledged("LC-1");
  paper.happens("LC-1", "pms.case.cancelled", R"({"reason":"later"})");
  paper.ready("LC-1", on_paper::crown());
  const Case* open = paper.practice().find(model::CaseId("LC-1"));
  BOOST_TEST(open->round == 1);
  BOOST_TEST(!open->remake.has_value());
}

BOOST_AUTO_TEST_CASE(where_nothing_clear_was_said_the_new_notes_say_the_cause) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-1", "PT-1");
  complaint(paper, "LC-1", "please call");
  std::string json = on_paper::crown();
  json.replace(json.find(R"("notes":"")"), 10, R"("notes":"remake: shade too dark")");
  paper.ready("LC-1", json);
  BOOST_TEST((paper.practice().find(model::CaseId("LC-1"))->remake->cause == model::RemakeCause::shade));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(invoice)

namespace {

std::string billed(PracticeOnPaper& paper, const std::string& lines) {
  return paper.happens("", "lab.invoice", R"({"statement":"ST-1","lines":[)" + lines + "]}");
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_line_of_an_invoice_is_judged_once) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-1", "PT-1");
  paper.made_before("LC-2", "PT-2");
  BOOST_TEST(billed(paper,
                    R"({"line":1,"case":"LC-1","cents":9900},{"line":2,"case":"LC-1","cents":9900},)"
                    R"({"line":3,"tracking":"T-LC-2","cents":9800},{"line":4,"case":"LC-9","cents":1})") ==
             "line 1 matched, line 2 billed_twice, line 3 price_differs, line 4 never_ordered");
  BOOST_TEST(paper.last()[2].case_id.text == "LC-2");
}

BOOST_AUTO_TEST_CASE(what_is_billed_before_it_was_shipped_is_early) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-0", "PT-9");
  paper.ready("LC-1", on_paper::crown());
  paper.acknowledged("LC-1");
  BOOST_TEST(billed(paper, R"({"line":1,"case":"LC-1","cents":9900})") == "line 1 billed_early");
  BOOST_TEST(billed(paper, R"({"line":1,"case":"LC-1","cents":9900})") == "line 1 billed_twice");
}

BOOST_AUTO_TEST_CASE(a_case_is_billed_long_after_it_was_forgotten) {
  PracticeOnPaper paper;
  paper.policy("auto");
  paper.made_before("LC-1", "PT-1");
  paper.after(base::days(45));
  BOOST_TEST(billed(paper, R"({"line":1,"case":"LC-1","cents":9900})") == "line 1 matched");
  paper.after(base::days(400));
  BOOST_TEST(billed(paper, R"({"line":2,"case":"LC-1","cents":9900})") == "line 2 never_ordered");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow

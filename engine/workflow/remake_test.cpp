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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow

// Delay alerts as DECISIONS "Delay" has them, on whichever event brings them about.
#include "engine/workflow/practice_test.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

using on_paper::crown;
using on_paper::PracticeOnPaper;

// Thursday 2024-10-31 at 09:30 in Chicago: the work is needed on Wednesday at 09:30, 14:30 UTC.
constexpr const char* thursday =
    R"({"appointment":"A-1","patient":"PT-1","start":"2024-10-31T09:30:00-05:00","minutes":60,)"
    R"("provider":"D-1","operatory":"OP1"})";
constexpr const char* a_week_later =
    R"({"appointment":"A-1","patient":"PT-1","start":"2024-11-07T09:30:00-06:00","minutes":60,)"
    R"("provider":"D-1","operatory":"OP1"})";

// LC-1 is at the lab, acknowledged, with a seat visit; the patient hears nothing.
PracticeOnPaper ordered(const std::string& phase = "auto") {
  PracticeOnPaper paper;
  paper.policy("assist");
  paper.made_before("LC-0", "PT-0");
  paper.policy(phase);
  paper.ready("LC-1", crown());
  paper.acknowledged("LC-1");
  paper.happens("LC-1", "pms.appointment.booked", thursday);
  return paper;
}

std::string eta(PracticeOnPaper& paper, int sequence, const std::string& at,
                const std::string& word = "Case Received") {
  return paper.happens("LC-1", "lab.case.status",
                       R"({"tracking":"T-LC-1","status":")" + word + R"(","sequence":)" +
                           std::to_string(sequence) + R"(,"eta":")" + at + R"("})");
}

std::string shipped(PracticeOnPaper& paper, const std::string& delivery) {
  return paper.happens("LC-1", "lab.case.shipped",
                       R"({"carrier":"UPS","carrier_tracking":"1Z","delivery":")" + delivery + R"("})");
}

std::string predictor(PracticeOnPaper& paper, const std::string& word) {
  return paper.happens("", "world.policy",
                       R"({"phase":"auto","time_zone":"America/Chicago","predictor":")" + word + R"("})");
}

constexpr const char* november_7 =
    R"({"appointment":"A-1","patient":"PT-1","start":"2024-11-07T08:30:00-06:00","minutes":60})";

// The lab says five working days and two of transit; nothing else is known of it.
PracticeOnPaper learning() {
  PracticeOnPaper paper;
  paper.policy("assist");
  paper.made_before("LC-0", "PT-0");
  predictor(paper, "learned");
  paper.ready("LC-1", crown());
  paper.acknowledged("LC-1");
  return paper;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(delay)

BOOST_AUTO_TEST_CASE(an_estimate_past_the_need_alerts_and_a_better_one_clears) {
  PracticeOnPaper paper = ordered();
  BOOST_TEST(eta(paper, 1, "2024-10-30T14:30:00Z") == "status received");
  BOOST_TEST(eta(paper, 2, "2024-10-30T14:30:00.001Z") == "alert A-1 2024-10-30T14:30:00.001Z lab_promise");
  BOOST_TEST(eta(paper, 3, "2024-10-30T14:30:00Z") == "clear A-1");
  BOOST_TEST(eta(paper, 4, "2024-10-29T14:30:00Z") == "");
}

BOOST_AUTO_TEST_CASE(a_worse_estimate_alerts_again_from_a_day_on) {
  PracticeOnPaper paper = ordered();
  eta(paper, 1, "2024-10-31T00:00:00Z");
  BOOST_TEST(eta(paper, 2, "2024-10-31T23:59:59.999Z") == "");
  BOOST_TEST(eta(paper, 3, "2024-11-01T00:00:00Z") == "alert A-1 2024-11-01T00:00:00.000Z lab_promise");
  BOOST_TEST(eta(paper, 4, "2024-10-31T20:00:00Z") == "");
}

BOOST_AUTO_TEST_CASE(a_shipment_says_when_it_arrives) {
  PracticeOnPaper paper = ordered();
  BOOST_TEST(shipped(paper, "2024-10-31T12:00:00Z") ==
             "status shipped, alert A-1 2024-10-31T12:00:00.000Z lab_promise");
  BOOST_TEST(shipped(paper, "2024-10-29T12:00:00Z") == "clear A-1");
}

BOOST_AUTO_TEST_CASE(a_booked_and_a_moved_appointment_are_judged_at_once) {
  PracticeOnPaper paper = ordered();
  paper.happens("LC-1", "pms.appointment.cancelled", R"({"appointment":"A-1"})");
  BOOST_TEST(eta(paper, 1, "2024-11-01T12:00:00Z") == "status received");
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.booked", thursday) ==
             "alert A-1 2024-11-01T12:00:00.000Z lab_promise");
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.moved", a_week_later) == "clear A-1");
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.moved", thursday) ==
             "alert A-1 2024-11-01T12:00:00.000Z lab_promise");
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.cancelled", R"({"appointment":"A-1"})") == "clear A-1");
}

BOOST_AUTO_TEST_CASE(an_updated_case_file_may_bring_another_appointment) {
  PracticeOnPaper paper = ordered();
  eta(paper, 1, "2024-11-01T12:00:00Z");
  BOOST_TEST(
      paper.happens(
          "LC-1", "pms.case.updated",
          R"({"appointment":{"id":"A-2","patient":"PT-1","start":"2024-11-01T09:30:00-05:00","minutes":60}})") ==
      "clear A-1, alert A-2 2024-11-01T12:00:00.000Z lab_promise");
}

BOOST_AUTO_TEST_CASE(received_ends_it_without_a_word_and_for_good) {
  PracticeOnPaper paper = ordered();
  eta(paper, 1, "2024-11-01T12:00:00Z");
  BOOST_TEST(paper.happens("LC-1", "pms.case.received") == "");
  BOOST_TEST(shipped(paper, "2024-11-05T12:00:00Z") == "");
  BOOST_TEST(eta(paper, 2, "2024-11-05T12:00:00Z", "Shipped") == "");
}

BOOST_AUTO_TEST_CASE(a_cancelled_or_seated_case_is_not_late_any_more) {
  for (const char* end : {"pms.case.cancelled", "pms.case.seated"}) {
    PracticeOnPaper paper = ordered();
    eta(paper, 1, "2024-11-01T12:00:00Z");
    BOOST_TEST(paper.happens("LC-1", end).find("clear") == std::string::npos);
    BOOST_TEST(eta(paper, 2, "2024-11-05T12:00:00Z") == "");
  }
}

BOOST_AUTO_TEST_CASE(a_stale_or_unknown_status_says_nothing_of_the_delivery) {
  PracticeOnPaper paper = ordered();
  eta(paper, 5, "2024-10-29T12:00:00Z");
  BOOST_TEST(eta(paper, 5, "2024-11-05T12:00:00Z") == "");
  BOOST_TEST(eta(paper, 6, "2024-11-05T12:00:00Z", "Ceramic Staging") == "flag Ceramic Staging");
}

BOOST_AUTO_TEST_CASE(in_monitor_nothing_is_alerted_and_afterwards_what_stands_is) {
  PracticeOnPaper paper = ordered("monitor");
  BOOST_TEST(eta(paper, 1, "2024-11-01T12:00:00Z") == "");
  paper.policy("assist");
  BOOST_TEST(eta(paper, 2, "2024-11-01T12:00:00Z") == "alert A-1 2024-11-01T12:00:00.000Z lab_promise");
}

BOOST_AUTO_TEST_CASE(the_learned_predictor_alerts_when_waiting_makes_it_late) {
  PracticeOnPaper paper = learning();
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.booked", november_7) == "");
  eta(paper, 1, "2024-10-31T14:30:00Z");
  // No news: the lab's word stands, the time goes on. Needed by November 6, 14:30 UTC.
  paper.at("2024-11-01T12:00:00Z");
  BOOST_TEST(paper.due() == "");
  paper.at("2024-11-05T12:00:00Z");
  const std::string said = paper.due();
  BOOST_TEST(said.starts_with("alert A-1 2024-11-"));
  BOOST_TEST(said.ends_with(" history"));
  BOOST_TEST((paper.last().front().at < base::parse_instant("2024-11-05T12:00:00Z").value()));
  // The carrier says tomorrow; parcels of this lab take two to three days. The later counts.
  BOOST_TEST(shipped(paper, "2024-11-06T10:00:00Z") == "status shipped");
  BOOST_TEST(paper.happens("LC-1", "pms.appointment.moved",
                           R"({"appointment":"A-1","patient":"PT-1","start":"2024-11-12T08:30:00-06:00"})") ==
             "clear A-1");
}

BOOST_AUTO_TEST_CASE(the_instant_of_such_an_alert_does_not_depend_on_when_one_looks) {
  PracticeOnPaper seldom = learning();
  PracticeOnPaper often = learning();
  for (PracticeOnPaper* paper : {&seldom, &often}) {
    paper->happens("LC-1", "pms.appointment.booked", november_7);
    eta(*paper, 1, "2024-10-31T14:30:00Z");
  }
  base::Instant first{};
  for (int hour = 1; hour <= 24 * 16 && first == base::Instant{}; ++hour) {
    often.after(base::hours(1));
    if (!often.due().empty()) first = often.last().front().at;
  }
  seldom.after(base::hours(24L * 16));
  BOOST_TEST(!seldom.due().empty());
  BOOST_TEST((seldom.last().front().at == first));
}

BOOST_AUTO_TEST_CASE(a_change_of_the_predictor_judges_all_open_cases_anew) {
  PracticeOnPaper paper = ordered();
  paper.at("2024-11-20T12:00:00Z");
  BOOST_TEST(paper.due() == "");
  BOOST_TEST(predictor(paper, "learned").ends_with(" history"));
  BOOST_TEST(predictor(paper, "lab_promise") == "clear A-1");
  BOOST_TEST(!paper.practice().next_due().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow

#include "engine/connect/testing/open_dental_office.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::appointment_row;
using testing::happening;
using testing::LabCaseText;
using testing::patient_row;

struct Office : testing::OpenDentalOffice {
  Office() {
    LabCaseText seat;
    seat.appointment = 4;
    cases({seat});
    poll();
  }
  model::WebhookResult take(std::string_view table, const std::string& rows) {
    return deliver(table, rows).value();
  }
};

BOOST_FIXTURE_TEST_SUITE(open_dental_deliveries, Office)

BOOST_AUTO_TEST_CASE(a_visit_that_is_over_seats_the_case_once) {
  const std::string rows =
      "[" + appointment_row("Complete", "2024-11-05 08:30:00", "2024-11-05 09:40:00") + "]";
  const model::WebhookResult result = take("Appointment", rows);
  BOOST_TEST(result.reply.status == 200);
  BOOST_REQUIRE(result.events.size() == 1u);
  BOOST_TEST((happening<model::CaseSeated>(result.events, 0) != nullptr));
  BOOST_TEST(result.events[0].case_id.text == "LC-7");
  BOOST_TEST(take("Appointment", rows).events.empty());
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_moved_visit_is_booked_anew_once) {
  const std::string rows =
      "[" + appointment_row("Scheduled", "2024-11-06 10:00:00", "2024-10-22 09:00:00") + "]";
  const model::WebhookResult result = take("Appointment", rows);
  BOOST_REQUIRE(result.events.size() == 1u);
  BOOST_TEST(base::format_instant(happening<model::AppointmentBooked>(result.events, 0)->appointment.start) ==
             "2024-11-06T16:00:00.000Z");
  BOOST_TEST(result.events[0].case_id.text == "LC-7");
  BOOST_TEST(take("Appointment", rows).events.empty());
}

BOOST_AUTO_TEST_CASE(a_row_that_says_nothing_new_or_is_older_is_no_event) {
  BOOST_TEST(take("Appointment",
                  "[" + appointment_row("Scheduled", "2024-11-05 08:30:00", "2024-10-22 09:00:00") + "]")
                 .events.empty());
  BOOST_TEST(take("Appointment",
                  "[" + appointment_row("Scheduled", "2024-11-01 08:30:00", "2024-10-21 23:00:00") + "]")
                 .events.empty());
}

BOOST_AUTO_TEST_CASE(a_broken_visit_is_cancelled_and_a_new_one_booked) {
  const model::WebhookResult broken = take(
      "Appointment", "[" + appointment_row("Broken", "2024-11-05 08:30:00", "2024-10-22 09:00:00") + "]");
  BOOST_REQUIRE(broken.events.size() == 1u);
  BOOST_TEST(happening<model::AppointmentCancelled>(broken.events, 0)->id.text == "A-4");
  const model::WebhookResult booked = take(
      "Appointment", "[" + appointment_row("Scheduled", "2024-11-05 08:30:00", "2024-10-22 09:05:00") + "]");
  BOOST_TEST((happening<model::AppointmentBooked>(booked.events, 0) != nullptr));
}

BOOST_AUTO_TEST_CASE(an_opt_out_is_an_event_and_its_repeats_are_none) {
  const std::string rows = "[" + patient_row("No", "2024-10-22 09:00:00") + "]";
  const model::WebhookResult result = take("Patient", rows);
  BOOST_REQUIRE(result.events.size() == 1u);
  BOOST_TEST((happening<model::PatientUpdated>(result.events, 0)->patient.sms == false));
  BOOST_TEST(take("Patient", rows).events.empty());
  BOOST_TEST(take("Patient", "[" + patient_row("Yes", "2024-10-21 09:00:00") + "]").events.empty());
}

BOOST_AUTO_TEST_CASE(a_patient_without_a_case_is_nobodys_business) {
  BOOST_TEST(take("Patient", R"([{"PatNum":99,"TxtMsgOk":"Yes"}])").events.empty());
}

BOOST_AUTO_TEST_CASE(a_malformed_row_is_passed_over_and_the_others_count) {
  const model::WebhookResult result =
      take("Patient", R"([17,{"PatNum":"x"},)" + patient_row("No", "2024-10-22 09:00:00") + "]");
  BOOST_TEST(result.reply.status == 200);
  BOOST_TEST(result.events.size() == 1u);
  BOOST_TEST(result.remark.find("a patient was passed over") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_practices_key_is_not_ours_to_answer) {
  const std::string rows = "[" + patient_row("No", "2024-10-22 09:00:00") + "]";
  for (const char* key : {"", "CUS", "CUST2", "cust", "ODFHIR DEV/CUST"})
    BOOST_TEST(!deliver("Patient", rows, key).has_value(), key);
  base::HttpRequest unsigned_request;
  unsigned_request.target = "/webhooks/open-dental";
  BOOST_TEST(!connector->webhook(unsigned_request, now).has_value());
  BOOST_TEST(take("Patient", rows).events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(another_target_is_not_ours) {
  base::HttpRequest request;
  request.target = "/webhooks/glidewell";
  request.headers.set("Authorization", "CUST");
  BOOST_TEST(!connector->webhook(request, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_malformed_delivery_is_refused_and_changes_nothing) {
  for (const char* body : {"", "{}", "[{\"PatNum\":3", "<html>", "\xff\xfe", "null"}) {
    const model::WebhookResult result = take("Patient", body);
    BOOST_TEST(result.refused, body);
    BOOST_TEST(result.reply.status == 400);
    BOOST_TEST(result.events.empty());
  }
  BOOST_TEST(take("Appointment", std::string(200, '[') + std::string(200, ']')).refused);
}

BOOST_AUTO_TEST_CASE(an_event_type_that_is_not_known_is_taken_and_remarked) {
  const model::WebhookResult result = take("Schedule", "[]");
  BOOST_TEST(!result.refused);
  BOOST_TEST(result.remark == "nothing is known of the event type WatchTable: Schedule");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental

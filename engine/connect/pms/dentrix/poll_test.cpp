#include "engine/connect/testing/dentrix_office.hpp"

#include <algorithm>

namespace articulator::connect::dentrix {
namespace {

using testing::dentrix_appointment;
using testing::dentrix_case;
using testing::dentrix_message;
using testing::dentrix_patient;
using testing::DentrixCase;
using testing::DentrixOffice;
using testing::envelope;
using testing::happening;

std::string rows(const std::string& row) {
  return envelope("[" + row + "]");
}

BOOST_AUTO_TEST_SUITE(dentrix_poll)

BOOST_AUTO_TEST_CASE(a_case_that_was_sent_is_read_whole) {
  DentrixOffice office;
  const auto events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 2U);
  const auto* patient = happening<model::PatientUpdated>(events, 0);
  BOOST_REQUIRE(patient != nullptr);
  BOOST_CHECK_EQUAL(patient->patient.id.text, "PT-3");
  BOOST_CHECK(patient->patient.sms == true && patient->patient.email == false && !patient->patient.portal);
  BOOST_CHECK(patient->patient.allergies == std::vector<std::string>{"nickel"});
  BOOST_CHECK_EQUAL(patient->patient.chart.size(), 1U);
  const auto* ready = happening<model::CaseReady>(events, 1);
  BOOST_REQUIRE(ready != nullptr);
  BOOST_CHECK_EQUAL(events[1].case_id.text, "LC-7");
  const model::CaseFile& file = ready->file;
  BOOST_CHECK_EQUAL(file.prescriber.id.text, "D-2");
  BOOST_CHECK_EQUAL(file.prescriber.name, "Orsino Brackwater");
  BOOST_CHECK_EQUAL(file.prescriber.license, "IL-019-284433");
  BOOST_CHECK(file.prescriber.is_signed);
  BOOST_CHECK_EQUAL(file.lab.text, "Glidewell");  // no profile on this bench: a lab keeps its own name
  BOOST_CHECK_EQUAL(file.prescription.procedure_code, "D2740");
  BOOST_CHECK(file.prescription.material.value == model::Material::zirconia);
  BOOST_REQUIRE(file.prescription.implant.has_value());
  BOOST_CHECK_EQUAL(file.prescription.implant->system, "Nobel Active");
  BOOST_REQUIRE_EQUAL(file.attachments.size(), 2U);
  BOOST_CHECK_EQUAL(file.attachments[0].bytes, 2501668);
  // Named by the case, and not there (VAL-26).
  BOOST_CHECK(file.attachments[1].content && file.attachments[1].content->absent);
  BOOST_REQUIRE(file.appointment.has_value());
  BOOST_CHECK_EQUAL(file.appointment->minutes, 50);
}

BOOST_AUTO_TEST_CASE(a_poll_with_nothing_new_asks_four_times_and_says_nothing) {
  DentrixOffice office;
  office.events();
  office.peer.on(DentrixOffice::changes, 200, rows(dentrix_case()));
  office.peer.calls();
  BOOST_CHECK(office.events().empty());  // the row of the last look, at the same instant
  office.peer.calls();
  BOOST_CHECK(office.events().empty());
  BOOST_CHECK_EQUAL(office.peer.calls().size(), 4U);
}

BOOST_AUTO_TEST_CASE(a_case_outstanding_again_is_no_new_case) {
  DentrixOffice office;
  office.events();
  office.peer.on(DentrixOffice::changes, 200,
                 rows(dentrix_case({.status = "RECEIVED", .modified = "2024-10-22T14:00:00Z"})));
  auto events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::CaseReceived>(events, 0) != nullptr);
  office.peer.on(DentrixOffice::changes, 200, rows(dentrix_case({.modified = "2024-10-22T14:05:00Z"})));
  BOOST_CHECK(office.events().empty());
  // And it is not lost: that it comes back once more is told.
  office.peer.on(DentrixOffice::changes, 200,
                 rows(dentrix_case({.status = "RECEIVED", .modified = "2024-10-23T14:00:00Z"})));
  events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::CaseReceived>(events, 0) != nullptr);
  // Sent to the lab once more is another thing.
  office.peer.on(DentrixOffice::changes, 200,
                 rows(dentrix_case({.sent = "2024-10-24T14:00:00Z", .modified = "2024-10-24T14:00:00Z"})));
  events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::CaseReady>(events, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_receipt_from_before_the_first_look_that_is_taken_back_is_no_new_case) {
  DentrixOffice office;
  office.peer.on(DentrixOffice::first_list, 200, envelope("[]"));
  BOOST_CHECK(office.events().empty());
  const DentrixCase before{.sent = "2024-10-14T14:00:00Z", .modified = "2024-10-21T15:00:00Z"};
  office.peer.on(DentrixOffice::changes, 200, rows(dentrix_case(before)));
  const auto events = office.events();
  BOOST_CHECK(std::ranges::none_of(events, [](const model::Event& event) {
    return std::holds_alternative<model::CaseReady>(event.happening);
  }));
  // It is followed from then on.
  DentrixCase back = before;
  back.status = "RECEIVED";
  back.modified = "2024-10-21T16:00:00Z";
  office.peer.on(DentrixOffice::changes, 200, rows(dentrix_case(back)));
  const auto later = office.events();
  BOOST_REQUIRE_EQUAL(later.size(), 1U);
  BOOST_CHECK(happening<model::CaseReceived>(later, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_status_nobody_has_heard_of_changes_nothing) {
  DentrixOffice office;
  office.events();
  office.peer.on(
      DentrixOffice::changes, 200,
      rows(dentrix_case(
          {.status = "OUTSTANDING_AT_LAB", .modified = "2024-10-22T14:00:00Z", .more = R"(,"x":{})"})));
  office.peer.on(DentrixOffice::moved, 200,
                 rows(dentrix_appointment("PENDING_REMINDER", "2024-10-22T14:00:00Z")));
  BOOST_CHECK(office.events().empty());
}

BOOST_AUTO_TEST_CASE(voided_deleted_and_remarked_cases_are_told) {
  DentrixOffice office;
  office.events();
  const std::string remark = R"(,"remarks":[{"text":"The margin is open."}])";
  office.peer.on(DentrixOffice::changes, 200,
                 rows(dentrix_case({.modified = "2024-10-22T14:00:00Z", .more = remark})));
  auto events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_REQUIRE(happening<model::CaseFeedback>(events, 0) != nullptr);
  BOOST_CHECK_EQUAL(happening<model::CaseFeedback>(events, 0)->text, "The margin is open.");
  office.peer.on(DentrixOffice::changes, 200,
                 rows(R"({"id":"31000000000007","deleted":true,"lastModified":"2024-10-22T15:00:00Z"})"));
  events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::CaseCancelled>(events, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(visits_are_done_missed_or_moved) {
  for (const std::string_view status : {"COMPLETE", "NO_SHOW", "BROKEN", "CHAIR"}) {
    DentrixOffice office;
    office.events();
    office.peer.on(DentrixOffice::moved, 200, rows(dentrix_appointment(status, "2024-10-22T14:00:00Z")));
    const auto events = office.events();
    if (status == "CHAIR") {
      BOOST_CHECK(events.empty());
      continue;
    }
    BOOST_REQUIRE_EQUAL(events.size(), 1U);
    BOOST_CHECK_EQUAL(happening<model::CaseSeated>(events, 0) != nullptr, status == "COMPLETE");
    BOOST_CHECK_EQUAL(happening<model::AppointmentCancelled>(events, 0) != nullptr, status != "COMPLETE");
  }
}

BOOST_AUTO_TEST_CASE(a_stop_takes_the_consent_back_and_start_gives_it_again) {
  DentrixOffice office;
  office.events();
  office.peer.on(DentrixOffice::messages, 200, rows(dentrix_message(" stop. ", "2024-10-22T14:00:00Z")));
  auto events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::PatientUpdated>(events, 0)->patient.sms == false);
  office.peer.on(DentrixOffice::messages, 200, rows(dentrix_message("START", "2024-10-22T15:00:00Z")));
  events = office.events();
  BOOST_REQUIRE_EQUAL(events.size(), 1U);
  BOOST_CHECK(happening<model::PatientUpdated>(events, 0)->patient.sms == true);
  office.peer.on(DentrixOffice::messages, 200,
                 rows(dentrix_message("Stop by at five?", "2024-10-22T16:00:00Z")));
  BOOST_CHECK(office.events().empty());
}

BOOST_AUTO_TEST_CASE(pages_are_read_to_the_end_and_bad_rows_are_named) {
  DentrixOffice office;
  office.peer.on(DentrixOffice::first_list, 200, envelope(R"([{"id":"x"},{}])", 2));
  office.peer.on("GET /ascend-gateway/api/v1/labcases?filter=status%3D%3DOUTSTANDING&page=2&pageSize=25", 200,
                 rows(dentrix_case()));
  const auto ended = office.poll();
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_CHECK_EQUAL(ended.done->events.size(), 2U);
  BOOST_CHECK(ended.done->remark.find("no id that can be read") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_named_at_every_look_though_nothing_changes) {
  DentrixOffice office;
  office.events();
  office.peer.on(DentrixOffice::changes, 200, envelope("[" + dentrix_case() + R"(,{"id":"x"}])"));
  for (int look = 0; look < 3; ++look) {
    const auto ended = office.poll();
    BOOST_REQUIRE(ended.done.has_value());
    BOOST_CHECK(ended.done->remark.find("no id that can be read") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_poll_that_is_told_to_wait_goes_on_where_it_was) {
  DentrixOffice office;
  base::HttpResponse busy = base::json_response(429, R"({"errors":[]})");
  busy.headers.set("Retry-After", "1");
  office.peer.then(DentrixOffice::patients, busy);
  const auto cut_short = office.poll();
  BOOST_REQUIRE(cut_short.done.has_value());
  BOOST_CHECK(cut_short.done->events.empty());
  BOOST_CHECK(office.connector->next_poll(office.now) == office.now + base::seconds(1));
  office.peer.calls();
  BOOST_CHECK_EQUAL(office.events().size(), 2U);
  const auto calls = office.peer.calls();
  BOOST_CHECK(std::ranges::find(calls, std::string(DentrixOffice::first_list)) == calls.end());
  BOOST_CHECK(office.connector->next_poll(office.now) == office.now + base::seconds(30));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_envelope_fails_and_is_asked_for_anew) {
  DentrixOffice office;
  office.peer.then(DentrixOffice::first_list, 200, "<html>maintenance</html>");
  const auto failed = office.poll();
  BOOST_REQUIRE(failed.failed.has_value());
  BOOST_CHECK(failed.failed->worth_retrying);
  BOOST_CHECK_EQUAL(office.events().size(), 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::dentrix

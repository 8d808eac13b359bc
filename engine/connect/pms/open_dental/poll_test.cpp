#include "engine/connect/testing/open_dental_office.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::appointment_row;
using testing::happening;
using testing::lab_case_row;
using testing::LabCaseText;

BOOST_FIXTURE_TEST_SUITE(open_dental_poll, testing::OpenDentalOffice)

BOOST_AUTO_TEST_CASE(a_case_sent_to_the_lab_is_put_together_from_five_tables) {
  LabCaseText crown;
  crown.appointment = 4;
  cases({crown});
  const model::TaskDone done = poll();
  BOOST_TEST(done.remark == "");
  BOOST_REQUIRE(done.events.size() == 2u);
  const auto* patient = happening<model::PatientUpdated>(done.events, 0);
  BOOST_REQUIRE(patient != nullptr);
  BOOST_TEST(patient->patient.id.text == "PT-3");
  BOOST_TEST((patient->patient.sms == true));
  const auto* ready = happening<model::CaseReady>(done.events, 1);
  BOOST_REQUIRE(ready != nullptr);
  BOOST_TEST(done.events[1].case_id.text == "LC-7");
  BOOST_TEST((done.events[1].at == now));
  const model::CaseFile& file = ready->file;
  BOOST_TEST(model::canonical_json(file.prescription) ==
             R"({"due_date":"2024-11-01","margin_type":"chamfer","material":"zirconia","procedure":"crown",)"
             R"("procedure_code":"D2740","shade":"A2","tooth":"19"})");
  BOOST_TEST(file.patient.text == "PT-3");
  BOOST_TEST(file.prescriber.id.text == "D-2");
  BOOST_TEST(file.prescriber.name == "Ann Abel");
  BOOST_TEST(file.prescriber.license == "DN10000");
  BOOST_TEST(file.prescriber.is_signed);
  BOOST_TEST(file.lab.text == "glidewell");
  BOOST_TEST(file.notes == "Patient prefers mornings.");
  BOOST_REQUIRE(file.attachments.size() == 2u);
  BOOST_TEST(file.attachments[0].name == "bite.stl");
  BOOST_TEST(file.attachments[1].name == "prep.stl");
  BOOST_TEST(file.appointment->id.text == "A-4");
}

BOOST_AUTO_TEST_CASE(a_bridge_an_implant_and_all_other_fields_come_through) {
  LabCaseText bridge;
  bridge.instructions =
      "[Rx] procedure: bridge; procedure_code: D6240; material: PFM noble; stump_shade: A3; die_material: "
      "resin; physical_model: true; pontics: 19; pontic_design: ovate; implant.system: Sys; "
      "implant.retention: screw; arch: lower; stage: final; mould: M1; instructions: high %5Bpolish%5D; "
      "signed: false; procedures: 12, 11 [/Rx]";
  cases({bridge});
  const model::TaskDone done = poll();
  const auto* ready = happening<model::CaseReady>(done.events, 1);
  BOOST_REQUIRE(ready != nullptr);
  BOOST_TEST(
      model::canonical_json(ready->file.prescription) ==
      R"({"arch":"lower","die_material":"resin","due_date":"2024-11-01","implant":{"retention":"screw",)"
      R"("system":"Sys"},"instructions":"high [polish]","material":"pfm_noble","mould":"M1",)"
      R"("physical_model":true,"pontic_design":"ovate","pontics":["19"],"procedure":"bridge",)"
      R"("procedure_code":"D6240","stage":"final","stump_shade":"A3","teeth":["19","3"]})");
  BOOST_TEST(!ready->file.prescriber.is_signed);
  BOOST_TEST(ready->file.attachments.empty());
}

BOOST_AUTO_TEST_CASE(a_poll_with_nothing_new_is_one_call_and_no_event) {
  know({});
  for (int i = 0; i < 3; ++i) {
    const model::TaskDone done = poll();
    BOOST_TEST(done.events.empty());
    BOOST_TEST(done.remark == "");
    BOOST_TEST(peer.calls().size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(a_draft_is_no_case_until_it_is_sent) {
  LabCaseText draft;
  draft.sent = "0001-01-01 00:00:00";
  cases({draft});
  BOOST_TEST(poll().events.empty());
  cases({{}});
  BOOST_TEST(poll().events.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_engines_own_block_changes_nothing) {
  know({});
  LabCaseText written;
  written.instructions += " [Lab] status: submitted; tracking: GLW-1 [/Lab]";
  written.stamp = "2024-10-21 09:10:00";
  cases({written});
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_changed_prescription_is_an_update_of_the_whole) {
  know({});
  LabCaseText changed;
  changed.instructions.replace(changed.instructions.find("A2"), 2, "B1");
  changed.stamp = "2024-10-21 09:10:00";
  cases({changed});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  const auto* updated = happening<model::CaseUpdated>(done.events, 0);
  BOOST_REQUIRE(updated != nullptr && updated->whole.has_value());
  BOOST_TEST(updated->whole->prescription.shade.given == "B1");
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_tooth_corrected_in_the_procedure_log_is_an_update_when_the_case_is_saved) {
  know({});
  peer.on("GET /api/v1/procedurelogs?PatNum=3*", 200,
          R"([{"ProcNum":12,"ToothNum":"20","procCode":"D2740"}])");
  LabCaseText saved;
  saved.stamp = "2024-10-21 09:10:00";
  cases({saved});
  const model::TaskDone done = poll();
  const auto* updated = happening<model::CaseUpdated>(done.events, 0);
  BOOST_REQUIRE(updated != nullptr);
  BOOST_TEST(updated->whole->prescription.teeth[0].given == "20");
}

BOOST_AUTO_TEST_CASE(the_key_cancelled_cancels_with_its_reason) {
  know({});
  LabCaseText cancelled;
  cancelled.instructions.insert(cancelled.instructions.find(" [/Rx]"), "; cancelled: patient moved%3B away");
  cases({cancelled});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  BOOST_TEST(happening<model::CaseCancelled>(done.events, 0)->reason == "patient moved; away");
  cancelled.stamp = "2024-10-21 09:11:00";
  cases({cancelled});
  BOOST_TEST(poll().events.empty());
  cases({{}});  // the key taken out again: somebody wants it made after all
  BOOST_TEST((happening<model::CaseReady>(poll().events, 1) != nullptr));
}

BOOST_AUTO_TEST_CASE(a_case_received_back_is_said_once_and_costs_no_more_calls) {
  know({});
  LabCaseText received;
  received.received = "2024-10-30 10:00:00";
  received.stamp = "2024-10-30 10:00:00";
  cases({received});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  BOOST_TEST((happening<model::CaseReceived>(done.events, 0) != nullptr));
  BOOST_TEST(peer.calls().size() == 1u);
  received.stamp = "2024-10-30 10:05:00";
  cases({received});
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_deleted_case_is_cancelled_once_open_dental_has_confirmed_it) {
  know({});
  cases({});
  peer.then("GET /api/v1/labcases/7", 200, lab_case_row({}));  // only missing from the list
  BOOST_TEST(poll().events.empty());
  const std::string some_other_page = "[ ]";
  peer.on(scan, 200, some_other_page);
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  BOOST_TEST(happening<model::CaseCancelled>(done.events, 0)->reason == "deleted in Open Dental");
  peer.on(scan, 200, "[]");
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_answer_by_mistake_is_no_mass_deletion) {
  std::vector<LabCaseText> many;
  for (int i = 1; i <= 8; ++i) {
    many.emplace_back();
    many.back().number = i;
  }
  cases(many);
  BOOST_TEST(poll_all().size() == 9u);
  peer.on("GET /api/v1/labcases/*", 503, "busy");
  peer.on(scan, 200, "[]");
  const auto ended = try_poll();
  BOOST_REQUIRE(ended.failed.has_value());
  BOOST_TEST(ended.failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(what_was_over_before_the_engine_came_is_no_news) {
  LabCaseText received;
  received.received = "2024-10-20 10:00:00";
  LabCaseText forgotten;
  forgotten.number = 8;
  forgotten.sent = "2022-01-05 10:00:00";
  LabCaseText cancelled;
  cancelled.number = 9;
  cancelled.instructions = "[Rx] cancelled: no [/Rx]";
  LabCaseText open;
  open.number = 10;
  cases({received, forgotten, cancelled, open});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 2u);
  BOOST_TEST(done.events[1].case_id.text == "LC-10");
}

BOOST_AUTO_TEST_CASE(a_full_page_means_ask_again) {
  std::string page = "[";
  for (int i = 1; i <= 100; ++i) {
    LabCaseText old;
    old.number = i;
    old.received = "2024-09-01 10:00:00";
    page += (i > 1 ? "," : "") + lab_case_row(old);
  }
  peer.on(scan, 200, page + "]");
  LabCaseText last;
  last.number = 101;
  peer.on("GET /api/v1/labcases?Limit=100&Offset=100", 200, "[" + lab_case_row(last) + "]");
  BOOST_TEST(poll().events.size() == 2u);
  peer.calls();
  BOOST_TEST(poll().events.empty());
  BOOST_TEST(peer.calls() == (std::vector<std::string>{"GET /api/v1/labcases?Limit=100&Offset=0",
                                                       "GET /api/v1/labcases?Limit=100&Offset=100"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(malformed_rows_are_passed_over_and_named) {
  peer.on(scan, 200,
          R"([{"LabCaseNum":1,"PatNum":"x"},17,null,{"LabCaseNum":2,"DateTimeSent":5},)" + lab_case_row({}) +
              "]");
  const model::TaskDone done = poll();
  BOOST_TEST(done.events.size() == 2u);
  BOOST_TEST(done.remark.find("LabCaseNum 1: PatNum is no whole number") != std::string::npos);
  BOOST_TEST(done.remark.find("LabCaseNum 2: DateTimeSent is no text") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_list_is_worth_retrying) {
  for (const char* body :
       {"", "<html>Sign in</html>", "[{\"LabCaseNum\":1", "{\"rows\":[]}", "null", "\"ok\""}) {
    peer.on(scan, 200, body);
    const auto ended = try_poll();
    BOOST_REQUIRE_MESSAGE(ended.failed.has_value(), body);
    BOOST_TEST(ended.failed->worth_retrying);
  }
  std::string deep(200, '[');
  peer.on(scan, 200, deep + std::string(200, ']'));
  BOOST_TEST(try_poll().failed.has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_had_is_missing_and_named_and_the_case_goes_on) {
  peer.on("GET /api/v1/providers/2", 404, "Provider not found");
  peer.on("GET /api/v1/documents?PatNum=3*", 401, "Permission denied");
  peer.on("GET /api/v1/procedurelogs?PatNum=3*", 200, R"([{"ProcNum":12,"ToothNum":19}])");
  peer.on("GET /api/v1/patients/3", 200, "[]");
  cases({{}});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  const auto* ready = happening<model::CaseReady>(done.events, 0);
  BOOST_REQUIRE(ready != nullptr);
  BOOST_TEST(ready->file.prescriber.id.text == "D-2");
  BOOST_TEST(ready->file.prescriber.license == "");
  BOOST_TEST(ready->file.attachments.empty());
  BOOST_TEST(ready->file.prescription.teeth.empty());
  for (const char* named : {"/providers/2: 404 from Open Dental: Provider not found",
                            "/documents?PatNum=3: 401", "ProcNum 12: ToothNum is no text", "/patients/3"})
    BOOST_TEST(done.remark.find(named) != std::string::npos, named << " in " << done.remark);
}

BOOST_AUTO_TEST_CASE(a_poll_that_fails_half_way_loses_nothing_and_says_nothing_twice) {
  LabCaseText second;
  second.number = 8;
  cases({{}, second});
  const model::TaskDone first = poll();
  BOOST_REQUIRE(first.events.size() == 2u);
  BOOST_TEST(first.events[1].case_id.text == "LC-7");
  BOOST_TEST((connector->next_poll(now) == now + base::seconds(1)));
  peer.then("GET /api/v1/documents?PatNum=3*", 503, "busy");
  BOOST_TEST(try_poll().failed.has_value());
  const model::TaskDone rest = poll();
  BOOST_REQUIRE(rest.events.size() == 1u);
  BOOST_TEST(rest.events[0].case_id.text == "LC-8");
  BOOST_TEST((connector->next_poll(now) == now + base::seconds(30)));
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(what_a_poll_had_found_before_it_failed_is_handed_over) {
  know({});
  LabCaseText cancelled;
  cancelled.instructions.insert(cancelled.instructions.find(" [/Rx]"), "; cancelled: moved");
  LabCaseText second;
  second.number = 8;
  cases({cancelled, second});
  peer.then("GET /api/v1/documents?PatNum=3*", 503, "busy");
  const model::TaskDone first = poll();
  BOOST_REQUIRE(first.events.size() == 1u);
  BOOST_TEST((happening<model::CaseCancelled>(first.events, 0) != nullptr));
  BOOST_TEST(first.remark.find("stopped half way: 503") != std::string::npos);
  BOOST_TEST(poll_all().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_poll_that_found_nothing_before_it_failed_has_failed) {
  cases({{}});
  base::HttpResponse busy = base::text_response(429, "slow down");
  busy.headers.set("Retry-After", "77");
  peer.then("GET /api/v1/patients/3", busy);
  const auto task = connector->poll();
  const auto failed = peer.drive(*task, now).failed;
  BOOST_REQUIRE(failed.has_value());
  BOOST_TEST(failed->worth_retrying);
  BOOST_TEST((failed->retry_after == base::seconds(77)));
  BOOST_TEST(peer.drive(*task, now).done->events.size() == 2u);  // the same task, begun anew
}

BOOST_AUTO_TEST_CASE(after_a_lost_call_what_was_found_is_handed_over) {
  know({});
  LabCaseText cancelled;
  cancelled.instructions.insert(cancelled.instructions.find(" [/Rx]"), "; cancelled: moved");
  LabCaseText second;
  second.number = 8;
  cases({cancelled, second});
  const auto task = connector->poll();
  model::TaskStep step = task->start(false, now);
  while (auto* request = std::get_if<base::HttpRequest>(&step)) {
    if (request->target.starts_with("/api/v1/documents")) break;  // lost
    const base::HttpResponse answer = peer.answer(*request);
    step = task->answered(answer, now);
  }
  step = task->start(true, now);
  BOOST_REQUIRE(std::holds_alternative<model::TaskDone>(step));
  BOOST_TEST(std::get<model::TaskDone>(step).events.size() == 1u);
  BOOST_TEST(poll_all().size() == 2u);
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_poll_given_up_is_repeated_by_the_next) {
  cases({{}});
  const auto task = connector->poll();
  model::TaskStep step = task->start(false, now);
  for (int i = 0; i < 5; ++i) {
    const base::HttpResponse answer = peer.answer(std::get<base::HttpRequest>(step));
    step = task->answered(answer, now);
  }
  BOOST_TEST(poll().events.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_case_that_fails_again_and_again_blocks_no_other) {
  LabCaseText bad;
  bad.number = 1;
  bad.instructions = "[Rx] documents: 99 [/Rx]";
  LabCaseText good;
  good.number = 2;
  good.instructions = "[Rx] procedures: 12 [/Rx]";
  cases({bad, good});
  peer.on("GET /api/v1/documents?PatNum=3*", 500, "broken");
  BOOST_TEST(try_poll().failed.has_value());
  const auto second = try_poll();
  BOOST_REQUIRE(second.done.has_value());
  BOOST_TEST(second.done->events[1].case_id.text == "LC-2");
  BOOST_TEST(try_poll().failed.has_value());
  peer.on("GET /api/v1/documents?PatNum=3*", 200, "[]");
  BOOST_TEST(poll().events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(each_new_case_is_handed_over_as_soon_as_it_is_read) {
  std::vector<LabCaseText> many;
  for (int i = 1; i <= 25; ++i) {
    many.emplace_back();
    many.back().number = i;
  }
  cases(many);
  BOOST_TEST(poll().events.size() == 2u);  // a case and its patient
  int lists = 1;
  for (int i = 2; i <= 25; ++i) {
    BOOST_TEST((connector->next_poll(now) == now + base::seconds(1)));
    peer.calls();
    const model::TaskDone done = poll();
    BOOST_REQUIRE(done.events.size() == 1u);
    BOOST_TEST(done.events[0].case_id.text == "LC-" + std::to_string(i));
    for (const std::string& call : peer.calls())
      lists += call == scan ? 1 : 0;
  }
  BOOST_TEST(lists == 3);  // asked for anew after ten cases, so that news need not wait behind all of them
  BOOST_TEST((connector->next_poll(now) == now + base::seconds(30)));
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_case_that_a_table_event_closes_while_it_waits_is_not_said_anew) {
  LabCaseText visit;
  visit.number = 9;
  visit.appointment = 4;
  know(visit);
  LabCaseText first;
  LabCaseText changed = visit;
  changed.instructions.replace(changed.instructions.find("A2"), 2, "B1");
  cases({first, changed});
  BOOST_TEST(poll().events.size() == 1u);
  BOOST_TEST(deliver("Appointment",
                     "[" + appointment_row("Complete", "2024-11-05 08:30:00", "2024-11-05 09:00:00") + "]")
                 ->events.size() == 1u);
  BOOST_TEST(poll_all().empty());
}

BOOST_AUTO_TEST_CASE(a_row_heard_of_within_a_minute_is_not_asked_for) {
  LabCaseText visit;
  visit.appointment = 4;
  cases({visit});
  const std::string moved = appointment_row("Scheduled", "2024-11-06 10:00:00", "2024-10-21 09:00:10");
  deliver("Appointment", "[" + moved + "]");
  deliver("Patient", "[" + testing::patient_row("No", "2024-10-21 09:00:10") + "]");
  const model::TaskDone done = poll();
  for (const std::string& call : peer.calls())
    BOOST_TEST((call != "GET /api/v1/patients/3" && call != "GET /api/v1/appointments/4"), call);
  BOOST_TEST((happening<model::PatientUpdated>(done.events, 0)->patient.sms == false));
  const auto* ready = happening<model::CaseReady>(done.events, 1);
  BOOST_REQUIRE(ready->file.appointment.has_value());
  BOOST_TEST(base::format_instant(ready->file.appointment->start) == "2024-11-06T16:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_row_heard_of_longer_ago_is_asked_for) {
  LabCaseText visit;
  visit.appointment = 4;
  cases({visit});
  deliver("Appointment",
          "[" + appointment_row("Scheduled", "2024-11-06 10:00:00", "2024-10-21 09:00:10") + "]");
  now = now + base::seconds(31);  // and thirty until the poll
  const model::TaskDone done = poll();
  const auto* ready = happening<model::CaseReady>(done.events, 1);
  BOOST_TEST(base::format_instant(ready->file.appointment->start) == "2024-11-05T14:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(missing_subscriptions_are_made_and_the_laboratories_loaded_once) {
  peer.on("GET /api/v1/subscriptions", 200,
          R"([{"SubscriptionNum":1,"EndPointUrl":"engine:/webhooks/open-dental","WatchTable":"Patient"},)"
          R"({"SubscriptionNum":2,"EndPointUrl":"http://other.example","WatchTable":"Appointment"}])");
  peer.on("POST /api/v1/subscriptions", 201, "{}");
  poll();
  BOOST_REQUIRE(peer.asked.size() == 4u);
  BOOST_TEST(peer.asked[1].body ==
             R"({"EndPointUrl":"engine:/webhooks/open-dental","Workstation":"","WatchTable":"Appointment",)"
             R"("PollingSeconds":30})");
  peer.calls();
  poll();
  BOOST_TEST(peer.calls().size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_subscriptions_appointments_are_polled) {
  peer.on("GET /api/v1/subscriptions", 401, "Permission denied");
  LabCaseText seat;
  seat.appointment = 4;
  cases({seat});
  const model::TaskDone first = poll();
  BOOST_TEST(first.remark.find("no subscriptions") != std::string::npos);
  peer.on("GET /api/v1/appointments?DateTStamp=*", 200,
          "[" + appointment_row("Scheduled", "2024-11-06 08:30:00", "2024-10-21 09:00:20") + "]");
  const model::TaskDone moved = poll();
  BOOST_REQUIRE(moved.events.size() == 1u);
  const auto* booked = happening<model::AppointmentBooked>(moved.events, 0);
  BOOST_REQUIRE(booked != nullptr);
  BOOST_TEST(base::format_instant(booked->appointment.start) == "2024-11-06T14:30:00.000Z");
  peer.calls();
  BOOST_TEST(poll().events.empty());
  BOOST_TEST(peer.calls()[1] ==
             "GET /api/v1/appointments?DateTStamp=2024-10-21%2009%3A00%3A00&Limit=100&Offset=0");
}

BOOST_AUTO_TEST_CASE(a_lab_without_connector_keeps_its_own_name) {
  peer.on("GET /api/v1/laboratories?*", 200, "[]");
  peer.on("GET /api/v1/laboratories/5", 200, R"({"LaboratoryNum":5,"Description":"Smile Works"})");
  cases({{}});
  const model::TaskDone done = poll();
  BOOST_TEST(happening<model::CaseReady>(done.events, 1)->file.lab.text == "Smile Works");
}

BOOST_AUTO_TEST_CASE(a_patient_with_a_second_case_is_said_once) {
  know({});
  LabCaseText second;
  second.number = 8;
  cases({{}, second});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  BOOST_TEST(done.events[0].case_id.text == "LC-8");
}

BOOST_AUTO_TEST_CASE(a_visit_that_was_over_before_the_case_does_not_seat_it) {
  LabCaseText late;
  late.appointment = 4;
  peer.on("GET /api/v1/appointments/4", 200,
          appointment_row("Complete", "2024-10-20 08:30:00", "2024-10-20 09:00:00"));
  cases({late});
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 2u);
  BOOST_TEST(!happening<model::CaseReady>(done.events, 1)->file.appointment.has_value());
  BOOST_TEST(deliver("Appointment",
                     "[" + appointment_row("Complete", "2024-10-20 08:30:00", "2024-10-21 09:00:00") + "]")
                 ->events.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental

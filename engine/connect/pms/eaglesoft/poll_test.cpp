#include "engine/connect/testing/eaglesoft_box.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::eaglesoft {
namespace {

using testing::happening;
using testing::lab_case_xml;
using Calls = std::vector<std::string>;

const model::CaseId lc7("LC-7");
const model::PatientId pt3("PT-3");

struct Box : testing::EaglesoftBox {
  Box() { queue({{"m1", "LabCase", "7"}}); }
  bool is_case_ready(const testing::Ended& ended) {
    return ended.done && ended.done->events.size() == 2 &&
           happening<model::CaseReady>(ended.done->events, 1) != nullptr;
  }
  std::size_t count(std::string_view call) const {
    return static_cast<std::size_t>(std::ranges::count(asked, call));
  }
};

BOOST_FIXTURE_TEST_SUITE(eaglesoft_poll, Box)

BOOST_AUTO_TEST_CASE(routes_and_a_session_are_found_before_anything_is_asked) {
  queue({});
  BOOST_TEST(poll().done.has_value());
  BOOST_TEST(calls() == (Calls{"help", "Authenticate", "GetMessages", "ListLabCases"}),
             boost::test_tools::per_element());
  poll();
  BOOST_TEST(calls() == Calls{"GetMessages"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_case_is_read_whole_with_its_patient_before_it) {
  const auto ended = poll();
  BOOST_REQUIRE(is_case_ready(ended));
  const auto* patient = happening<model::PatientUpdated>(ended.done->events, 0);
  BOOST_REQUIRE(patient != nullptr);
  BOOST_TEST(patient->patient.sms.value());
  BOOST_TEST(!patient->patient.portal.has_value());
  BOOST_TEST(!patient->patient.email.value());
  BOOST_TEST(patient->patient.allergies.at(0) == "nickel");
  BOOST_TEST(patient->patient.chart.size() == 1U);
  const model::CaseFile& file = happening<model::CaseReady>(ended.done->events, 1)->file;
  BOOST_TEST(file.lab.text == "glidewell");
  BOOST_TEST(file.notes == "Mornings & <soon>");
  BOOST_TEST(file.prescriber.license == "DN10000");
  BOOST_TEST(file.prescriber.is_signed);
  BOOST_TEST(model::describe(file.prescription) == "zirconia crown on tooth 19");
  BOOST_TEST(file.attachments.at(0).mesh->triangles == 249497);
  BOOST_TEST(file.attachments.at(0).mesh->size_hundredths_mm[1] == 4650);
}

BOOST_AUTO_TEST_CASE(what_was_handed_over_is_acknowledged_by_the_next_poll_and_not_before) {
  poll();
  BOOST_TEST(count("Acknowledge") == 0U);
  calls();
  queue({});
  poll();
  BOOST_TEST(calls() == (Calls{"Acknowledge", "GetMessages"}), boost::test_tools::per_element());
  BOOST_TEST(bodies.at(bodies.size() - 2).find("<Id>m1</Id>") != std::string::npos);
  poll();
  BOOST_TEST(calls() == Calls{"GetMessages"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_poll_that_fails_half_way_acknowledges_nothing_and_loses_nothing) {
  resources["GET /es/patient?id=3"] = base::text_response(503, "busy");
  BOOST_TEST(poll().failed->worth_retrying);
  queue({});
  BOOST_TEST(poll().failed.has_value());
  BOOST_TEST(count("Acknowledge") == 0U);
  json("GET", "/patient?id=3", testing::patient_json());
  BOOST_TEST(is_case_ready(poll()));
}

BOOST_AUTO_TEST_CASE(
    an_engine_that_died_before_it_acknowledged_is_told_again_and_one_that_lived_says_it_once) {
  BOOST_TEST(is_case_ready(poll()));
  BOOST_TEST(poll().done->events.empty());  // the lease lapsed: the same message once more
  connector = make_connector(bench).value();
  BOOST_TEST(is_case_ready(poll()));
}

BOOST_AUTO_TEST_CASE(a_message_that_was_done_with_costs_no_call_when_it_comes_again) {
  poll();
  calls();
  poll();
  BOOST_TEST(calls() == (Calls{"Acknowledge", "GetMessages"}), boost::test_tools::per_element());
  poll();
  BOOST_TEST(calls() == (Calls{"Acknowledge", "GetMessages"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_session_that_lapsed_is_opened_again_once) {
  poll();
  calls();
  token = "another";
  queue({});
  BOOST_TEST(poll().done.has_value());
  BOOST_TEST(calls() == (Calls{"Acknowledge", "help", "Authenticate", "Acknowledge", "GetMessages"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_session_that_is_refused_twice_is_refused) {
  poll();
  calls();
  soap("GetMessages", 500, testing::soap_fault("Client.SessionLapsed"));
  queue({});
  soap("Acknowledge", 500, testing::soap_fault("Client.SessionLapsed"));
  BOOST_TEST(poll().done.has_value());
  BOOST_TEST(count("Authenticate") == 1U);
}

BOOST_AUTO_TEST_CASE(a_box_installed_afresh_is_discovered_and_all_its_cases_are_looked_at) {
  queue({});
  poll();
  calls();
  install("ES-2", "other");
  soap("ListLabCases",
       "<ListLabCasesResponse><LabCase><Key>7</Key><State>Sent</State></LabCase><LabCase><Key>8</Key>"
       "<State>Seated</State></LabCase></ListLabCasesResponse>");
  BOOST_TEST(is_case_ready(poll()));
  BOOST_TEST(
      calls() == (Calls{"GetMessages", "help", "help", "Authenticate", "GetMessages", "ListLabCases",
                        "GetLabCase", "GET /other/patient?id=3", "GET /other/messages?PatientId=3&After=0"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_that_said_its_hours_is_not_called_outside_of_them) {
  bench.pms.zone = base::TimeZone::find("America/Chicago").value();
  connector = make_connector(bench).value();
  hours = R"(,"ServerHours":{"From":360,"To":1200,"Weekends":false})";
  queue({});
  BOOST_TEST(poll().done.has_value());
  calls();
  now = base::parse_instant("2024-10-25T21:00:00-05:00").value();  // a Friday
  const auto ended = poll();
  BOOST_TEST(calls().empty());
  BOOST_TEST(ended.failed->worth_retrying);
  BOOST_TEST((ended.failed->retry_after == base::hours(57)));
  now = now + base::hours(57);
  BOOST_TEST(poll().done.has_value());
}

BOOST_AUTO_TEST_CASE(a_change_a_complaint_a_receipt_and_the_seat_visit_are_said_once_each) {
  poll();
  testing::LabCaseXml row;
  row.shade = "B1";
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m2", "LabCase", "7"}});
  auto events = poll().done->events;
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((happening<model::CaseUpdated>(events, 0) != nullptr));
  row.state = "Received";
  row.more = "<ReceivedOn>2024-10-30T09:00:00.000-05:00</ReceivedOn>";
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m3", "LabCase", "7"}});
  events = poll().done->events;
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((happening<model::CaseReceived>(events, 0) != nullptr));
  row.state = "Seated";
  row.more += "<Complaint>rocks</Complaint>";
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m4", "LabCase", "7"}});
  events = poll().done->events;
  BOOST_REQUIRE(events.size() == 2U);
  BOOST_TEST(happening<model::CaseFeedback>(events, 0)->text == "rocks");
  BOOST_TEST((happening<model::CaseSeated>(events, 1) != nullptr));
  queue({{"m5", "LabCase", "7"}});
  BOOST_TEST(poll().done->events.empty());
  row.more += "<Complaint>too dark</Complaint>";  // of work that is done: still news
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m6", "LabCase", "7"}});
  events = poll().done->events;
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST(happening<model::CaseFeedback>(events, 0)->text == "too dark");
}

BOOST_AUTO_TEST_CASE(a_case_that_came_back_and_is_sent_anew_is_ready_again) {
  poll();
  testing::LabCaseXml row;
  row.state = "Received";
  row.more = "<ReceivedOn>2024-10-30T09:00:00.000-05:00</ReceivedOn>";
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m2", "LabCase", "7"}});
  poll();
  row = {};
  row.sent = "2024-10-31T09:00:00.000-05:00";
  soap("GetLabCase", lab_case_xml(row));
  queue({{"m3", "LabCase", "7"}});
  const auto events = poll().done->events;
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((happening<model::CaseReady>(events, 0) != nullptr));
}

BOOST_AUTO_TEST_CASE(a_case_that_is_gone_is_cancelled) {
  poll();
  soap("GetLabCase", 500, testing::soap_fault("Client.NoSuchLabCase"));
  queue({{"m2", "LabCase", "7"}});
  const auto events = poll().done->events;
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST(happening<model::CaseCancelled>(events, 0)->reason == "deleted in Eaglesoft");
}

BOOST_AUTO_TEST_CASE(what_comes_into_a_queue_that_was_empty_is_read) {
  poll();
  queue({});
  for (int look = 0; look < 3; ++look)
    BOOST_TEST(poll().done->events.empty());
  soap("GetLabCase", 500, testing::soap_fault("Client.NoSuchLabCase"));
  queue({{"m2", "LabCase", "7"}});
  BOOST_TEST(poll().done->events.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_passed_over_and_named_by_its_path) {
  soap("GetLabCase",
       "<GetLabCaseResponse><LabCase><Key>7</Key><PatientKey>x</PatientKey></LabCase></GetLabCaseResponse>");
  const auto ended = poll();
  BOOST_REQUIRE(ended.done);
  BOOST_TEST(ended.done->events.empty());
  BOOST_TEST(ended.done->remark.find("/Envelope/Body/GetLabCaseResponse/LabCase/PatientKey") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_broken_answer_is_worth_retrying) {
  operations["GetMessages"] = base::text_response(200, "<html><p>proxy");
  BOOST_TEST(poll().failed->worth_retrying);
  operations["GetMessages"] = base::text_response(200, "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
  const auto ended = poll();
  BOOST_TEST(ended.failed->worth_retrying);
  BOOST_TEST(ended.failed->error.find("document type") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_that_says_stop_takes_the_consent_back_and_start_gives_it_back) {
  const auto inbound = [this](const char* text, const char* then = "nothing") {
    json(
        "GET", "/messages?PatientId=3&After=0",
        R"([{"MessageId":1,"PatientId":3,"Direction":"In","Medium":"Text","Body":")" + std::string(text) +
            R"(","At":"/Date(1729519200000)/"},{"MessageId":2,"PatientId":3,"Direction":"In","Medium":"Text",)"
            R"("Body":")" +
            std::string(then) + R"(","At":"/Date(1729519300000)/"}])");
  };
  const auto sent = [this] {
    json("POST", "/messages", "{}", 201);
    const auto ended =
        drive(*connector->notify(lc7, pt3, {model::Stage::shipped, model::Medium::sms}, "On its way."));
    return ended.done && ended.done->acted;
  };
  poll();
  BOOST_TEST(sent());
  inbound("please stop calling at noon");
  BOOST_TEST(sent());
  inbound(" stop. ");
  BOOST_TEST(!sent());
  inbound("STOP", "start");
  BOOST_TEST(sent());
}

BOOST_AUTO_TEST_CASE(a_note_that_may_have_been_written_is_asked_for_first) {
  json("POST", "/notes", "{}", 201);
  const std::string row =
      R"({"MessageId":1,"PatientId":3,"Direction":"None","Body":"x","At":"/Date(1729519200000)/",)"
      R"("ExternalReference":"LC-7 note"})";
  json("GET", "/notes?PatientId=3&After=0&ExternalReference=LC-7%20note", "[" + row + "]");
  const auto again = drive(*connector->write_note(lc7, pt3, "Ordered."), true);
  BOOST_TEST(again.done->remark == "already there");
  BOOST_TEST(count("POST /es/notes") == 0U);
  const auto first = drive(*connector->write_note(lc7, pt3, "Ordered."), false);
  BOOST_TEST(first.done->acted);
  BOOST_TEST(bodies.back() ==
             R"({"PatientId":3,"LabCaseId":7,"Body":"Ordered.","ExternalReference":"LC-7 note"})");
}

BOOST_AUTO_TEST_CASE(a_status_goes_as_xml_whose_markup_is_escaped) {
  soap("PutLabProgress", "<PutLabProgressResponse/>");
  model::StatusWrite status;
  status.case_id = lc7;
  status.stage = model::Stage::in_design;
  status.tracking = "GLW<1>";
  BOOST_TEST(drive(*connector->write_status(status)).done->acted);
  BOOST_TEST(bodies.back().find(
                 "<Key>7</Key><Stage>InDesign</Stage><TrackingNumber>GLW&lt;1&gt;</TrackingNumber>") !=
             std::string::npos);
  soap("PutLabProgress", 500, testing::soap_fault("Client.NoSuchLabCase"));
  BOOST_TEST(!drive(*connector->write_status(status)).failed->worth_retrying);
  soap("PutLabProgress", 500, testing::soap_fault("Server"));
  BOOST_TEST(drive(*connector->write_status(status)).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_taken_slot_is_no_failure_and_a_free_one_is_the_cases) {
  model::SeatVisit visit;
  visit.case_id = lc7;
  visit.patient = pt3;
  visit.slot = {now, 60, "D-2", "OP1"};
  json("POST", "/visits", R"({"Message":"The time is not free."})", 409);
  BOOST_TEST(!drive(*connector->seat(visit)).done->found);
  json("POST", "/visits",
       R"({"AppointmentId":1001,"PatientId":3,"LabCaseId":7,"Start":"/Date(1729519500000)/","Minutes":60,)"
       R"("ProviderId":2,"Operatory":"OP1","Status":"Scheduled"})",
       201);
  const auto booked = drive(*connector->seat(visit));
  BOOST_TEST(booked.done->found);
  BOOST_TEST(happening<model::AppointmentBooked>(booked.done->events, 0)->appointment.id.text == "A-1001");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::eaglesoft

#include "engine/base/hash.hpp"
#include "engine/connect/pms/curve/connector.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/connect/pms/curve/signature.hpp"
#include "engine/connect/testing/scripted_peer.hpp"

#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::curve {
namespace {

using testing::happening;
using testing::ScriptedPeer;

const base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();
const std::string secret = "test-secret";

std::unique_ptr<model::PmsConnector> connector() {
  model::PracticeBench bench;
  bench.practice = model::PracticeId("p-01");
  bench.pms.kind = "curve";
  bench.pms.endpoint = {"http://curve.example", "/v1"};
  bench.pms.customer_key = "key";
  bench.pms.client_secret = secret;
  return make_connector(bench).value();
}

std::string lab_case(int revision, const std::string& more) {
  return R"({"id":"lc_0000007","revision":)" + std::to_string(revision) +
         R"(,"patientId":"pt_0000003","prescriber":{"id":"pv_0000002","fullName":"Alma Diaz","licenseNumber":"TX-1","rxSigned":true},)"
         R"("laboratoryName":"Glidewell","rx":{"restoration":"crown","toothNumbers":["19",99],"shade":3,"dueOn":"soon",)"
         R"("implant":{"system":"Nobel"}},"notes":"Mornings.","files":[],"seatVisitId":"ap_0000007","seated":false,)"
         R"("sentAt":"2024-10-21T13:00:00.000Z")" +
         more + "}";
}
std::string visit(int revision, const std::string& start, const std::string& status = "scheduled") {
  return R"({"id":"ap_0000007","revision":)" + std::to_string(revision) +
         R"(,"patientId":"pt_0000003","startsAt":")" + start +
         R"(","minutes":60,"providerId":"pv_0000002","operatoryId":"op_0000001","status":")" + status +
         R"("})";
}
std::string patient(int revision, const std::string& text) {
  return R"({"id":"pt_0000003","revision":)" + std::to_string(revision) +
         R"(,"firstName":"Jo","lastName":"Doe","communication":{"text":")" + text + R"("}})";
}

// An office with one case, read.
struct Desk {
  std::unique_ptr<model::PmsConnector> pms = connector();
  ScriptedPeer peer;

  Desk() {
    peer.on("GET /v1/changes?from=now", 200, R"({"items":[],"nextCursor":"c1"})");
    peer.on("GET /v1/changes?limit=100&cursor=c1", 200, R"({"items":[],"nextCursor":"c1","hasMore":false})");
    peer.on("GET /v1/lab-cases?limit=100", 200, R"({"items":[)" + lab_case(12, "") + "]}");
    peer.on("GET /v1/patients/pt_0000003", 200, patient(10, "optedIn"));
    peer.on("GET /v1/patients/pt_0000003/messages*", 200, R"({"items":[]})");
    peer.on("GET /v1/appointments/ap_0000007", 200, visit(11, "2024-11-06T15:00:00Z"));
  }

  std::vector<model::Event> poll() {
    auto task = pms->poll();
    auto ended = peer.drive(*task, now);
    BOOST_REQUIRE_MESSAGE(ended.done.has_value(), (ended.failed ? ended.failed->error : ""));
    return std::move(ended.done->events);
  }

  model::WebhookResult hear(const std::string& type, const std::string& id, int revision,
                            const std::string& data, const std::string& event,
                            const std::string& key = secret) {
    base::HttpRequest request{"POST", "/webhooks/curve", {}, {}};
    request.body = R"({"eventId":")" + event + R"(","type":")" + type + R"(","practice":"p-01","id":")" + id +
                   R"(","revision":)" + std::to_string(revision) + R"(,"data":)" + data + "}";
    const std::string time = std::to_string(now.ms_since_epoch / 1000);
    request.headers.set("Curve-Signature", "t=" + time + ",v1=00,v1=" +
                                               base::hex(base::hmac_sha256(key, time + "." + request.body)));
    return pms->webhook(request, now).value();
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(curve)

BOOST_AUTO_TEST_CASE(ids_go_both_ways) {
  BOOST_TEST(log_id(lab_case_prefix, "lc_0000007") == "LC-7");
  BOOST_TEST(wire_id(lab_case_prefix, "LC-7") == "lc_0000007");
  BOOST_TEST(log_id(appointment_prefix, "ap_12345678") == "A-12345678");
  BOOST_TEST(wire_id(operatory_prefix, "Chair 1") == "Chair 1");
  BOOST_TEST(log_id(patient_prefix, "pt_7") == "pt_7");
}

BOOST_AUTO_TEST_CASE(a_case_arrives_as_written_right_or_wrong) {
  Desk desk;
  const auto events = desk.poll();
  BOOST_REQUIRE(events.size() == 2U);
  BOOST_TEST((happening<model::PatientUpdated>(events, 0) != nullptr));
  const auto* ready = happening<model::CaseReady>(events, 1);
  BOOST_REQUIRE((ready != nullptr));
  BOOST_TEST(events[1].case_id.text == "LC-7");
  BOOST_TEST(ready->file.patient.text == "PT-3");
  BOOST_TEST(ready->file.prescriber.id.text == "D-2");
  BOOST_TEST(ready->file.prescriber.is_signed);
  BOOST_TEST(ready->file.prescription.shade.given == "3");
  BOOST_TEST(ready->file.prescription.due_date.given == "soon");
  BOOST_REQUIRE(ready->file.prescription.teeth.size() == 2U);
  BOOST_TEST(ready->file.prescription.teeth[1].given == "99");
  BOOST_TEST(ready->file.prescription.implant->system == "Nobel");
  BOOST_TEST(ready->file.appointment->operatory == "OP1");
  BOOST_TEST(desk.poll().empty());
}

BOOST_AUTO_TEST_CASE(an_older_revision_changes_nothing_whichever_way_it_comes) {
  Desk desk;
  desk.poll();
  const auto newer =
      desk.hear("appointment.updated", "ap_0000007", 30, visit(30, "2024-11-08T15:00:00Z"), "e1");
  BOOST_TEST(newer.events.size() == 1U);
  const auto older =
      desk.hear("appointment.updated", "ap_0000007", 20, visit(20, "2024-11-07T15:00:00Z"), "e2");
  BOOST_TEST(older.events.empty());
  BOOST_TEST(!older.refused);
  const auto again =
      desk.hear("appointment.updated", "ap_0000007", 30, visit(30, "2024-11-08T15:00:00Z"), "e1");
  BOOST_TEST(again.events.empty());
  BOOST_TEST(again.remark == "a repeat of e1");
}

BOOST_AUTO_TEST_CASE(a_webhook_of_a_case_makes_the_next_poll_come_at_once) {
  Desk desk;
  desk.poll();
  const base::Instant before = now - base::seconds(1);
  BOOST_TEST((desk.pms->next_poll(before) == before + base::seconds(30)));
  desk.hear("labCase.updated", "lc_0000008", 40, "{}", "e1");
  BOOST_TEST((desk.pms->next_poll(before) == before + base::seconds(1)));
}

BOOST_AUTO_TEST_CASE(a_signature_that_is_wrong_or_old_is_refused) {
  Desk desk;
  BOOST_TEST(desk.hear("patient.updated", "pt_0000003", 40, patient(40, "optedOut"), "e1", "guess").refused);
  base::HttpRequest request{"POST", "/webhooks/curve", {}, "{}"};
  const std::string time = std::to_string(now.ms_since_epoch / 1000);
  request.headers.set("Curve-Signature",
                      "t=" + time + ",v1=" + base::hex(base::hmac_sha256(secret, time + ".{}")));
  BOOST_TEST(!check_signature(request, secret, now + base::minutes(5)).has_value());
  BOOST_TEST(check_signature(request, secret, now + base::minutes(5) + base::seconds(1))->status == 401);
  BOOST_TEST(check_signature(request, secret, now - base::minutes(6))->status == 401);
  request.headers.set("Curve-Signature", "v1=00");
  BOOST_TEST(check_signature(request, secret, now)->status == 400);
}

BOOST_AUTO_TEST_CASE(an_expired_cursor_reads_everything_anew) {
  Desk desk;
  desk.poll();
  desk.peer.then("GET /v1/changes?limit=100&cursor=c1", 410, R"({"title":"This cursor has expired"})");
  desk.peer.on("GET /v1/lab-cases?limit=100", 200, R"({"items":[]})");
  const auto events = desk.poll();  // and the case is asked for by itself, and found gone
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((happening<model::CaseCancelled>(events, 0) != nullptr));
}

BOOST_AUTO_TEST_CASE(pages_of_the_feed_are_followed_to_the_last) {
  Desk desk;
  desk.poll();
  desk.peer.on(
      "GET /v1/changes?limit=100&cursor=c1", 200,
      R"({"items":[{"type":"chartNote.created","id":"nt_0000001","revision":13}],"nextCursor":"c2","hasMore":true})");
  desk.peer.on(
      "GET /v1/changes?limit=100&cursor=c2", 200,
      R"({"items":[{"type":"labCase.updated","id":"lc_0000007","revision":14}],"nextCursor":"c3","hasMore":false})");
  desk.peer.on("GET /v1/lab-cases/lc_0000007", 200,
               lab_case(14, R"(,"cancellation":{"reason":"moved away"})"));
  const auto events = desk.poll();
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST(happening<model::CaseCancelled>(events, 0)->reason == "moved away");
}

BOOST_AUTO_TEST_CASE(a_conflict_is_read_again_and_merged_some_times) {
  Desk desk;
  auto read = base::json_response(200, lab_case(12, ""));
  read.headers.set("ETag", "\"a\"");
  auto edited = base::json_response(
      200, R"({"id":"lc_0000007","revision":15,"patientId":"pt_0000003","notes":"Call."})");
  edited.headers.set("ETag", "\"b\"");
  desk.peer.then("GET /v1/lab-cases/lc_0000007", read);
  desk.peer.then("GET /v1/lab-cases/lc_0000007", edited);
  desk.peer.then("PUT /v1/lab-cases/lc_0000007", 412, "{}");
  desk.peer.then("PUT /v1/lab-cases/lc_0000007", 200, lab_case(16, ""));
  model::StatusWrite status;
  status.case_id = model::CaseId("LC-7");
  auto task = desk.pms->write_status(status);
  BOOST_TEST(desk.peer.drive(*task, now).done.has_value());
  BOOST_REQUIRE(desk.peer.asked.size() == 4U);
  BOOST_TEST(*desk.peer.asked[1].headers.find("If-Match") == "\"a\"");
  BOOST_TEST(*desk.peer.asked[3].headers.find("If-Match") == "\"b\"");
  BOOST_TEST(desk.peer.asked[3].body == R"({"notes":"Call.","labWork":{"stage":"submitted"}})");

  for (int i = 0; i < 6; ++i) {
    desk.peer.then("GET /v1/lab-cases/lc_0000007", read);
    desk.peer.then("PUT /v1/lab-cases/lc_0000007", 412, "{}");
  }
  task = desk.pms->write_status(status);
  const auto ended = desk.peer.drive(*task, now);
  BOOST_REQUIRE(ended.failed.has_value());
  BOOST_TEST(ended.failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_note_whose_answer_was_lost_is_asked_for) {
  Desk desk;
  auto task = desk.pms->write_note(model::CaseId("LC-7"), model::PatientId("PT-3"), "Ordered.");
  const std::string mark = "LC-7/note/" + base::hex(base::sha256("Ordered.")).substr(0, 16);
  desk.peer.on("GET /v1/chart-notes?externalId=*", 200,
               R"({"items":[{"externalId":")" + mark + R"(","createdAt":"2024-10-21T13:59:00Z"}]})");
  const auto ended = desk.peer.drive(*task, now, true);
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(!ended.done->acted);
  BOOST_TEST(desk.peer.asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_word_to_stop_in_the_conversation_holds_a_message_back) {
  Desk desk;
  desk.peer.on("GET /v1/patients/pt_0000003/messages*", 200,
               R"({"items":[{"direction":"inbound","channel":"text","body":" stop.","revision":20}]})");
  const model::PatientNotified shipped{model::Stage::shipped, model::Medium::sms};
  auto task = desk.pms->notify(model::CaseId("LC-7"), model::PatientId("PT-3"), shipped, "On its way.");
  const auto ended = desk.peer.drive(*task, now);
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(!ended.done->acted);
  desk.peer.on(
      "GET /v1/patients/pt_0000003/messages*", 200,
      R"({"items":[{"direction":"inbound","channel":"text","body":"stop by at five","revision":20}]})");
  desk.peer.on("POST /v1/messages", 201, "{}");
  task = desk.pms->notify(model::CaseId("LC-7"), model::PatientId("PT-3"), shipped, "On its way.");
  BOOST_TEST(desk.peer.drive(*task, now).done->acted);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::curve

#include "engine/connect/testing/glidewell_lab.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::glidewell {
namespace {

using testing::happening;

struct Lab : testing::GlidewellLab {
  model::Order order;

  Lab() {
    order.case_id = model::CaseId("LC-7");
    order.idempotency_key = "LC-7/1";
    order.file.patient = model::PatientId("PT-3");
    order.file.prescriber.id = model::PersonId("D-2");
    order.file.lab = model::LabId("glidewell");
    order.file.prescription.procedure = {"crown", model::Restoration::crown};
    order.file.prescription.shade = {"a2", model::parse_shade("a2")};
    order.file.notes = "not for the lab";
    model::Attachment scan;
    scan.name = "prep.stl";
    scan.kind = model::AttachmentKind::scan_prep;
    scan.kind_given = "scan.prep";
    scan.bytes = 9;
    order.file.attachments.push_back(scan);
    order.validation.status = model::RxStatus::needs_review;
    order.validation.checks_passed = {"VAL-01", "VAL-02"};
    order.validation.findings.push_back({model::Rule{33}, model::Severity::note, "/prescription",
                                         "First zirconia crown of Dr. Abel.", "", ""});
  }

  testing::Ended submit(bool may_have_happened = false) {
    return peer.drive(*connector->submit(order), now, may_have_happened);
  }
};

BOOST_FIXTURE_TEST_SUITE(glidewell_orders, Lab)

BOOST_AUTO_TEST_CASE(an_order_holds_what_the_lab_needs_and_no_more) {
  peer.on("POST /v1/orders", 201, R"({"tracking":"GLW-1","ship_by":"2024-10-30","status":"Case Received"})");
  const auto ended = submit();
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(ended.done->acted);
  BOOST_REQUIRE(ended.done->events.size() == 1u);
  const auto* acknowledged = happening<model::OrderAcknowledged>(ended.done->events, 0);
  BOOST_REQUIRE(acknowledged != nullptr);
  BOOST_TEST(acknowledged->tracking == "GLW-1");
  BOOST_TEST(acknowledged->ship_by == "2024-10-30");
  BOOST_TEST(ended.done->events[0].lab.text == "glidewell");
  const base::HttpRequest& request = peer.asked.at(0);
  BOOST_TEST(*request.headers.find("X-API-Key") == "KEY");
  BOOST_TEST(*request.headers.find("Idempotency-Key") == "LC-7/1");
  BOOST_TEST(*request.headers.find("Content-Type") == "application/json");
  BOOST_TEST(request.body ==
             R"({"attachments":[{"bytes":9,"kind":"scan.prep","name":"prep.stl"}],"case_id":"LC-7",)"
             R"("dentist_id":"D-2","lab_partner":"glidewell","patient_id":"PT-3",)"
             R"("prescription":{"procedure":"crown","shade":"A2"},"validation_result":)"
             R"({"checks_passed":["VAL-01","VAL-02"],"notes":"VAL-33: First zirconia crown of Dr. Abel.",)"
             R"("status":"needs_review"}})");
}

BOOST_AUTO_TEST_CASE(a_repeat_is_the_same_request_and_its_answer_counts) {
  base::HttpResponse replayed = base::json_response(200, R"({"tracking":"GLW-1","ship_by":"2024-10-30"})");
  replayed.headers.set("Idempotent-Replayed", "true");
  peer.then("POST /v1/orders", 503, "");
  peer.then("POST /v1/orders", replayed);
  const auto task = connector->submit(order);
  BOOST_TEST(peer.drive(*task, now).failed->worth_retrying);
  const auto ended = peer.drive(*task, now, true);
  BOOST_TEST(ended.done->remark == "it had arrived before");
  BOOST_TEST((peer.asked[0] == peer.asked[1]));
}

BOOST_AUTO_TEST_CASE(a_rejection_is_an_event_with_its_reasons) {
  peer.on("POST /v1/orders", 422,
          R"({"reasons":[{"code":"X1","field":"/prescription/shade","message":"no such shade"},)"
          R"({"code":"X2","message":"account on hold"},{"code":"X3","field":"teeth"},{"code":"X4"},17,{}]})");
  const auto ended = submit();
  BOOST_REQUIRE(ended.done.has_value());
  const auto* rejected = happening<model::OrderRejected>(ended.done->events, 0);
  BOOST_REQUIRE(rejected != nullptr);
  BOOST_TEST(rejected->reasons == (std::vector<std::string>{"/prescription/shade: no such shade",
                                                            "account on hold", "teeth: X3", "X4"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_rejection_that_cannot_be_read_is_still_one) {
  for (const char* body : {"", "<html>", "{}", R"({"reasons":"no"})", R"({"reasons":[]})"}) {
    peer.on("POST /v1/orders", 422, body);
    BOOST_TEST(happening<model::OrderRejected>(submit().done->events, 0)->reasons.size() == 1u, body);
  }
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_that_cannot_be_read_is_asked_for_again_by_the_same_key) {
  for (const char* body : {"", "<html>ok</html>", "{}", R"({"tracking":""})", R"({"tracking":17})",
                           R"({"tracking":"GLW-1","ship_by":5})", R"({"tracking":"GLW-1")", "[]"}) {
    peer.on("POST /v1/orders", 201, body);
    const auto ended = submit();
    BOOST_REQUIRE_MESSAGE(ended.failed.has_value(), body);
    BOOST_TEST(ended.failed->worth_retrying);
  }
}

BOOST_AUTO_TEST_CASE(a_conflict_takes_what_the_lab_has_under_our_key) {
  peer.on("POST /v1/orders", 409, R"({"message":"another body"})");
  peer.on(
      "GET /v1/orders?case_id=LC-7", 200,
      R"([{"tracking":"GLW-0","case_id":"LC-7","idempotency_key":"LC-7/0","sequence":1},17,)"
      R"({"tracking":"GLW-1","case_id":"LC-7","idempotency_key":"LC-7/1","ship_by":"2024-10-30","sequence":1}])");
  const auto ended = submit();
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(!ended.done->acted);
  BOOST_TEST(happening<model::OrderAcknowledged>(ended.done->events, 0)->tracking == "GLW-1");
  peer.on("GET /v1/orders?case_id=LC-7", 200, "[]");
  BOOST_TEST(!submit().failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_or_a_malformed_order_is_not_worth_retrying) {
  for (const int status : {400, 401, 403, 404}) {
    peer.on("POST /v1/orders", status, "no");
    BOOST_TEST(!submit().failed->worth_retrying, status);
  }
}

BOOST_AUTO_TEST_CASE(the_sandbox_is_told_the_same_and_makes_nothing) {
  peer.on("POST /sandbox/v1/orders", 201, R"({"tracking":"SBX-1"})");
  const auto ended = peer.drive(*connector->mirror(order), now);
  BOOST_TEST(ended.done->events.empty());
  BOOST_TEST(ended.done->remark == "the sandbox calls it SBX-1");
  BOOST_TEST(*peer.asked[0].headers.find("Idempotency-Key") == "LC-7/1");
  peer.on("POST /sandbox/v1/orders", 422, R"({"reasons":[{"field":"f","message":"m"}]})");
  BOOST_TEST(peer.drive(*connector->mirror(order), now).done->remark == "the sandbox would reject it; f: m");
}

BOOST_AUTO_TEST_CASE(an_amendment_has_a_key_of_its_own_that_its_retries_share) {
  peer.on("PATCH /v1/orders/GLW-1", 200, "{}");
  const auto task = connector->amend(order, "GLW-1");
  BOOST_TEST(peer.drive(*task, now).done->acted);
  peer.drive(*task, now, true);
  peer.drive(*connector->amend(order, "GLW-1"), now);
  const auto key_of = [&](std::size_t n) { return *peer.asked[n].headers.find("Idempotency-Key"); };
  BOOST_TEST(key_of(0) == key_of(1));
  BOOST_TEST(key_of(0) != key_of(2));
  BOOST_TEST(key_of(0).size() <= 128u);
  BOOST_TEST(peer.asked[0].body == R"({"attachments":[{"bytes":9,"kind":"scan.prep","name":"prep.stl"}],)"
                                   R"("prescription":{"procedure":"crown","shade":"A2"}})");
}

BOOST_AUTO_TEST_CASE(in_fabrication_it_is_too_late_to_change_or_cancel) {
  peer.on("PATCH /v1/orders/GLW-1", 409, R"({"message":"in fabrication"})");
  peer.on("POST /v1/orders/GLW-1/cancel", 409, R"({"message":"in fabrication"})");
  for (const auto& ended : {peer.drive(*connector->amend(order, "GLW-1"), now),
                            peer.drive(*connector->cancel(order.case_id, "GLW-1", "moved"), now)}) {
    BOOST_REQUIRE(ended.failed.has_value());
    BOOST_TEST(!ended.failed->worth_retrying);
    BOOST_TEST(ended.failed->error == "too late: in fabrication");
  }
}

BOOST_AUTO_TEST_CASE(a_cancellation_without_tracking_asks_for_the_order_first) {
  peer.on("POST /v1/orders/GLW-2/cancel", 200, "{}");
  peer.on("GET /v1/orders?case_id=LC-7", 200,
          R"([{"tracking":"GLW-1","case_id":"LC-7"},{"tracking":"GLW-2","case_id":"LC-7"}])");
  BOOST_TEST(peer.drive(*connector->cancel(order.case_id, "", "moved"), now).done->acted);
  BOOST_TEST(peer.asked[1].body == R"({"reason":"moved"})");
  peer.on("GET /v1/orders?case_id=LC-7", 200, "[]");
  const auto needless = peer.drive(*connector->cancel(order.case_id, "", "moved"), now);
  BOOST_TEST(!needless.done->acted);
  BOOST_TEST(!peer.drive(*connector->amend(order, ""), now).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(an_answer_goes_to_the_order) {
  peer.on("POST /v1/orders/GLW-1/answers", 200, "{}");
  BOOST_TEST(peer.drive(*connector->answer(order.case_id, "GLW-1", "A2, \"please\""), now).done->acted);
  BOOST_TEST(peer.asked[0].body == R"({"text":"A2, \"please\""})");
  BOOST_TEST(peer.asked[0].headers.find("Idempotency-Key") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_tracking_number_cannot_lead_elsewhere) {
  peer.drive(*connector->cancel(order.case_id, "../v1/statements?x=", "moved"), now);
  BOOST_TEST(peer.asked[0].target == "/v1/orders/..%2Fv1%2Fstatements%3Fx%3D/cancel");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::glidewell

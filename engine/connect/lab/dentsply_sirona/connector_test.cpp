#include "engine/connect/lab/dentsply_sirona/connector.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/lab/dentsply_sirona/orders.hpp"
#include "engine/connect/testing/scripted_peer.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::dentsply_sirona {
namespace {

using testing::happening;

constexpr const char* token_call = "POST /oauth/token";
constexpr const char* order_call = "GET /v1/orders/LC-7%2F1";

// "...": the members that a test is about.
std::string order_row(int revision, const std::string& rest) {
  return R"({"reference":"LC-7/1","order_number":"DSC-1","case_id":"LC-7","revision":)" +
         std::to_string(revision) + R"(,"ship_by":"2024-10-25",)" + rest + "}";
}
std::string state(int revision, const std::string& word, int sequence) {
  return order_row(revision, R"("state":")" + word + R"(","sequence":)" + std::to_string(sequence));
}
std::string waiting(int revision, const std::string& id, const std::string& kind) {
  return order_row(revision, R"("state":"DESIGN_REJECTED","sequence":4,"waiting_for":{"id":")" + id +
                                 R"(","kind":")" + kind + R"(","text":"Please look."})");
}

struct Lab {
  testing::ScriptedPeer peer;
  model::PracticeBench bench;
  model::LabAccess access;
  std::unique_ptr<model::LabConnector> connector;
  model::Order order;
  base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();

  Lab() {
    bench.practice = model::PracticeId("p-01");
    access.kind = "dentsply-sirona";
    access.endpoint = {"http://127.0.0.1:4001", ""};
    access.client_id = "client";
    access.client_secret = "a secret:";
    connector = make_connector(bench, access).value();
    order.case_id = model::CaseId("LC-7");
    order.idempotency_key = "LC-7/1";
    peer.on(token_call, 200, R"({"access_token":"T","token_type":"Bearer","expires_in":3600})");
  }

  testing::Ended run(std::unique_ptr<model::Task> task, bool may_have_happened = false) {
    return peer.drive(*task, now, may_have_happened);
  }
  void changes(int cursor, const std::string& list, const std::string& etag = "\"c\"") {
    base::HttpResponse page = base::json_response(
        200, R"({"changes":[)" + list + R"(],"cursor":)" + std::to_string(cursor) + R"(,"more":false})");
    page.headers.set("ETag", etag);
    peer.then("GET /v1/changes?after=*", page);
  }
  // The order changed, and this is it now.
  testing::Ended hear(int revision, const std::string& row) {
    changes(revision, R"({"order":"LC-7/1","revision":)" + std::to_string(revision) + "}");
    peer.then(order_call, 200, row);
    return run(connector->poll());
  }
};

BOOST_FIXTURE_TEST_SUITE(dentsply_sirona_connector, Lab)

BOOST_AUTO_TEST_CASE(an_order_is_made_under_its_own_name_and_only_if_there_is_none) {
  peer.on("PUT /v1/orders/LC-7%2F1", 201, state(0, "", 0));
  const auto ended = run(connector->submit(order));
  BOOST_REQUIRE(ended.done.has_value());
  const auto* acknowledged = happening<model::OrderAcknowledged>(ended.done->events, 0);
  BOOST_REQUIRE(acknowledged != nullptr);
  BOOST_TEST(acknowledged->tracking == "DSC-1");
  BOOST_TEST(acknowledged->ship_by == "2024-10-25");
  BOOST_TEST(*peer.asked.at(1).headers.find("If-None-Match") == "*");
  BOOST_TEST(*peer.asked.at(1).headers.find("Authorization") == "Bearer T");
}

BOOST_AUTO_TEST_CASE(the_client_goes_into_the_header_of_the_token_call_and_nowhere_else) {
  peer.on("PUT /v1/orders/LC-7%2F1", 201, state(0, "", 0));
  run(connector->submit(order));
  const base::HttpRequest& request = peer.asked.at(0);
  BOOST_TEST(request.body == "grant_type=client_credentials");
  BOOST_TEST(*request.headers.find("Content-Type") == "application/x-www-form-urlencoded");
  BOOST_TEST(*request.headers.find("Authorization") ==
             "Basic " + base::base64_encode("client:a%20secret%3A"));
}

BOOST_AUTO_TEST_CASE(a_token_is_kept_until_a_minute_before_it_expires) {
  peer.on("GET /v1/changes?after=0", 304, "");
  for (const int seconds : {0, 3539, 1, 3539}) {
    now = now + base::seconds(seconds);
    BOOST_TEST(run(connector->poll()).done.has_value());
  }
  const auto calls = peer.calls();
  BOOST_TEST(std::count(calls.begin(), calls.end(), token_call) == 2);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_refused_for_its_token_is_made_once_more_with_another_and_no_third_time) {
  peer.then("GET /v1/changes?after=0", 401, R"({"error":"invalid_token"})");
  peer.on("GET /v1/changes?after=0", 304, "");
  BOOST_TEST(run(connector->poll()).done.has_value());
  BOOST_TEST(peer.calls().size() == 4U);
  peer.on("GET /v1/changes?after=0", 401, R"({"error":"invalid_token"})");
  BOOST_TEST(run(connector->poll()).failed.has_value());
  BOOST_TEST(peer.calls().size() == 3U);  // with the old one, another, and once more
}

BOOST_AUTO_TEST_CASE(no_token_is_no_call) {
  peer.on(token_call, 401, R"({"error":"invalid_client"})");
  const auto refused = run(connector->submit(order));
  BOOST_REQUIRE(refused.failed.has_value());
  BOOST_TEST(!refused.failed->worth_retrying);
  peer.on(token_call, 200, R"({"token_type":"Bearer"})");
  BOOST_TEST(run(connector->submit(order)).failed->worth_retrying);
  BOOST_TEST(peer.calls().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_is_asked_for_and_is_our_order) {
  peer.on("PUT /v1/orders/LC-7%2F1", 412, R"({"error":"exists"})");
  peer.on(order_call, 200, state(1, "ORDER_RECEIVED", 1));
  const auto ended = run(connector->submit(order), true);
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(happening<model::OrderAcknowledged>(ended.done->events, 0)->tracking == "DSC-1");
  peer.on(order_call, 200, R"({"reference":"LC-7/1","order_number":"DSC-1","case_id":"LC-8","revision":1})");
  BOOST_TEST(!run(connector->submit(order), true).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_rejection_is_no_retry_and_says_why) {
  peer.on(
      "PUT /v1/orders/LC-7%2F1", 422,
      R"({"reasons":[{"code":"c","field":"/prescription/shade","message":"no such shade"},{"code":"d"}]})");
  const auto ended = run(connector->submit(order));
  BOOST_REQUIRE(ended.done.has_value());
  const auto* rejected = happening<model::OrderRejected>(ended.done->events, 0);
  BOOST_REQUIRE(rejected != nullptr);
  BOOST_TEST(rejected->reasons == (std::vector<std::string>{"/prescription/shade: no such shade", "d"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(whether_the_lab_has_an_order_is_asked_by_its_name) {
  const auto none = run(connector->find(order));
  BOOST_TEST(!none.done->found);
  peer.on(order_call, 200, state(1, "ORDER_RECEIVED", 1));
  const auto there = run(connector->find(order));
  BOOST_TEST(there.done->found);
  BOOST_TEST(happening<model::OrderAcknowledged>(there.done->events, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(nothing_changed_is_no_failure_and_costs_one_call) {
  hear(1, state(1, "CAD_DESIGN", 2));
  peer.calls();
  peer.on("GET /v1/changes?after=1", 304, "");
  const auto ended = run(connector->poll());
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(ended.done->events.empty());
  BOOST_REQUIRE_EQUAL(peer.asked.size(), 1U);
  BOOST_TEST(*peer.asked[0].headers.find("If-None-Match") == "\"c\"");
}

BOOST_AUTO_TEST_CASE(what_changed_is_fetched_and_said_once) {
  const auto ended = hear(1, state(1, "CAD_DESIGN", 2));
  BOOST_REQUIRE(ended.done.has_value());
  const auto* status = happening<model::LabStatus>(ended.done->events, 0);
  BOOST_REQUIRE(status != nullptr);
  BOOST_TEST(status->status == "CAD_DESIGN");
  BOOST_TEST(status->sequence == 2);
  changes(2, R"({"order":"LC-7/1","revision":1})");
  BOOST_TEST(run(connector->poll()).done->events.empty());
}

BOOST_AUTO_TEST_CASE(an_older_copy_is_asked_for_again_and_nothing_is_lost) {
  hear(1, state(1, "CAD_DESIGN", 2));
  const auto lagging = hear(3, state(2, "CAD_DESIGN", 2));
  BOOST_REQUIRE(lagging.failed.has_value());
  BOOST_TEST(lagging.failed->worth_retrying);
  const auto ended = hear(3, state(3, "CAM_PRODUCTION", 3));
  BOOST_TEST(happening<model::LabStatus>(ended.done->events, 0)->status == "CAM_PRODUCTION");
}

BOOST_AUTO_TEST_CASE(a_row_that_cannot_be_read_hides_no_other) {
  changes(2, R"({"order":"bad","revision":1},{"order":"LC-7/1","revision":1})");
  peer.on("GET /v1/orders/bad", 200, "{}");
  peer.on(order_call, 200, state(1, "CAD_DESIGN", 2));
  const auto ended = run(connector->poll());
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(ended.done->events.size() == 1U);
  BOOST_TEST(ended.done->remark.starts_with("an order was passed over"));
}

BOOST_AUTO_TEST_CASE(another_design_under_the_same_state_is_another_question) {
  const auto first = hear(1, waiting(1, "W-1", "design"));
  BOOST_REQUIRE_EQUAL(first.done->events.size(), 2U);
  BOOST_TEST(
      happening<model::LabQuestion>(first.done->events, 1)->question.starts_with("Please look. (Answer"));
  const auto second = hear(2, waiting(2, "W-2", "design"));
  BOOST_REQUIRE_EQUAL(second.done->events.size(), 1U);
  BOOST_TEST(happening<model::LabQuestion>(second.done->events, 0) != nullptr);
  BOOST_TEST(hear(3, waiting(3, "W-2", "design")).done->events.empty());
}

BOOST_AUTO_TEST_CASE(a_hold_says_so_itself_and_asks_nothing_besides) {
  const auto ended = hear(1, waiting(1, "W-1", "hold"));
  BOOST_REQUIRE_EQUAL(ended.done->events.size(), 1U);
  BOOST_TEST(happening<model::LabStatus>(ended.done->events, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_design_is_approved_by_that_word_alone) {
  for (const std::string_view yes : {"Approved.", "approve", "Yes!", " APPROVED "})
    BOOST_TEST(approves(yes), yes);
  for (const std::string_view no : {"", "not approved", "Approved, but less bulky", "ok", "yes 2"})
    BOOST_TEST(!approves(no), no);
}

BOOST_AUTO_TEST_CASE(an_answer_goes_to_what_the_person_was_shown) {
  hear(1, waiting(1, "W-1", "design"));
  peer.calls();
  const auto task = connector->answer(order.case_id, "DSC-1", "The contact is too bulky.");
  peer.on(order_call, 200, waiting(1, "W-1", "design"));
  peer.then("PUT /v1/orders/LC-7%2F1/answers/W-1", base::text_response(504, "late"));
  BOOST_TEST(peer.drive(*task, now).failed->worth_retrying);
  BOOST_TEST(peer.asked.back().body == R"({"comment":"The contact is too bulky.","decision":"reject"})");
  // It was carried out all the same, and by now the lab waits for the next design.
  peer.on(order_call, 200, waiting(3, "W-2", "design"));
  const auto again = peer.drive(*task, now, true);
  BOOST_REQUIRE(again.done.has_value());
  BOOST_TEST(!again.done->acted);
  BOOST_TEST(peer.asked.back().method == "GET");
}

BOOST_AUTO_TEST_CASE(without_a_number_the_order_is_looked_for_by_its_case) {
  peer.on("GET /v1/orders?case=LC-7", 200, R"({"orders":["LC-7/1"]})");
  peer.on(order_call, 200, waiting(1, "W-1", "question"));
  peer.on("PUT /v1/orders/LC-7%2F1/answers/W-1", 200, "{}");
  BOOST_TEST(run(connector->answer(order.case_id, "", "A2")).done->acted);
  BOOST_TEST(peer.asked.back().body == R"({"text":"A2"})");
  peer.on("GET /v1/orders?case=LC-7", 200, R"({"orders":[]})");
  BOOST_TEST(!run(connector->cancel(order.case_id, "", "moved")).done->acted);
  BOOST_TEST(!run(connector->amend(order, "")).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(what_comes_after_acceptance_is_too_late) {
  hear(1, state(1, "CAD_DESIGN", 2));
  peer.on(order_call, 200, state(1, "CAD_DESIGN", 2));
  peer.on("POST /v1/orders/LC-7%2F1/cancellation", 409, R"({"error":"accepted"})");
  peer.on("PATCH /v1/orders/LC-7%2F1", 409, R"({"error":"accepted"})");
  BOOST_TEST(run(connector->cancel(order.case_id, "DSC-1", "moved")).failed->error.starts_with("too late"));
  BOOST_TEST(!run(connector->amend(order, "DSC-1")).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_line_that_came_with_its_order_is_not_billed_again_by_the_statement) {
  const std::string line = R"({"line":1,"case":"LC-7","tracking":"DSC-1","cents":13500,"date":"2024-10-25"})";
  const std::string shipped = order_row(
      1, R"("shipment":{"carrier":"FedEx","carrier_tracking":"7946"},"invoice":{"statement":"S","lines":[)" +
             line + "]}");
  const auto ended = hear(1, shipped);
  BOOST_REQUIRE_EQUAL(ended.done->events.size(), 2U);
  BOOST_TEST(happening<model::LabShipped>(ended.done->events, 0)->carrier_tracking == "7946");
  BOOST_TEST(happening<model::LabInvoice>(ended.done->events, 1)->invoice.lines.size() == 1U);
  const std::string more = R"({"line":2,"case":"LC-9","cents":99,"date":"2024-10-25"})";
  peer.on("GET /v1/statements?month=2024-10", 200,
          R"({"statement":"S","lines":[)" + line + "," + more + "]}");
  const auto statement = run(connector->statement("2024-10"));
  BOOST_REQUIRE_EQUAL(statement.done->events.size(), 1U);
  const auto* rest = happening<model::LabInvoice>(statement.done->events, 0);
  BOOST_REQUIRE_EQUAL(rest->invoice.lines.size(), 1U);
  BOOST_TEST(rest->invoice.lines[0].line == 2);
  BOOST_TEST(run(connector->statement("2024-10")).done->events.empty());
}

BOOST_AUTO_TEST_CASE(the_lab_is_asked_each_minute_and_calls_nobody) {
  BOOST_TEST((connector->next_poll(now, now) == now + base::minutes(1)));
  BOOST_TEST(!connector->webhook(base::HttpRequest{}, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_client_has_an_id_and_a_secret) {
  access.client_secret.clear();
  BOOST_TEST(!make_connector(bench, access));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::dentsply_sirona

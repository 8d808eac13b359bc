#include "engine/connect/testing/glidewell_lab.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::glidewell {
namespace {

using testing::happening;

struct Lab : testing::GlidewellLab {
  static std::string order(int change, const std::string& word, int sequence,
                           const std::string& hold = "null", const std::string& shipment = "null",
                           const std::string& tracking = "GLW-1") {
    return R"({"tracking":")" + tracking + R"(","case_id":"LC-7","idempotency_key":"LC-7/1","status":")" +
           word + R"(","sequence":)" + std::to_string(sequence) +
           R"(,"stage_since":"2024-10-21T13:00:00Z","eta":null,"ship_by":"2024-10-30","hold":)" + hold +
           R"(,"shipment":)" + shipment + R"(,"change":)" + std::to_string(change) + "}";
  }
  testing::Ended try_poll() { return peer.drive(*connector->poll(), now); }
  model::TaskDone poll() { return std::move(try_poll().done.value()); }
  void changed_after(int change, const std::string& rows) {
    peer.on("GET /v1/orders?changed_after=" + std::to_string(change), 200, "[" + rows + "]");
  }
};

BOOST_FIXTURE_TEST_SUITE(glidewell_poll, Lab)

BOOST_AUTO_TEST_CASE(a_status_that_no_webhook_brought_is_found_once) {
  changed_after(0, order(12, "In Design", 2));
  changed_after(12, "");
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  const auto* status = happening<model::LabStatus>(done.events, 0);
  BOOST_REQUIRE(status != nullptr);
  BOOST_TEST(status->status == "In Design");
  BOOST_TEST(status->sequence == 2);
  BOOST_TEST(done.events[0].lab.text == "glidewell");
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(what_a_webhook_brought_is_no_news) {
  deliver("msg_1", status(12, "In Design", 2));
  deliver("msg_2", message("question", 13, R"("question":"Which shade?")"));
  deliver("msg_3", message("shipped", 14, R"("carrier":"UPS","carrier_tracking":"1Z1")"));
  changed_after(0, order(14, "In Design", 2, R"({"question":"Which shade?"})",
                         R"({"carrier":"UPS","carrier_tracking":"1Z1","delivery":null})"));
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(a_hold_and_a_shipment_are_found) {
  changed_after(0, order(14, "On Hold", 3, R"({"question":"Which shade?"})",
                         R"({"carrier":"UPS","carrier_tracking":"1Z1","delivery":"2024-10-30T18:00:00Z"})"));
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 3u);
  BOOST_TEST(happening<model::LabStatus>(done.events, 0)->status == "On Hold");
  BOOST_TEST(happening<model::LabQuestion>(done.events, 1)->question == "Which shade?");
  BOOST_TEST(happening<model::LabShipped>(done.events, 2)->delivery.has_value());
}

BOOST_AUTO_TEST_CASE(a_full_page_means_ask_again) {
  std::string page;
  for (int i = 1; i <= 100; ++i)
    page += (i > 1 ? "," : "") + order(i, "In Design", 2, "null", "null", "GLW-" + std::to_string(i));
  changed_after(0, page);
  changed_after(100, order(101, "In Design", 2, "null", "null", "GLW-101"));
  BOOST_TEST(poll().events.size() == 101u);
}

BOOST_AUTO_TEST_CASE(a_poll_that_fails_half_way_is_repeated_whole) {
  std::string page;
  for (int i = 1; i <= 100; ++i)
    page += (i > 1 ? "," : "") + order(i, "In Design", 2, "null", "null", "GLW-" + std::to_string(i));
  changed_after(0, page);
  peer.then("GET /v1/orders?changed_after=100", 503, "");
  BOOST_TEST(try_poll().failed->worth_retrying);
  changed_after(100, "");
  BOOST_TEST(poll().events.size() == 100u);
}

BOOST_AUTO_TEST_CASE(malformed_rows_are_passed_over_and_named) {
  changed_after(0, R"(17,{"tracking":"GLW-9","change":3},{"tracking":5,"case_id":"LC-1","change":4},)" +
                       order(12, "In Design", 2));
  const model::TaskDone done = poll();
  BOOST_TEST(done.events.size() == 1u);
  BOOST_TEST(done.remark.find("an order was passed over: /case_id") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_page_of_nothing_but_nonsense_does_not_go_on_for_ever) {
  std::string page = "17";
  for (int i = 1; i < 100; ++i)
    page += ",17";
  changed_after(0, page);
  BOOST_TEST(poll().events.empty());
  BOOST_TEST(peer.asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_list_is_worth_retrying) {
  for (const char* body : {"", "<html>", "{}", "null", "[{"}) {
    peer.on("GET /v1/orders?changed_after=0", 200, body);
    BOOST_TEST(try_poll().failed->worth_retrying, body);
  }
}

BOOST_AUTO_TEST_CASE(while_webhooks_come_there_is_no_poll) {
  const auto next = [&](base::Duration since_poll, base::Duration since_webhook) {
    return connector->next_poll(now - since_poll, now - since_webhook) - now;
  };
  BOOST_TEST((next(base::hours(5), base::minutes(10)) == base::minutes(50)));
  BOOST_TEST((next(base::minutes(4), base::hours(3)) == base::minutes(6)));
  BOOST_TEST((next(base::minutes(4), base::minutes(58)) == base::minutes(6)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::glidewell

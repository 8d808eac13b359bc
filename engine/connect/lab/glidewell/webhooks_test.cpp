#include "engine/connect/testing/glidewell_lab.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::glidewell {
namespace {

using testing::happening;

struct Lab : testing::GlidewellLab {
  int messages = 0;
  model::WebhookResult take(const std::string& body) {
    return deliver("msg_" + std::to_string(++messages), body).value();
  }
};

BOOST_FIXTURE_TEST_SUITE(glidewell_webhooks, Lab)

BOOST_AUTO_TEST_CASE(a_status_is_an_event_of_the_instant_of_arrival) {
  const model::WebhookResult result =
      take(message("status", 12, R"("status":"In Design","sequence":2,"eta":"2024-10-28T16:00:00Z")"));
  BOOST_TEST(result.reply.status == 200);
  BOOST_REQUIRE(result.events.size() == 1u);
  BOOST_TEST((result.events[0].at == now));
  BOOST_TEST(result.events[0].case_id.text == "LC-7");
  BOOST_TEST(result.events[0].lab.text == "glidewell");
  const auto* status = happening<model::LabStatus>(result.events, 0);
  BOOST_REQUIRE(status != nullptr);
  BOOST_TEST(status->tracking == "GLW-1");
  BOOST_TEST(status->status == "In Design");
  BOOST_TEST(status->sequence == 2);
  BOOST_TEST(base::format_instant(*status->eta) == "2024-10-28T16:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_question_and_a_shipment_are_events) {
  const model::WebhookResult question = take(message("question", 13, R"("question":"Which shade?")"));
  BOOST_TEST(happening<model::LabQuestion>(question.events, 0)->question == "Which shade?");
  const model::WebhookResult shipped = take(message(
      "shipped", 14, R"("carrier":"UPS","carrier_tracking":"1Z1","delivery":"2024-10-30T18:00:00Z")"));
  const auto* event = happening<model::LabShipped>(shipped.events, 0);
  BOOST_REQUIRE(event != nullptr);
  BOOST_TEST(event->carrier_tracking == "1Z1");
  BOOST_TEST(event->delivery.has_value());
}

BOOST_AUTO_TEST_CASE(a_repeat_is_taken_and_applied_once) {
  const std::string body = status(12, "In Design", 2);
  BOOST_TEST(deliver("msg_a", body)->events.size() == 1u);
  for (int i = 0; i < 3; ++i) {
    now = now + base::hours(2);  // the lab's later attempts, each signed anew
    const auto repeat = deliver("msg_a", body);
    BOOST_TEST(repeat->reply.status == 200);
    BOOST_TEST(repeat->events.empty());
    BOOST_TEST(!repeat->refused);
    BOOST_TEST(repeat->remark == "a repeat of msg_a");
  }
}

BOOST_AUTO_TEST_CASE(memory_for_repeats_is_bounded) {
  BOOST_TEST(deliver("first", message("question", 13, R"("question":"Which shade?")"))->events.size() == 1u);
  for (int i = 0; i < 5'000; ++i)
    take(status(12, "In Design", 2));
  const auto again = deliver("first", message("question", 13, R"("question":"Which shade?")"));
  BOOST_TEST(again->remark == "the question is known");
  BOOST_TEST(again->events.empty());
}

BOOST_AUTO_TEST_CASE(the_same_question_after_it_was_settled_is_asked_again) {
  take(message("question", 13, R"("question":"Which shade?")"));
  BOOST_TEST(take(message("question", 13, R"("question":"Which shade?")")).events.empty());
  take(status(14, "In Design", 3));
  BOOST_TEST(take(message("question", 15, R"("question":"Which shade?")")).events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_question_that_comes_after_its_order_went_on_is_no_event) {
  take(status(14, "In Design", 3));
  const model::WebhookResult late = take(message("question", 13, R"("question":"Which shade?")"));
  BOOST_TEST(late.events.empty());
  BOOST_TEST(late.remark == "the order has gone on since");
}

BOOST_AUTO_TEST_CASE(a_status_from_before_a_question_does_not_settle_it) {
  take(message("question", 13, R"("question":"Which shade?")"));
  take(status(12, "In Design", 2));
  BOOST_TEST(take(message("question", 13, R"("question":"Which shade?")")).events.empty());
}

BOOST_AUTO_TEST_CASE(a_hold_does_not_settle_its_own_question) {
  take(message("question", 12, R"("question":"Which shade?")"));
  take(status(13, "On Hold", 3));
  BOOST_TEST(take(message("question", 12, R"("question":"Which shade?")")).events.empty());
}

BOOST_AUTO_TEST_CASE(another_practices_message_is_not_ours) {
  std::string body = status(12, "In Design", 2);
  body.replace(body.find("p-01"), 4, "p-02");
  BOOST_TEST(!deliver("msg_a", body).has_value());
  base::HttpRequest elsewhere = signed_webhook("msg_a", status(12, "In Design", 2));
  elsewhere.target = "/webhooks/open-dental";
  BOOST_TEST(!connector->webhook(elsewhere, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_forged_message_is_refused_and_not_remembered) {
  base::HttpRequest forged = signed_webhook("msg_a", status(12, "In Design", 2));
  const base::HttpRequest good = forged;
  forged.headers.set("webhook-signature", "v1,AAAA");
  const auto refused = connector->webhook(forged, now);
  BOOST_REQUIRE(refused.has_value());
  BOOST_TEST(refused->refused);
  BOOST_TEST(refused->reply.status == 401);
  BOOST_TEST(refused->events.empty());
  BOOST_TEST(connector->webhook(good, now)->events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_old_message_is_refused) {
  const base::HttpRequest old = signed_webhook("msg_a", status(12, "In Design", 2));
  const auto refused = connector->webhook(old, now + base::minutes(6));
  BOOST_TEST(refused->refused);
  BOOST_TEST(refused->remark == "the webhook is more than five minutes old");
}

BOOST_AUTO_TEST_CASE(a_malformed_body_with_a_good_signature_is_refused) {
  for (const char* body :
       {"", "{}", "[]", "null", "{\"type\":\"order.status\"", "<html>", "\xff", R"({"account":"p-01"})",
        R"({"account":17})",
        R"({"account":"p-01","type":"order.status","case_id":"LC-7","tracking":"GLW-1"})"}) {
    const model::WebhookResult result = take(body);
    BOOST_TEST(result.refused, body);
    BOOST_TEST(result.reply.status == 400);
  }
  for (const char* rest : {R"("status":"In Design","sequence":0)", R"("status":"In Design","sequence":2.5)",
                           R"("status":"In Design","sequence":"2")", R"("status":17,"sequence":2)",
                           R"("status":"In Design","sequence":99999999999999999999)",
                           R"("status":"In Design","sequence":2,"eta":"soon")", R"("status":"In Design")"})
    BOOST_TEST(take(message("status", 12, rest)).refused, rest);
  BOOST_TEST(take(message("question", 12, R"("question":"")")).refused);
  BOOST_TEST(take(message("shipped", 12, R"("carrier":"UPS")")).refused);
  BOOST_TEST(take(std::string(300, '[') + std::string(300, ']')).refused);
  BOOST_TEST(take(status(12, "In Design", 2)).events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(nobodys_message_is_nobodys) {
  base::HttpRequest noise;
  noise.target = "/webhooks/glidewell";
  for (const char* body : {"", "{}", "not json", "\xff\xff"}) {
    noise.body = body;
    BOOST_TEST(!connector->webhook(noise, now).has_value(), body);
  }
  noise.body = std::string(2'000'000, ' ');
  BOOST_TEST(!connector->webhook(noise, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_type_that_is_not_known_is_taken_and_remarked) {
  const model::WebhookResult result = take(message("weighed", 12, R"("grams":3)"));
  BOOST_TEST(!result.refused);
  BOOST_TEST(result.events.empty());
  BOOST_TEST(result.remark == "nothing is known of the type order.weighed");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::glidewell

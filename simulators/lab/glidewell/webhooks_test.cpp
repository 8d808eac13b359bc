#include "simulators/lab/glidewell/webhooks.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <set>

#include <boost/test/unit_test.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace articulator::simulators::glidewell {
namespace {

// The signature as a receiver computes it, by OpenSSL alone.
std::string expected_signature(const base::HttpRequest& request, std::string_view key) {
  const std::string content = *request.headers.find("webhook-id") + "." +
                              *request.headers.find("webhook-timestamp") + "." + request.body;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int digest_bytes = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest, &digest_bytes);
  unsigned char text[2 * EVP_MAX_MD_SIZE];
  const int text_bytes = EVP_EncodeBlock(text, digest, static_cast<int>(digest_bytes));
  return "v1," + std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(text_bytes));
}

BOOST_AUTO_TEST_SUITE(glidewell_webhooks)

BOOST_AUTO_TEST_CASE(a_webhook_is_signed_so_that_any_receiver_can_verify_it) {
  Bench bench;
  bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"In Design"})");
  BOOST_REQUIRE_EQUAL(bench.deliveries.size(), 1U);
  const world::Delivery& delivery = bench.deliveries[0];
  BOOST_TEST(delivery.to == "engine");
  BOOST_TEST(delivery.request.method == "POST");
  BOOST_TEST(delivery.request.target == "/webhooks/glidewell");
  BOOST_TEST(*delivery.request.headers.find("webhook-timestamp") ==
             std::to_string(bench.now.ms_since_epoch / 1000));
  BOOST_TEST(*delivery.request.headers.find("webhook-signature") ==
             expected_signature(delivery.request, test_key));
  BOOST_TEST(bench.text(delivery.request.body, "/type") == "order.status");
  BOOST_TEST(bench.text(delivery.request.body, "/account") == "p-01");
  BOOST_TEST(bench.text(delivery.request.body, "/case_id") == "LC-1");
  BOOST_TEST(bench.text(delivery.request.body, "/status") == "In Design");
  BOOST_TEST(bench.text(delivery.request.body, "/sequence") == "1");
  BOOST_TEST(bench.text(delivery.request.body, "/change") == "1");
  BOOST_TEST(bench.text(delivery.request.body, "/occurred_at") == "2024-10-21T17:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_failed_webhook_is_retried_after_1_5_30_minutes_2_and_5_hours_with_the_same_id) {
  Config config = test_config();
  config.production_line = false;
  Bench bench(config);
  bench.engine_answers = false;
  bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"In Design"})");
  const base::Instant start = bench.now;
  bench.run_until(start + base::days(3));
  std::vector<std::int64_t> minutes_after;
  std::set<std::string> ids;
  for (const world::Delivery& delivery : bench.deliveries) {
    const base::HttpRequest& request = delivery.request;
    ids.insert(*request.headers.find("webhook-id"));
    minutes_after.push_back(
        (std::stoll(*request.headers.find("webhook-timestamp")) * 1000 - start.ms_since_epoch) / 60'000);
    BOOST_TEST(*request.headers.find("webhook-signature") == expected_signature(request, test_key));
  }
  const std::vector<std::int64_t> expected{0, 1, 6, 36, 156, 456};
  BOOST_TEST(minutes_after == expected, boost::test_tools::per_element());
  BOOST_TEST(ids.size() == 1U);
  BOOST_TEST(!bench.lab->next_due());
}

BOOST_AUTO_TEST_CASE(a_webhook_answered_by_2xx_is_not_sent_again_and_one_answered_by_500_is) {
  Bench bench;
  bench.order("LC-1");
  bench.act("webhooks", R"({"silent":false})");
  world::SimulatorOutputs out;
  base::JsonParser parser;
  const auto arguments = parser.parse(R"({"case":"LC-1","status":"In Design"})").value();
  BOOST_REQUIRE(bench.lab->act("status", arguments, bench.now, out));
  BOOST_REQUIRE_EQUAL(out.deliveries.size(), 1U);
  world::SimulatorOutputs none;
  bench.lab->answered(out.deliveries[0].id, base::HttpResponse{500, {}, ""}, bench.now, none);
  BOOST_REQUIRE(bench.lab->next_due());
  BOOST_TEST((*bench.lab->next_due() == bench.now + base::minutes(1)));
  bench.lab->answered(out.deliveries[0].id, base::HttpResponse{500, {}, ""}, bench.now, none);  // told twice
  bench.engine_answers = true;
  bench.run_until(bench.now + base::hours(1));
  BOOST_TEST(bench.deliveries.size() == 1U);
  BOOST_TEST(!bench.lab->next_due());
}

BOOST_AUTO_TEST_CASE(a_redelivery_has_the_same_id_and_body) {
  Bench bench;
  bench.order("LC-1");
  BOOST_TEST(!bench.try_act("redeliver", R"({"case":"LC-1"})"));
  bench.act("status", R"({"case":"LC-1","status":"In Design"})");
  bench.now = bench.now + base::seconds(5);
  bench.act("redeliver", R"({"case":"LC-1","times":3})");
  BOOST_REQUIRE_EQUAL(bench.deliveries.size(), 4U);
  for (const world::Delivery& delivery : bench.deliveries) {
    BOOST_TEST(*delivery.request.headers.find("webhook-id") ==
               *bench.deliveries[0].request.headers.find("webhook-id"));
    BOOST_TEST(delivery.request.body == bench.deliveries[0].request.body);
    BOOST_TEST(*delivery.request.headers.find("webhook-signature") ==
               expected_signature(delivery.request, test_key));
  }
}

BOOST_AUTO_TEST_CASE(a_forged_webhook_changes_nothing_and_is_recognisable) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  const std::size_t facts_before = bench.facts.size();
  bench.act("send_webhook", R"({"case":"LC-1","status":"Shipped","sequence":9,"signature":"bad"})");
  bench.act("send_webhook", R"({"case":"LC-1","status":"Shipped","sequence":9,"signature":"none"})");
  bench.act("send_webhook", R"({"case":"LC-1","status":"Shipped","sequence":9,"signature":"old"})");
  BOOST_REQUIRE_EQUAL(bench.deliveries.size(), 3U);
  const base::HttpRequest& bad = bench.deliveries[0].request;
  BOOST_TEST(*bad.headers.find("webhook-signature") != expected_signature(bad, test_key));
  BOOST_TEST(bench.deliveries[1].request.headers.find("webhook-signature") == nullptr);
  const base::HttpRequest& old = bench.deliveries[2].request;
  BOOST_TEST(*old.headers.find("webhook-signature") == expected_signature(old, test_key));
  BOOST_TEST(*old.headers.find("webhook-timestamp") == std::to_string(bench.now.ms_since_epoch / 1000 - 600));
  BOOST_TEST(bench.facts.size() == facts_before);
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/sequence") == "0");
  BOOST_TEST(!bench.try_act("send_webhook",
                            R"({"case":"LC-1","status":"Shipped","sequence":9,"signature":"good"})"));
}

BOOST_AUTO_TEST_CASE(a_silent_sender_leaves_the_changes_to_the_feed) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  bench.act("webhooks", R"({"silent":true})");
  bench.act("status", R"({"case":"LC-1","status":"In Design"})");
  BOOST_TEST(bench.deliveries.empty());
  BOOST_TEST(bench.facts_of("lab.case.status").size() == 1U);
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders?changed_after=0").body, "/0/status") == "In Design");
  bench.act("webhooks", R"({"silent":false})");
  bench.act("status", R"({"case":"LC-1","status":"Milling"})");
  BOOST_TEST(bench.deliveries.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_delivered_and_superseded_is_not_kept) {
  auto sender = WebhookSender::make(test_secret, "engine", "/webhooks/glidewell", 1).value();
  const base::Instant now = at("2024-10-21T17:00:00Z");
  std::uint64_t last = 0;
  for (int i = 0; i < 10; ++i) {
    world::SimulatorOutputs out;
    const std::uint64_t number = sender.send("{}", now, out);
    if (last != 0) sender.forget(last);
    last = number;
    sender.answered(out.deliveries[0].id, base::HttpResponse{}, now);
  }
  BOOST_TEST(sender.kept() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lab_without_a_secret_sends_nothing) {
  Config config = test_config();
  config.webhook_secret.clear();
  Bench bench(config);
  bench.order("LC-1");
  bench.run_until(bench.now + base::days(20));
  BOOST_TEST(bench.deliveries.empty());
  BOOST_TEST(bench.facts_of("lab.case.shipped").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::glidewell

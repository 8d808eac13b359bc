#include "engine/connect/lab/glidewell/signature.hpp"

#include "engine/connect/testing/glidewell_lab.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::glidewell {
namespace {

struct Signed : testing::GlidewellLab {
  base::HttpRequest request = signed_webhook("msg_1", "{}");
  std::optional<Refusal> check() const { return check_signature(request, key, now); }
  void sign_at(base::Instant at) {
    const std::string timestamp = std::to_string(at.ms_since_epoch / 1000);
    request.headers.set("webhook-timestamp", timestamp);
    request.headers.set("webhook-signature", signature(key, "msg_1." + timestamp + ".{}"));
  }
};

BOOST_FIXTURE_TEST_SUITE(standard_webhooks, Signed)

BOOST_AUTO_TEST_CASE(the_specifications_own_example_verifies) {
  base::HttpRequest example;
  example.headers.set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
  example.headers.set("webhook-timestamp", "1614265330");
  example.headers.set("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  example.body = R"({"test": 2432232314})";
  const auto example_key = webhook_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  BOOST_REQUIRE(example_key.has_value());
  BOOST_TEST(!check_signature(example, *example_key, base::Instant{1'614'265'330'000}).has_value());
  example.body += " ";
  BOOST_TEST(check_signature(example, *example_key, base::Instant{1'614'265'330'000})->status == 401);
}

BOOST_AUTO_TEST_CASE(a_secret_has_its_prefix_and_is_base64) {
  BOOST_TEST(!webhook_key("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").has_value());
  BOOST_TEST(!webhook_key("whsec_").has_value());
  BOOST_TEST(!webhook_key("whsec_***").has_value());
  BOOST_TEST(!webhook_key("").has_value());
}

BOOST_AUTO_TEST_CASE(one_good_signature_among_several_is_enough) {
  const std::string good = *request.headers.find("webhook-signature");
  for (const std::string& list : {"v1,AAAA " + good, good + " v1,AAAA", "v1a,xyz  " + good + " v2,q", good}) {
    request.headers.set("webhook-signature", list);
    BOOST_TEST(!check().has_value(), list);
  }
}

BOOST_AUTO_TEST_CASE(anything_but_the_signature_is_refused) {
  const std::string good = *request.headers.find("webhook-signature");
  for (const std::string& list :
       {std::string(), std::string("v1,"), good.substr(0, good.size() - 1), good + "=",
        "v2," + good.substr(3), good.substr(3), "V1," + good.substr(3), good + "," + good}) {
    request.headers.set("webhook-signature", list);
    BOOST_REQUIRE_MESSAGE(check().has_value(), list);
    BOOST_TEST(check()->status == 401);
  }
}

BOOST_AUTO_TEST_CASE(what_is_signed_cannot_be_changed) {
  const base::HttpRequest good = request;
  request.body = "{ }";
  BOOST_TEST(check().has_value());
  request = good;
  request.headers.set("webhook-id", "msg_2");
  BOOST_TEST(check().has_value());
  request = good;
  request.headers.set("webhook-timestamp", std::to_string(now.ms_since_epoch / 1000 + 1));
  BOOST_TEST(check().has_value());
}

BOOST_AUTO_TEST_CASE(five_minutes_are_the_limit_in_either_direction) {
  for (const std::int64_t seconds : {-300, -299, 0, 299, 300}) {
    sign_at(now + base::seconds(seconds));
    BOOST_TEST(!check().has_value(), seconds);
  }
  for (const std::int64_t seconds : {-3'600, -301, 301, 86'400}) {
    sign_at(now + base::seconds(seconds));
    BOOST_TEST(check()->status == 401, seconds);
  }
}

BOOST_AUTO_TEST_CASE(missing_and_malformed_headers_are_refused) {
  const base::HttpRequest good = request;
  for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
    request = good;
    std::erase_if(request.headers.list, [&](const base::Header& header) { return header.name == name; });
    BOOST_TEST(check()->status == 400, name);
  }
  for (const char* timestamp :
       {"", "soon", "-1", "1.5", "1e9", "999999999999999999999", " 1729519200", "0x10"}) {
    request = good;
    request.headers.set("webhook-timestamp", timestamp);
    BOOST_TEST(check()->status == 400, timestamp);
  }
  request = good;
  request.headers.set("webhook-signature", std::string(3'000, 'v'));
  BOOST_TEST(check()->status == 400);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::glidewell

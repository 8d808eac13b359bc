#define BOOST_TEST_DYN_LINK
#include "engine/host/server.hpp"

#include "engine/host/caller.hpp"

#include <stdexcept>
#include <string>

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::host;

namespace {

struct Running {
  explicit Running(std::function<base::HttpResponse(const base::HttpRequest&)> handle)
      : server(std::move(handle)), port(server.start("127.0.0.1", 0).value()) {}
  Server server;
  int port;
  std::string origin = "http://127.0.0.1:" + std::to_string(port);
};

Outcome call(Caller& caller, const std::string& origin, base::HttpRequest request) {
  return caller.perform({1, origin, std::move(request), base::seconds(10)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(the_server)

BOOST_AUTO_TEST_CASE(a_message_arrives_as_it_was_sent) {
  base::HttpRequest arrived;
  const Running running([&](const base::HttpRequest& request) {
    arrived = request;
    base::HttpResponse response{202, {}, "got it"};
    response.headers.set("X-Answer", "42");
    return response;
  });
  Caller caller;
  base::HttpRequest sent{"POST", "/webhooks/a%2Fb?x=%20,;'&y", {}, std::string("a=1&b\0\xff", 7)};
  sent.headers.set("Content-Type",
                   "application/x-www-form-urlencoded");  // whose body the library would take apart
  sent.headers.set("Webhook-Id", "m-1");
  const Outcome outcome = call(caller, running.origin, sent);
  BOOST_CHECK_EQUAL(arrived.method, "POST");
  BOOST_CHECK_EQUAL(arrived.target, sent.target);
  BOOST_CHECK(arrived.body == sent.body);
  BOOST_CHECK_EQUAL(*arrived.headers.find("webhook-id"), "m-1");
  BOOST_CHECK(arrived.headers.find("REMOTE_ADDR") == nullptr);
  const auto& response = std::get<base::HttpResponse>(outcome);
  BOOST_CHECK_EQUAL(response.status, 202);
  BOOST_CHECK_EQUAL(response.body, "got it");
  BOOST_CHECK_EQUAL(*response.headers.find("X-Answer"), "42");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_understood_gets_a_sentence_and_an_exception_does_not_leak) {
  const Running running(
      [](const base::HttpRequest&) -> base::HttpResponse { throw std::runtime_error("secret"); });
  Caller caller;
  const auto status_of = [&](base::HttpRequest request) {
    const Outcome outcome = call(caller, running.origin, std::move(request));
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (!response) return 0;
    BOOST_CHECK(response->body.find("\"what\"") != std::string::npos);
    BOOST_CHECK(response->body.find("secret") == std::string::npos);
    for (const base::Header& header : response->headers.list)
      BOOST_CHECK(header.value.find("secret") == std::string::npos);
    return response->status;
  };
  BOOST_CHECK_EQUAL(status_of({"GET", "/", {}, {}}), 500);
  BOOST_CHECK_EQUAL(status_of({"PUT", "/v1/clock", {}, "{}"}), 404);
  const int too_long = status_of({"POST", "/v1/bench", {}, std::string(17UL * 1024 * 1024, ' ')});
  BOOST_CHECK(too_long == 413 || too_long == 0);  // it may hang up before it has read all of it
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_or_not_ours_is_refused) {
  const Running running([](const base::HttpRequest&) { return base::json_response(200, "{}"); });
  Server other([](const base::HttpRequest&) { return base::json_response(200, "{}"); });
  const auto taken = other.start("127.0.0.1", running.port);
  BOOST_REQUIRE(!taken);
  BOOST_CHECK(taken.error().text().find("another program") != std::string::npos);
  BOOST_CHECK(!other.start("0.0.0.0", 0));
}

BOOST_AUTO_TEST_CASE(a_call_that_was_certainly_not_seen_is_told_from_one_that_may_have_been) {
  Caller caller;
  std::string gone;
  {
    const Running running([](const base::HttpRequest&) { return base::json_response(200, "{}"); });
    gone = running.origin;
  }
  BOOST_CHECK(std::get<base::CallFailure>(call(caller, gone, {"GET", "/", {}, {}})) ==
              base::CallFailure::refused);
  BOOST_CHECK(std::get<base::CallFailure>(call(caller, "no address at all", {"GET", "/", {}, {}})) ==
              base::CallFailure::refused);
  caller.stop();
  BOOST_CHECK(std::get<base::CallFailure>(call(caller, gone, {"GET", "/", {}, {}})) ==
              base::CallFailure::refused);
}

BOOST_AUTO_TEST_SUITE_END()

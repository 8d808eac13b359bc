// A remote engine that is slow, absent or talks nonsense, behind a real socket.
#include "scenarios/runner/engine_remote.hpp"

#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/server.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

using Handler = std::function<serve::Answer(const base::HttpRequest&)>;

// An engine that is healthy and takes any bench; the rest is the test's.
std::unique_ptr<serve::Server> engine_that(Handler handler) {
  auto server = serve::Server::start(
      {}, [handler = std::move(handler)](const base::HttpRequest& request) -> serve::Answer {
        if (request.target == "/healthz" || request.target == "/v1/bench")
          return base::json_response(200, "{}");
        return handler(request);
      });
  BOOST_REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error().text()));
  return std::move(*server);
}

Scenario any_scenario() {
  auto scenario = read_scenario(
      R"({"name":"n","shows":["VAL-05"],"world":{"start":"2024-10-21T09:00:00-05:00"},"steps":[{"at":"1m","opt_out":{"patient":"PT-1"}}]})",
      "x.json", project_library());
  BOOST_REQUIRE(scenario.has_value());
  scenario->steps.clear();
  return std::move(*scenario);
}

ScenarioResult run_against(serve::Server& server, const RemoteOptions& options = {}) {
  auto engine = RemoteEngine::reach(server.url(), options);
  BOOST_REQUIRE(engine.has_value());
  return run_scenario(any_scenario(), project_library(), **engine, {});
}

std::string now_of(const base::HttpRequest& request) {
  const std::size_t from = request.body.find("20");
  return request.body.substr(from, request.body.rfind('"') - from);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_remote)

BOOST_AUTO_TEST_CASE(an_address_where_nobody_listens_is_an_error_that_names_it) {
  std::string url;
  {
    const auto server = engine_that([](const base::HttpRequest&) { return serve::Drop{}; });
    url = server->url();
  }
  const auto engine = RemoteEngine::reach(url);
  BOOST_REQUIRE(!engine.has_value());
  BOOST_TEST(engine.error().text().find(url) != std::string::npos);
  BOOST_TEST(!RemoteEngine::reach("nonsense").has_value());
}

BOOST_AUTO_TEST_CASE(an_engine_that_follows_the_clock_and_does_nothing_can_be_judged) {
  const auto server = engine_that([](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/clock")
      return base::json_response(200, R"({"now":")" + now_of(request) + R"(","next":null})");
    return base::text_response(200, "");
  });
  const ScenarioResult result = run_against(*server);
  BOOST_TEST((result.verdict == Verdict::passed));
}

BOOST_AUTO_TEST_CASE(a_clock_that_drifts_by_a_millisecond_is_an_error) {
  const auto server = engine_that([](const base::HttpRequest&) {
    return base::json_response(200, R"({"now":"2024-10-21T14:00:00.001Z","next":null})");
  });
  const ScenarioResult result = run_against(*server);
  BOOST_TEST((result.verdict == Verdict::error));
  BOOST_TEST(result.failures.at(0).found.find(
                 "shows 2024-10-21T14:00:00.001Z where 2024-10-21T14:00:00.000Z was posted") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(garbage_a_refusal_and_an_engine_that_is_never_idle_are_errors) {
  const std::vector<std::pair<std::string, std::string>> answers{
      {"garbage", "malformed"},
      {R"({"now":"2024-10-21T14:00:00.000Z","next":"soon"})", "malformed"},
      {R"({"now":"2024-10-21T14:00:00.000Z","next":"2024-10-21T14:00:00.000Z"})", "never idle"}};
  for (const auto& [answer, said] : answers) {
    const auto server =
        engine_that([&](const base::HttpRequest&) { return base::json_response(200, answer); });
    const ScenarioResult result = run_against(*server);
    BOOST_TEST((result.verdict == Verdict::error));
    BOOST_TEST(result.failures.at(0).found.find(said) != std::string::npos, result.failures.at(0).found);
  }
  const auto server =
      engine_that([](const base::HttpRequest&) { return base::text_response(500, "out of order"); });
  BOOST_TEST(run_against(*server).failures.at(0).found.find("HTTP 500 out of order") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_engine_that_hangs_is_an_error_after_the_time_it_has) {
  RemoteOptions impatient;
  impatient.answer_timeout = base::milliseconds(50);
  std::atomic<bool> over = false;
  const auto server = engine_that([&](const base::HttpRequest&) -> serve::Answer {
    while (!over)
      std::this_thread::yield();
    return serve::Drop{};
  });
  const ScenarioResult result = run_against(*server, impatient);
  over = true;
  BOOST_TEST((result.verdict == Verdict::error));
  BOOST_TEST(!result.engine_unreachable);
}

BOOST_AUTO_TEST_CASE(an_engine_that_calls_back_within_a_clock_step_reaches_the_simulators) {
  std::string pms_url;
  std::string answer;
  const auto server = serve::Server::start({}, [&](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/bench") {
      const std::size_t from = request.body.find("http://");
      pms_url = request.body.substr(from, request.body.find("/api/v1", from) - from);
    }
    if (request.target == "/v1/clock") {
      if (answer.empty()) {
        auto client = serve::Client::to(pms_url);
        if (!client) return serve::Drop{};
        const auto result = (*client)->perform({"GET", "/api/v1/labcases", {}, {}});
        const auto* response = std::get_if<base::HttpResponse>(&result);
        answer = response ? std::to_string(response->status) : "none";
      }
      return base::json_response(200, R"({"now":")" + now_of(request) + R"(","next":null})");
    }
    return base::text_response(200, "");
  });
  BOOST_REQUIRE(server.has_value());
  const ScenarioResult result = run_against(**server);
  BOOST_TEST((result.verdict == Verdict::passed));
  BOOST_TEST(answer == "401");  // the vendor's answer to a request without a key
  BOOST_TEST(result.messages == 1U);
}

// Here while it is asked for its audit, which is no reason to act.
BOOST_AUTO_TEST_CASE(an_engine_that_calls_after_it_said_that_it_is_idle_is_found_out) {
  std::string pms_url;
  const auto server = serve::Server::start({}, [&](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/bench") {
      const std::size_t from = request.body.find("http://");
      pms_url = request.body.substr(from, request.body.find("/api/v1", from) - from);
    }
    if (request.target == "/v1/clock") {
      const std::string now = now_of(request);
      const std::string next = now < "2024-10-21T14:02" ? R"("2024-10-21T14:02:00.000Z")" : "null";
      return base::json_response(200, R"({"now":")" + now + R"(","next":)" + next + "}");
    }
    if (request.target.starts_with("/v1/audit")) {
      auto client = serve::Client::to(pms_url);
      if (client) (*client)->perform({"GET", "/api/v1/labcases", {}, {}});
    }
    return base::text_response(200, "");
  });
  BOOST_REQUIRE(server.has_value());
  auto engine = RemoteEngine::reach((*server)->url());
  BOOST_REQUIRE(engine.has_value());
  const auto scenario = read_scenario(
      R"({"name":"n","shows":["VAL-05"],"world":{"start":"2024-10-21T09:00:00-05:00"},"steps":[)"
      R"({"at":"1m","expect":{"order":{"case":"LC-1","times":0}}}]})",
      "x.json", project_library());
  BOOST_REQUIRE(scenario.has_value());
  const ScenarioResult result = run_scenario(*scenario, project_library(), **engine, {});
  BOOST_REQUIRE((result.verdict == Verdict::error));
  BOOST_TEST(result.failures.back().found.find("said that it was idle at") != std::string::npos,
             result.failures.back().found);
  BOOST_TEST(result.messages == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

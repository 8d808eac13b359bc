#include "simulators/serve/server.hpp"

#include "simulators/serve/client.hpp"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::serve {
namespace {

std::unique_ptr<Server> serve(Callback callback, std::size_t threads = 4) {
  auto server = Server::start({"127.0.0.1", 0, threads}, std::move(callback));
  BOOST_REQUIRE_MESSAGE(server, (server ? std::string() : server.error().text()));
  return *std::move(server);
}

std::unique_ptr<Client> client_to(const std::string& url, ClientOptions options = {}) {
  auto client = Client::to(url, options);
  BOOST_REQUIRE_MESSAGE(client, (client ? std::string() : client.error().text()));
  return *std::move(client);
}

base::HttpResponse answered(const CallResult& result) {
  const auto* const response = std::get_if<base::HttpResponse>(&result);
  if (response == nullptr) BOOST_FAIL(base::word(std::get<base::CallFailure>(result)));
  return *response;
}

base::CallFailure failed(const CallResult& result) {
  const auto* const failure = std::get_if<base::CallFailure>(&result);
  BOOST_REQUIRE_MESSAGE(failure != nullptr, "there was an answer");
  return *failure;
}

BOOST_AUTO_TEST_SUITE(serve_server)

BOOST_AUTO_TEST_CASE(a_request_and_its_answer_cross_the_socket_unchanged) {
  base::HttpRequest seen;
  const auto server = serve([&](const base::HttpRequest& request) -> Answer {
    seen = request;
    base::HttpResponse response{207, {}, "{\"ok\":true}"};
    response.headers.set("Content-Type", "application/json");
    response.headers.set("Idempotent-Replayed", "true");
    return response;
  });
  const auto client = client_to(server->url());
  for (const std::string_view method : {"POST", "PUT", "PATCH", "DELETE"}) {
    base::HttpRequest request{
        std::string(method), "/v1/orders/a%20b?case_id=LC%2F7&x=1+2", {}, "{\"a\":\"\xC3\xA9\"}"};
    request.headers.set("X-API-Key", "key of a practice");
    request.headers.set("Content-Type", "application/json");
    const base::HttpResponse response = answered(client->perform(request));
    BOOST_TEST(seen.method == method);
    BOOST_TEST(seen.target == request.target);
    BOOST_TEST(seen.body == request.body);
    BOOST_REQUIRE(seen.headers.find("x-api-key") != nullptr);
    BOOST_TEST(*seen.headers.find("x-api-key") == "key of a practice");
    for (const std::string_view name : {"Host", "REMOTE_ADDR", "LOCAL_PORT", "Content-Length", "Connection"})
      BOOST_TEST(seen.headers.find(name) == nullptr, name);
    BOOST_TEST(response.status == 207);
    BOOST_TEST(response.body == "{\"ok\":true}");
    BOOST_TEST(*response.headers.find("content-type") == "application/json");
    BOOST_TEST(*response.headers.find("Idempotent-Replayed") == "true");
  }
  BOOST_TEST(answered(client->perform({"GET", "/", {}, ""})).body == "{\"ok\":true}");
  BOOST_TEST(seen.body.empty());
  BOOST_TEST(answered(client->perform({"GET", "/a%0Ab", {}, ""})).status == 207);  // a line end in the path
}

BOOST_AUTO_TEST_CASE(a_base_url_may_have_a_path) {
  std::string seen;
  const auto server = serve([&](const base::HttpRequest& request) -> Answer {
    seen = request.target;
    return base::text_response(200, "");
  });
  answered(client_to(server->url() + "/engine/")->perform({"GET", "/healthz", {}, ""}));
  BOOST_TEST(seen == "/engine/healthz");
}

BOOST_AUTO_TEST_CASE(large_bodies_pass_up_to_the_bound_and_not_above) {
  std::atomic<int> calls{0};
  const auto server = serve([&](const base::HttpRequest& request) -> Answer {
    ++calls;
    return base::text_response(200, request.body);
  });
  const auto client = client_to(server->url());
  const std::string whole(Server::body_bytes_max, 'x');
  BOOST_TEST((answered(client->perform({"POST", "/", {}, whole})).body == whole));
  BOOST_TEST(calls == 1);
  const CallResult result = client->perform({"POST", "/", {}, whole + "x"});
  if (const auto* const response = std::get_if<base::HttpResponse>(&result))
    BOOST_TEST(response->status == 413);
  BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(a_dropped_request_is_a_broken_connection_to_the_client) {
  std::atomic<int> calls{0};
  const auto server = serve([&](const base::HttpRequest& request) -> Answer {
    ++calls;
    if (request.target == "/drop") return Drop{};
    return base::text_response(200, "here");
  });
  const auto client = client_to(server->url());
  BOOST_TEST(answered(client->perform({"GET", "/", {}, ""})).body == "here");
  BOOST_TEST((failed(client->perform({"POST", "/drop", {}, "body"})) == base::CallFailure::reset));
  BOOST_TEST(answered(client->perform({"GET", "/", {}, ""})).body == "here");
  BOOST_TEST(calls == 3);  // nobody tried twice
}

BOOST_AUTO_TEST_CASE(a_throwing_callback_tells_nothing_of_itself) {
  const auto server =
      serve([](const base::HttpRequest&) -> Answer { throw std::runtime_error("the secret"); });
  const base::HttpResponse response = answered(client_to(server->url())->perform({"GET", "/", {}, ""}));
  BOOST_TEST(response.status == 500);
  BOOST_TEST(response.body.find("secret") == std::string::npos);
  for (const base::Header& header : response.headers.list)
    BOOST_TEST(header.value.find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_an_error_that_names_it) {
  const auto server = serve([](const base::HttpRequest&) -> Answer { return Drop{}; });
  const auto second = Server::start({"127.0.0.1", server->port(), 1},
                                    [](const base::HttpRequest&) -> Answer { return Drop{}; });
  BOOST_REQUIRE(!second);
  BOOST_TEST(second.error().where == "127.0.0.1:" + std::to_string(server->port()));
  BOOST_TEST(second.error().text().find("in use") != std::string::npos);
  BOOST_TEST(!second.error().to_do.empty());
  BOOST_TEST(
      !Server::start({"127.0.0.1", 65'536, 1}, [](const base::HttpRequest&) -> Answer { return Drop{}; }));
}

BOOST_AUTO_TEST_CASE(a_server_stops_with_clients_connected_and_its_port_is_free_again) {
  auto server = serve([](const base::HttpRequest&) -> Answer { return base::text_response(200, ""); });
  const int port = server->port();
  const auto client = client_to(server->url());
  answered(client->perform({"GET", "/", {}, ""}));
  server->stop();
  server->stop();  // once is enough, twice is allowed
  BOOST_TEST((failed(client->perform({"GET", "/", {}, ""})) == base::CallFailure::refused));
  auto again = Server::start({"127.0.0.1", port, 1}, [](const base::HttpRequest&) -> Answer {
    return base::text_response(200, "again");
  });
  BOOST_REQUIRE_MESSAGE(again, (again ? std::string() : again.error().text()));
  BOOST_TEST(answered(client->perform({"GET", "/", {}, ""})).body == "again");
}

BOOST_AUTO_TEST_CASE(as_many_callbacks_run_at_once_as_there_are_threads) {
  constexpr int peers = 12;
  std::mutex mutex;
  std::condition_variable all_here;
  int here = 0;
  const auto server = serve(
      [&](const base::HttpRequest&) -> Answer {
        std::unique_lock lock(mutex);
        ++here;
        all_here.notify_all();
        const bool met = all_here.wait_for(lock, std::chrono::seconds(30), [&] { return here == peers; });
        return base::text_response(met ? 200 : 504, "");
      },
      peers);
  std::vector<std::future<int>> statuses;
  for (int i = 0; i < peers; ++i) {
    statuses.push_back(std::async(std::launch::async, [&] {
      const CallResult result = (*Client::to(server->url()))->perform({"GET", "/", {}, ""});
      const auto* const response = std::get_if<base::HttpResponse>(&result);
      return response == nullptr ? 0 : response->status;
    }));
  }
  for (auto& status : statuses)
    BOOST_TEST(status.get() == 200);
}

BOOST_AUTO_TEST_CASE(nobody_listening_means_refused) {
  int port = 0;
  {
    const auto server = serve([](const base::HttpRequest&) -> Answer { return Drop{}; });
    port = server->port();
  }
  const auto client = client_to("http://127.0.0.1:" + std::to_string(port));
  BOOST_TEST((failed(client->perform({"GET", "/", {}, ""})) == base::CallFailure::refused));
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_come_is_a_timeout_and_a_cancelled_call_a_reset) {
  std::promise<void> finish;
  const std::shared_future<void> finished = finish.get_future().share();
  std::promise<void> arrive;
  std::future<void> arrived = arrive.get_future();
  const auto server = serve([&](const base::HttpRequest& request) -> Answer {
    if (request.target == "/cancel") arrive.set_value();
    finished.wait();
    return base::text_response(200, "");
  });
  const auto hasty = client_to(server->url(), {base::seconds(5), base::milliseconds(50)});
  BOOST_TEST((failed(hasty->perform({"GET", "/slow", {}, ""})) == base::CallFailure::timeout));

  const auto patient = client_to(server->url());
  auto call = std::async(std::launch::async, [&] { return patient->perform({"GET", "/cancel", {}, ""}); });
  BOOST_REQUIRE((arrived.wait_for(std::chrono::seconds(30)) == std::future_status::ready));
  patient->cancel();
  BOOST_TEST((failed(call.get()) == base::CallFailure::reset));
  finish.set_value();
}

BOOST_AUTO_TEST_CASE(urls_are_taken_apart_or_refused) {
  const auto split = split_url("http://127.0.0.1:8080/a/b?c=1");
  BOOST_REQUIRE(split);
  BOOST_TEST(split->origin == "http://127.0.0.1:8080");
  BOOST_TEST(split->target == "/a/b?c=1");
  BOOST_TEST(split_url("http://localhost")->target == "/");
  BOOST_TEST(split_url("http://localhost?a=1")->target == "/?a=1");
  for (const std::string_view bad :
       {"", "127.0.0.1:80", "https://x", "http://", "http:///a", "http://x:", "http://x:99999", "http://x:8a",
        "http://:1", "http://a b", "http://user@host/", "ftp://x"})
    BOOST_TEST(!split_url(std::string(bad)), bad);
  BOOST_TEST(!split_url("http://x/" + std::string(2000, 'a')));
  BOOST_TEST(!Client::to("engine"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::serve

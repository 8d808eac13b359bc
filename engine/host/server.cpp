#include "engine/host/server.hpp"

#include "engine/workflow/replies.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include <httplib.h>

namespace articulator::host {
namespace {

constexpr std::size_t body_bytes_max = 16U * 1024 * 1024;
constexpr std::size_t connections_max = 32;  // a kept-alive connection holds its thread
constexpr std::size_t requests_a_connection_max = 1'000'000'000;
constexpr time_t idle_timeout_s = 5;
constexpr const char* anything = "[\\s\\S]*";

// The library puts the connection's addresses among the headers; the sender did not say them.
bool is_the_librarys(std::string_view header) {
  constexpr auto names =
      std::to_array<std::string_view>({"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"});
  return std::ranges::find(names, header) != names.end();
}

base::HttpRequest request_of(const httplib::Request& from, std::string body) {
  base::HttpRequest request{from.method, from.target, {}, std::move(body)};
  for (const auto& [name, value] : from.headers)
    if (!is_the_librarys(name)) request.headers.list.push_back({name, value});
  return request;
}

void write(httplib::Response& to, base::HttpResponse response) {
  to.status = response.status;
  for (const base::Header& header : response.headers.list)
    to.headers.emplace(header.name, header.value);
  to.body = std::move(response.body);
}

// Only SO_REUSEADDR: the library's SO_REUSEPORT would let two daemons share a port and hide that it is taken.
void set_reuse(socket_t socket) {
  int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

struct Server::State {
  std::function<base::HttpResponse(const base::HttpRequest&)> handler;
  httplib::Server http;
  std::mutex mutex;
  std::condition_variable idle;
  int under_way = 0;
  std::thread thread;

  base::HttpResponse handle(const base::HttpRequest& request) {
    const UnderWay counted(*this);
    return handler(request);
  }

  // For as long as it lives, also through an exception.
  struct UnderWay {
    explicit UnderWay(State& of) : state(of) {
      const std::lock_guard lock(state.mutex);
      ++state.under_way;
    }
    ~UnderWay() {
      const std::lock_guard lock(state.mutex);
      if (--state.under_way == 0) state.idle.notify_all();
    }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;
    State& state;
  };
};

Server::Server(std::function<base::HttpResponse(const base::HttpRequest&)> handle)
    : state_(std::make_unique<State>()) {
  state_->handler = std::move(handle);
  httplib::Server& http = state_->http;
  http.new_task_queue = [] { return new httplib::ThreadPool(connections_max); };
  http.set_socket_options(set_reuse);
  http.set_tcp_nodelay(true);
  http.set_payload_max_length(body_bytes_max);
  http.set_keep_alive_max_count(requests_a_connection_max);
  http.set_keep_alive_timeout(idle_timeout_s);
  http.Get(anything, [this](const httplib::Request& request, httplib::Response& response) {
    write(response, state_->handle(request_of(request, {})));
  });
  // Read as it comes: the library's own reading would take form bodies apart, and signatures are over bytes.
  http.Post(anything, [this](const httplib::Request& request, httplib::Response& response,
                             const httplib::ContentReader& read) {
    std::string body;
    const bool whole = read([&body](const char* data, std::size_t length) {
      body.append(data, length);
      return body.size() <= body_bytes_max;
    });
    if (whole) return write(response, state_->handle(request_of(request, std::move(body))));
    if (response.status < 400) response.status = 400;
  });
  // What the library refuses by itself gets a sentence too; what a handler throws does not leak.
  http.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;
    const std::string status = std::to_string(response.status);
    write(response,
          workflow::error_reply(response.status, {"", "the request was refused with status " + status,
                                                  "see the engine contract for what is understood"}));
  });
  http.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    write(response, workflow::error_reply(500, {"", "the engine met an error of its own", "see its log"}));
  });
}

Server::~Server() {
  stop();
  if (state_->thread.joinable()) state_->thread.join();
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

base::Expected<int> Server::start(const std::string& host, int port) {
  if (!is_loopback(host))
    return base::failure(host, "is not this machine's own address, and the engine speaks plain HTTP",
                         "listen on 127.0.0.1 and put a TLS proxy in front");
  const std::string where = host + ":" + std::to_string(port);
  const int bound = port == 0                               ? state_->http.bind_to_any_port(host)
                    : state_->http.bind_to_port(host, port) ? port
                                                            : -1;
  if (bound <= 0)
    return base::failure(where, "cannot be listened on, most likely since another program does",
                         "end that program, or give another port (0 picks a free one)");
  state_->thread = std::thread([this] { state_->http.listen_after_bind(); });
  // The library passes over a stop that comes before it has begun.
  while (!state_->http.is_running())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return bound;
}

void Server::stop() {
  state_->http.stop();
  std::unique_lock lock(state_->mutex);
  state_->idle.wait(lock, [this] { return state_->under_way == 0; });
}

}  // namespace articulator::host

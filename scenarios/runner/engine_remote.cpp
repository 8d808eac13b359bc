#include "scenarios/runner/engine_remote.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/engine_process.hpp"
#include "scenarios/runner/tls_bench.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/server.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

// An engine that is idle but wants to be called at once again, so often in a row, never is idle.
constexpr int calls_an_instant_max = 1000;
constexpr std::size_t answer_shown_max = 200;
constexpr std::size_t name_max = 100;
// An engine that dies of the same request again and again is not brought back to life for ever.
constexpr int lives_a_request_max = 5;
constexpr std::string_view webhooks_path = "/webhooks/";

std::string shown(const world::Outcome& outcome) {
  if (const auto* failure = std::get_if<base::CallFailure>(&outcome))
    return std::string(base::word(*failure));
  const auto& response = std::get<base::HttpResponse>(outcome);
  return fmt::format("HTTP {} {}", response.status, response.body.substr(0, answer_shown_max));
}

bool succeeded(const world::Outcome& outcome) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  return response && response->status >= 200 && response->status < 300;
}

// The time.
bool cannot_be_told(const world::Outcome& outcome) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  return response && (response->status == 404 || response->status == 501);
}

base::HttpRequest post(std::string target, std::string body) {
  base::HttpRequest request{"POST", std::move(target), {}, std::move(body)};
  request.headers.set("Content-Type", "application/json");
  return request;
}

}  // namespace

struct RemoteEngine::Impl {
  struct Node {
    std::string name;
    std::string origin;
    std::unique_ptr<serve::Server> server;
    bool tls = false;
    world::Certificate shown = world::Certificate::good;
  };

  std::string url;
  RemoteOptions options;
  std::unique_ptr<EngineProcess> process;  // ends after the client is gone
  std::unique_ptr<serve::Client> client;
  // Whoever holds it may use the world. The world's thread holds it from attach to detach, but for its own
  // calls.
  std::mutex mutex;
  std::unique_lock<std::mutex> lock{mutex, std::defer_lock};
  world::World* world = nullptr;
  std::unique_ptr<TlsBench> tls;  // null: nobody is behind TLS
  std::map<std::string, Node> nodes;
  std::optional<base::Instant> next;
  std::optional<base::Error> trouble;  // the engine is of no more use in this run
  Transcript* transcript = nullptr;
  std::chrono::steady_clock::time_point begun;  // of this run
  base::Instant begun_at;                       // in virtual time
  std::condition_variable served;               // a call was
  std::size_t calls_served = 0;
  bool keeps_own_time = false;  // it cannot be told
  std::size_t calls = 0;        // since it was asked
  // It has said that it is idle, and nothing was said to it since: whatever it calls now, it should have
  // waited for. Read by a server's thread before that has the world.
  std::atomic<bool> idle = false;
  base::Instant called_last;
  int calls_at_that_instant = 0;

  // With the world in hand.
  void note(Utterance utterance) {
    if (transcript && transcript->size() < utterances_max) transcript->push_back(std::move(utterance));
  }

  // Each server behind TLS shows what the world's faults say. With the world in hand.
  void show_certificates() {
    for (auto& [key, node] : nodes) {
      if (!node.tls) continue;
      const world::Certificate wanted = world->faults().certificate_of(node.name, world->now());
      if (wanted == node.shown) continue;
      if (const auto shown = node.server->show(tls->identity(wanted)); !shown) trouble = shown.error();
      node.shown = wanted;
    }
  }

  // With the world in the hands of the servers' threads.
  template <typename Work>
  auto while_serving(const Work& work) {
    const bool held = lock.owns_lock();
    if (held) lock.unlock();
    auto result = work();
    if (held) lock.lock();
    return result;
  }

  world::Outcome perform(const base::HttpRequest& request) {
    calls = 0;
    if (request.method != "GET") idle = false;  // a question is no reason to act
    return while_serving([&] { return client->perform(request); });
  }

  // Whether an engine that did not answer lives again.
  bool revive() {
    return options.revive && while_serving([&] { return options.revive(); });
  }

  // The same, made again as long as the engine dies of it and can be brought back to life.
  world::Outcome perform_surely(const base::HttpRequest& request) {
    world::Outcome outcome = perform(request);
    for (int lives = 0; lives < lives_a_request_max; ++lives) {
      if (std::holds_alternative<base::HttpResponse>(outcome) || !revive()) break;
      outcome = perform(request);
    }
    return outcome;
  }

  // What it is where time flows by itself.
  [[nodiscard]] base::Instant flown() const {
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    return begun_at + base::Duration{elapsed.count() * options.rate / 1000};
  }

  bool pass(Moment moment, base::Instant now, const base::HttpRequest& request) const {
    return !options.on_passage || options.on_passage({moment, now, request});
  }

  serve::Answer serve(const Node& node, const base::HttpRequest& request) {
    const bool late = idle && options.rate == 0;
    const std::scoped_lock turn(mutex);
    if (late && world) {
      trouble = error(fmt::format("the engine said that it was idle at {} and went on to call {} {}",
                                  base::format_instant(called_last), request.method, request.target));
      return serve::Drop{};
    }
    if (options.calls_max > 0 && ++calls > options.calls_max) {
      trouble = error(fmt::format("the engine made more than {} calls at once", options.calls_max));
      return serve::Drop{};
    }
    if (!world || !pass(Moment::call_arrived, world->now(), request)) return serve::Drop{};
    if (options.rate > 0) world->let_pass(flown());
    ++calls_served;
    served.notify_all();
    note({UtteranceKind::call, world->now(), node.origin, request, {}, {}, {}});
    world::Outcome outcome = world->exchange(node.origin, request);
    pass(Moment::call_carried_out, world->now(), request);
    if (auto* response = std::get_if<base::HttpResponse>(&outcome)) return std::move(*response);
    return serve::Drop{};
  }

  [[nodiscard]] base::Error error(std::string what) const {
    return {url, std::move(what), "see the engine's own log"};
  }
};

base::Expected<std::unique_ptr<RemoteEngine>> RemoteEngine::reach(const std::string& url,
                                                                  const RemoteOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->url = url;
  impl->options = options;
  auto client = serve::Client::to(url, {options.connect_timeout, options.answer_timeout});
  if (!client) return std::unexpected(client.error());
  impl->client = std::move(*client);
  const world::Outcome health = impl->perform({"GET", "/healthz", {}, {}});
  if (!succeeded(health))
    return base::failure(url, "no healthy engine answers there (GET /healthz: " + shown(health) + ")",
                         "start it, or correct the URL");
  return std::unique_ptr<RemoteEngine>(new RemoteEngine(std::move(impl)));
}

base::Expected<std::unique_ptr<RemoteEngine>> RemoteEngine::launch(const std::string& executable,
                                                                   const RemoteOptions& options) {
  auto process = EngineProcess::start(executable);
  if (!process) return std::unexpected(process.error());
  auto engine = reach((*process)->url(), options);
  if (engine) (*engine)->impl_->process = std::move(*process);
  return engine;
}

RemoteEngine::RemoteEngine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RemoteEngine::~RemoteEngine() {
  detach();
  impl_->nodes.clear();  // no callback after this
}

base::Expected<std::string> RemoteEngine::address_of(const std::string& node, const std::string& origin,
                                                     bool tls) {
  Impl& impl = *impl_;
  if (tls && !impl.tls) {
    auto made = TlsBench::make();
    if (!made) return std::unexpected(made.error());
    impl.tls = *std::move(made);
  }
  Impl::Node& place = impl.nodes[node + (tls ? " behind TLS" : "")];
  {
    const std::scoped_lock turn(impl.mutex);
    place.name = node;
    place.origin = origin;
    place.tls = tls;
  }
  if (!place.server) {
    serve::ServerOptions options;
    if (tls) options.tls = impl.tls->identity(world::Certificate::good);
    auto server = serve::Server::start(
        options, [&impl, &place](const base::HttpRequest& request) { return impl.serve(place, request); });
    if (!server) return std::unexpected(server.error());
    place.server = std::move(*server);
  }
  return place.server->url();
}

TlsFiles RemoteEngine::tls_files() const {
  return impl_->tls ? impl_->tls->files() : TlsFiles{};
}

void RemoteEngine::attach(world::World& world) {
  impl_->lock.lock();
  impl_->world = &world;
  impl_->next.reset();
  impl_->trouble.reset();
  impl_->calls_at_that_instant = 0;
  impl_->idle = false;
  impl_->begun = std::chrono::steady_clock::now();
  impl_->begun_at = world.now();
  impl_->keeps_own_time = false;
  impl_->show_certificates();
  world.bind(*this);
}

void RemoteEngine::detach() {
  if (!impl_->lock.owns_lock()) return;
  impl_->world = nullptr;
  impl_->lock.unlock();
}

base::Expected<void> RemoteEngine::start(const std::string& bench, base::Instant now) {
  const world::Outcome outcome = impl_->perform(post("/v1/bench", bench));
  std::optional<base::Error> trouble;
  if (!succeeded(outcome))
    trouble = impl_->error("the engine does not take its bench description (" + shown(outcome) + ")");
  impl_->note({UtteranceKind::bench, now, {}, {}, {}, {}, trouble});
  if (trouble) return std::unexpected(*trouble);
  impl_->next = now;
  return {};
}

world::Outcome RemoteEngine::get(const base::HttpRequest& request) {
  const base::Instant asked = impl_->world ? impl_->world->now() : base::Instant{};
  world::Outcome outcome = impl_->perform_surely(request);
  if (impl_->world) impl_->note({UtteranceKind::page, asked, {}, request, outcome, {}, {}});
  return outcome;
}

world::Outcome RemoteEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  impl_->show_certificates();
  const bool webhook = request.target.starts_with(webhooks_path);
  impl_->pass(Moment::before_delivery, now, request);
  world::Outcome outcome = webhook ? impl_->perform(request) : impl_->perform_surely(request);
  const bool answered = std::holds_alternative<base::HttpResponse>(outcome);
  if (answered) impl_->pass(Moment::after_delivery, now, request);
  if (!answered && !(webhook && impl_->revive()))
    impl_->trouble = impl_->error(
        fmt::format("the engine does not answer {} {} ({})", request.method, request.target, shown(outcome)));
  impl_->next = now;  // it may have found something to do
  impl_->note({UtteranceKind::delivered, now, {}, request, outcome, {}, {}});
  return outcome;
}

bool RemoteEngine::wait_until(base::Instant next) {
  Impl& impl = *impl_;
  if (impl.options.rate == 0 || impl.flown() >= next) return true;
  const std::size_t before = impl.calls_served;
  const auto wall = std::chrono::microseconds{(next - impl.begun_at).count() * 1000 / impl.options.rate + 1};
  impl.served.wait_until(impl.lock, impl.begun + wall, [&] { return impl.calls_served != before; });
  if (impl.calls_served == before) return true;
  impl.note({UtteranceKind::waited, next, {}, {}, {}, {}, {}});
  return false;
}

base::Expected<void> RemoteEngine::clock(base::Instant now) {
  auto followed = follow(now);
  impl_->note({UtteranceKind::clock,
               now,
               {},
               {},
               {},
               impl_->next,
               followed ? std::nullopt : std::optional(followed.error())});
  return followed;
}

base::Expected<void> RemoteEngine::follow(base::Instant now) {
  Impl& impl = *impl_;
  if (impl.trouble) return std::unexpected(*impl.trouble);
  const base::Duration limit = impl.options.run_timeout;
  if (limit.count() > 0 && std::chrono::steady_clock::now() - impl.begun > limit)
    return std::unexpected(impl.error(
        fmt::format("the engine has had {} for this run and is not done", base::format_duration(limit))));
  if (impl.keeps_own_time) {
    impl.next.reset();
    return {};
  }
  impl.calls_at_that_instant = now == impl.called_last ? impl.calls_at_that_instant + 1 : 0;
  impl.called_last = now;
  if (impl.calls_at_that_instant > calls_an_instant_max)
    return std::unexpected(impl.error("the engine is never idle at " + base::format_instant(now)));
  impl.show_certificates();
  std::string body;
  base::JsonWriter(body).begin_object().member("now", now).end_object();
  const base::HttpRequest request = post("/v1/clock", std::move(body));
  impl.pass(Moment::before_clock, now, request);
  const world::Outcome outcome = impl.perform_surely(request);
  impl.keeps_own_time = impl.options.rate > 0 && cannot_be_told(outcome);
  if (impl.keeps_own_time) {
    impl.next.reset();
    return {};
  }
  if (!succeeded(outcome))
    return std::unexpected(
        impl.error("the engine does not follow the clock (POST /v1/clock: " + shown(outcome) + ")"));
  impl.pass(Moment::after_clock, now, request);
  base::JsonParser parser;
  const auto document = parser.parse(std::get<base::HttpResponse>(outcome).body);
  base::ObjectReader reader(document ? *document : base::JsonValue(), "");
  const base::Instant said = reader.instant("now");
  const std::optional<base::Instant> next = reader.optional_instant("next");
  if (reader.error())
    return std::unexpected(
        impl.error("the answer to POST /v1/clock is malformed: " + reader.error()->text()));
  if (said != now)
    return std::unexpected(impl.error(fmt::format("the engine's clock shows {} where {} was posted",
                                                  base::format_instant(said), base::format_instant(now))));
  if (impl.trouble) return std::unexpected(*impl.trouble);
  impl.idle = true;
  impl.next = next;
  return {};
}

void RemoteEngine::answered(std::uint64_t /*call*/, world::Outcome /*outcome*/, base::Instant /*now*/) {}
std::vector<world::EngineCall> RemoteEngine::take_calls() {
  return {};
}
std::optional<base::Instant> RemoteEngine::next_due() const {
  return impl_->next;
}

void RemoteEngine::record(Transcript* into) {
  impl_->transcript = into;
}

bool RemoteEngine::while_serving(const std::function<bool()>& work) {
  return impl_->while_serving(work);
}

Capabilities RemoteEngine::capabilities() {
  const world::Outcome outcome = impl_->perform({"GET", "/v1/capabilities", {}, {}});
  if (!succeeded(outcome)) return {};
  base::JsonParser parser;
  const auto document = parser.parse(std::get<base::HttpResponse>(outcome).body);
  base::ObjectReader reader(document ? *document : base::JsonValue(), "");
  Capabilities said{reader.text_or("engine", ""), {}};
  if (const std::string version = reader.text_or("version", ""); !version.empty())
    said.engine += " " + version;
  said.engine.resize(std::min(said.engine.size(), name_max));
  if (reader.has("requirements")) said.requirements = reader.texts_or_none("requirements");
  return reader.error() ? Capabilities() : said;
}

}  // namespace articulator::runner

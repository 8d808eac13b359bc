#include "engine/host/daemon.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/host/audit_pages.hpp"
#include "engine/host/contract.hpp"
#include "engine/host/wall_clock.hpp"
#include "engine/workflow/capabilities.hpp"
#include "engine/workflow/replies.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace articulator::host {
namespace {

using workflow::error_reply;

constexpr std::size_t clock_bytes_max = 1024;
constexpr int steps_a_clock_max =
    1'000'000;  // an engine that never comes to rest is a defect, not a reason to hang

base::Expected<model::Bench> parse_bench(const std::string& json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  return model::read_bench(*document);
}

base::Expected<base::Instant> parse_clock(const std::string& json) {
  if (json.size() > clock_bytes_max)
    return base::failure("", "the body is longer than 1 KiB", "send {\"now\": instant}");
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader reader(*document, "");
  const base::Instant now = reader.instant("now");
  if (reader.error()) return std::unexpected(*reader.error());
  return now;
}

std::string clock_reply(base::Instant now, std::optional<base::Instant> next) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object().key("next");
  next ? w.instant(*next) : w.null();
  w.member("now", now).end_object();
  return out;
}

}  // namespace

struct Daemon::State {
  DaemonOptions options;
  std::mutex clock_mutex;  // one clock at a time; taken before `mutex`
  std::mutex mutex;        // everything below
  std::condition_variable changed;
  Store store;
  std::optional<std::string> bench;
  std::unique_ptr<workflow::Engine> engine;
  std::unique_ptr<AuditPages> audit_pages;  // of that engine
  base::Instant now;
  std::deque<workflow::Call> pending;
  std::uint64_t generation = 0;       // of the bench: answers to an earlier one's calls are nobody's
  std::optional<base::Error> broken;  // the store fails: nothing more may happen
  bool stopping = false;
  std::vector<std::thread> threads;

  State(Store with, DaemonOptions given) : options(std::move(given)), store(std::move(with)) {}

  base::Expected<void> recover();
  base::Expected<void> make_engine(base::Instant at);
  base::Expected<void> take_bench(const std::string& json);
  std::optional<base::HttpResponse> step(What what);
  bool commit();
  void advance_to_wall();

  base::HttpResponse post_bench(const std::string& json);
  base::HttpResponse post_clock(const std::string& json);
  base::HttpResponse post(const base::HttpRequest& request);
  base::HttpResponse get(const base::HttpRequest& request);
  std::optional<base::HttpResponse> not_ready() const;

  void run_timer();
  void run_worker();
};

// The step that all else is made of: into the store, through the engine, its calls into the store and the
// queue.
std::optional<base::HttpResponse> Daemon::State::step(What what) {
  store.add_input(now, encode(what));
  const auto* answer = std::get_if<workflow::Answer>(&what);
  if (answer) store.call_done(answer->call);
  workflow::Outputs outputs = engine->step({now, std::move(what)});
  for (workflow::Call& call : outputs.calls) {
    store.add_call(call);
    pending.push_back(std::move(call));
  }
  return std::move(outputs.reply);
}

bool Daemon::State::commit() {
  if (auto kept = store.commit(); !kept && !broken) broken = kept.error();
  return !broken;
}

base::Expected<void> Daemon::State::make_engine(base::Instant at) {
  auto read = parse_bench(*bench);
  if (!read) return std::unexpected(read.error());
  std::optional<audit::SigningKey> key = options.audit_key;
  if (!key && options.time == Time::lockstep) key = audit::bench_key(read->seed);
  if (options.know) options.know(*read);
  auto made = workflow::Engine::make(std::move(*read), at, options.connectors, options.limits);
  if (!made) return std::unexpected(made.error());
  engine = std::move(*made);
  audit_pages = std::make_unique<AuditPages>(std::move(key));
  now = at;
  return {};
}

base::Expected<void> Daemon::State::recover() {
  bench = store.bench();
  const std::optional<base::Instant> began = store.began();
  if (!bench || !began) return {};
  if (auto made = make_engine(*began); !made) return made;
  std::map<workflow::CallId, std::string> open;  // as the engine has it, to hold against the store's
  bool goes_back = false;
  auto read = store.each_input([&](base::Instant at, const What& what) {
    if (at < now) {
      goes_back = true;
      return false;
    }
    now = at;
    if (const auto* answer = std::get_if<workflow::Answer>(&what)) open.erase(answer->call);
    for (const workflow::Call& call : engine->step({at, what}).calls)
      open.emplace(call.id, encode_request(call.request));
    return true;
  });
  if (!read) return read;
  if (goes_back || open != store.open_calls())
    return base::failure("the store", "this build's engine does not come to where the store was left",
                         "use the build that wrote it, or give another --store");
  if (options.time == Time::real) now = std::max(now, wall_clock());
  for (const auto& [call, request] : open)
    step(workflow::Answer{call, base::CallFailure::timeout});
  return store.commit();
}

base::Expected<void> Daemon::State::take_bench(const std::string& json) {
  // Tried before anything is forgotten.
  auto read = parse_bench(json);
  if (!read) return std::unexpected(read.error());
  auto tried = workflow::Engine::make(std::move(*read), {}, options.connectors, options.limits);
  if (!tried) return std::unexpected(tried.error());
  if (auto kept = store.reset(json); !kept) return kept;
  bench = json;
  engine.reset();
  pending.clear();
  now = {};
  ++generation;
  if (options.time == Time::lockstep) return {};
  const base::Instant wall = wall_clock();
  if (auto made = make_engine(wall); !made) return made;
  store.begin(wall);
  return store.commit();
}

std::optional<base::HttpResponse> Daemon::State::not_ready() const {
  if (broken) return error_reply(503, *broken);
  if (!bench) return error_reply(409, {"", "there is no bench yet", "POST /v1/bench first"});
  if (!engine) return error_reply(409, {"", "the time is not known yet", "POST /v1/clock first"});
  return std::nullopt;
}

base::HttpResponse Daemon::State::post_bench(const std::string& json) {
  const std::lock_guard lock(mutex);
  if (broken) return error_reply(503, *broken);
  if (auto taken = take_bench(json); !taken) return error_reply(400, taken.error());
  changed.notify_all();
  return base::json_response(200, R"({"ready":true})");
}

base::HttpResponse Daemon::State::post_clock(const std::string& json) {
  if (options.time == Time::real)
    return error_reply(409,
                       {"/v1/clock", "this engine goes by the wall clock", "start it with --time lockstep"});
  const auto told = parse_clock(json);
  if (!told) return error_reply(400, told.error());
  const std::lock_guard one_clock(clock_mutex);
  std::unique_lock lock(mutex);
  if (broken) return error_reply(503, *broken);
  if (!bench) return *not_ready();
  if (!engine) {
    if (auto made = make_engine(*told); !made) return error_reply(500, made.error());
    store.begin(*told);
  }
  if (*told < now)
    return error_reply(400, {"/now", "is before " + base::format_instant(now) + ", which it was already",
                             "tell a time that does not go back"});
  now = *told;
  const std::uint64_t mine = generation;
  for (int steps = 0; steps < steps_a_clock_max; ++steps) {
    if (!pending.empty()) {
      // What was asked for is on disk before it is done.
      if (!commit()) return error_reply(503, *broken);
      const workflow::Call call = std::move(pending.front());
      pending.pop_front();
      lock.unlock();
      Outcome outcome = options.perform(call);
      lock.lock();
      if (generation != mine)
        return error_reply(409, {"/v1/bench", "a new bench came meanwhile", "tell the time again"});
      step(workflow::Answer{call.id, std::move(outcome)});
      continue;
    }
    const std::optional<base::Instant> next = engine->next_due();
    if (next && *next <= now) {
      step(workflow::Due{});
      continue;
    }
    if (!commit()) return error_reply(503, *broken);
    return base::json_response(200, clock_reply(now, next));
  }
  return error_reply(500, {"/v1/clock", "the engine does not come to rest", "report this as a defect"});
}

// In real time the clock moves with each message; in lockstep it stands where it was told.
void Daemon::State::advance_to_wall() {
  if (options.time == Time::real) now = std::max(now, wall_clock());
}

base::HttpResponse Daemon::State::post(const base::HttpRequest& request) {
  const std::lock_guard lock(mutex);
  if (auto reply = not_ready()) return std::move(*reply);
  advance_to_wall();
  auto reply = step(workflow::Request{request});
  if (!commit()) return error_reply(503, *broken);
  changed.notify_all();
  return std::move(*reply);
}

base::HttpResponse Daemon::State::get(const base::HttpRequest& request) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path == "/v1/capabilities") return base::json_response(200, workflow::capabilities_json());
  if (path == "/openapi.json") return base::json_response(200, std::string(contract::openapi));
  const std::lock_guard lock(mutex);
  if (path == "/healthz")
    return broken ? error_reply(503, *broken) : base::json_response(200, R"({"ready":true})");
  if (auto reply = not_ready()) return std::move(*reply);
  if (engine->refuses(request)) {
    // On record, so a step like any other.
    advance_to_wall();
    auto reply = step(workflow::Request{request});
    if (!commit()) return error_reply(503, *broken);
    changed.notify_all();
    return std::move(*reply);
  }
  const base::Instant time = options.time == Time::real ? std::max(now, wall_clock()) : now;
  if (auto reply = audit_pages->answer(request, engine->audit(), time)) return std::move(*reply);
  return engine->query(request);
}

void Daemon::State::run_timer() {
  std::unique_lock lock(mutex);
  while (!stopping) {
    const std::optional<base::Instant> next = engine && !broken ? engine->next_due() : std::nullopt;
    if (!next) {
      changed.wait(lock);
      continue;
    }
    const base::Duration left = *next - wall_clock();
    if (left > base::Duration{0}) {
      changed.wait_for(lock, left);
      continue;
    }
    advance_to_wall();
    step(workflow::Due{});
    commit();
    changed.notify_all();
  }
}

void Daemon::State::run_worker() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return stopping || (!pending.empty() && !broken); });
    if (stopping) return;
    const workflow::Call call = std::move(pending.front());
    pending.pop_front();
    const std::uint64_t mine = generation;
    lock.unlock();
    Outcome outcome = options.perform(call);
    lock.lock();
    // Stopped meanwhile: the outcome may be the stop's own doing, so it is left open and resolved at the next
    // start.
    if (stopping) return;
    if (generation != mine || broken) continue;
    advance_to_wall();
    step(workflow::Answer{call.id, std::move(outcome)});
    commit();
    changed.notify_all();
  }
}

Daemon::Daemon(std::unique_ptr<State> state) : state_(std::move(state)) {}

base::Expected<std::unique_ptr<Daemon>> Daemon::open(Store store, DaemonOptions options) {
  auto state = std::make_unique<State>(std::move(store), std::move(options));
  if (auto recovered = state->recover(); !recovered) return std::unexpected(recovered.error());
  State& running = *state;
  if (running.options.time == Time::real) {
    running.threads.emplace_back([&running] { running.run_timer(); });
    for (std::size_t n = 0; n < running.options.workers; ++n)
      running.threads.emplace_back([&running] { running.run_worker(); });
  }
  return std::unique_ptr<Daemon>(new Daemon(std::move(state)));
}

Daemon::~Daemon() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->changed.notify_all();
  }
  for (std::thread& thread : state_->threads)
    thread.join();
}

base::Expected<void> Daemon::configure(const std::string& bench_json) {
  const std::lock_guard lock(state_->mutex);
  if (state_->bench == bench_json) return {};
  if (state_->bench)
    return base::failure("the store", "was begun with another bench",
                         "give another --store, or the bench it was begun with");
  auto taken = state_->take_bench(bench_json);
  state_->changed.notify_all();
  return taken;
}

base::HttpResponse Daemon::handle(const base::HttpRequest& request) {
  if (request.method == "GET") return state_->get(request);
  if (request.method != "POST")
    return error_reply(405, {request.target, "only GET and POST are understood", "see the engine contract"});
  if (request.target == "/v1/bench") return state_->post_bench(request.body);
  if (request.target == "/v1/clock") return state_->post_clock(request.body);
  return state_->post(request);
}

}  // namespace articulator::host

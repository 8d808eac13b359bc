#include "property_tests/mutants/mutant_host.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/host/caller.hpp"
#include "engine/host/daemon.hpp"
#include "engine/host/server.hpp"
#include "engine/host/store.hpp"
#include "property_tests/mutants/mutant_engine.hpp"

#include <charconv>
#include <deque>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::mutants {
namespace {

constexpr std::string_view audit_page = "/v1/audit";

bool is_audit_page(const base::HttpRequest& request) {
  return request.method == "GET" && request.target.substr(0, request.target.find('?')) == audit_page;
}

// "/v1/audit?after=N"; nothing or nonsense: from the start.
std::uint64_t after_of(const std::string& target) {
  constexpr std::string_view key = "after=";
  const std::size_t at = target.find(key);
  std::uint64_t after = 0;
  if (at != std::string::npos)
    std::from_chars(target.data() + at + key.size(), target.data() + target.size(), after);
  return after;
}

std::optional<base::Instant> clock_of(const base::HttpRequest& request) {
  base::JsonParser parser;
  const auto document = parser.parse(request.body);
  base::ObjectReader reader(document ? *document : base::JsonValue(), "");
  const base::Instant now = reader.instant("now");
  return reader.error() ? std::nullopt : std::optional(now);
}

base::HttpResponse response_of(world::Outcome outcome) {
  if (auto* response = std::get_if<base::HttpResponse>(&outcome)) return std::move(*response);
  return base::HttpResponse{503, {}, {}};
}

// The engine's audit as it would have it: read as it grows, meddled with, and numbered anew.
class MeddledAudit {
 public:
  using Read = std::function<base::HttpResponse(std::uint64_t after)>;
  using Meddle = std::function<bool(runner::AuditRecord&)>;

  base::HttpResponse page(std::uint64_t after, const Read& read, const Meddle& meddle) {
    for (;;) {
      const base::HttpResponse more = read(seen_);
      if (more.status != 200) return more;
      if (more.body.empty()) break;
      take(more.body, meddle);
    }
    std::string body;
    for (std::size_t n = after; n < lines_.size() && n < after + lines_max; ++n)
      body += lines_[n];
    base::HttpResponse response{200, {}, std::move(body)};
    response.headers.set("Content-Type", "application/x-ndjson");
    return response;
  }

 private:
  static constexpr std::size_t lines_max = 10'000;

  void take(std::string_view text, const Meddle& meddle) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      take_line(text.substr(0, end), meddle);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void take_line(std::string_view line, const Meddle& meddle) {
    ++seen_;
    base::JsonParser parser;
    const auto document = parser.parse(line);
    base::ObjectReader reader(document ? *document : base::JsonValue(), "");
    const std::string practice = reader.text_or("practice", "");
    const std::string actor = reader.text_or("actor", "");
    const std::string action = reader.text_or("action", "");
    const std::string case_id = reader.text_or("case_id", "");
    const auto value = reader.value("data");
    const std::string data = value ? value->dump() : "{}";
    const std::string correlation = reader.text_or("correlation", "");
    runner::AuditRecord record{seen_, reader.instant("at"), practice, actor, action, case_id,
                               data,  correlation};
    if (!meddle(record)) return;
    std::string out;
    base::JsonWriter w(out);
    w.begin_object().member("sequence", static_cast<std::int64_t>(lines_.size() + 1)).member("at", record.at);
    w.member("practice", record.practice).member("actor", record.actor).member("action", record.action);
    w.member("case_id", record.case_id).key("data").raw(record.data);
    w.member("correlation", record.correlation).end_object();
    lines_.push_back(out + "\n");
  }

  std::uint64_t seen_ = 0;  // of the engine's own
  std::deque<std::string> lines_;
};

}  // namespace

struct MutantHost::State {
  const Mutant& mutant;
  host::Caller caller;
  std::mutex mutex;  // what is below, and never while the engine or a peer is waited for
  Meddling meddling;
  MeddledAudit audit;
  base::Instant now;
  std::unique_ptr<host::Daemon> daemon;
  std::unique_ptr<host::Server> server;
  std::string url;

  explicit State(const Mutant& which) : mutant(which), meddling(which.meddle()) {}

  base::HttpResponse handle(const base::HttpRequest& request) {
    if (request.target == "/v1/bench") return take_bench(request);
    if (request.target == "/v1/clock") {
      if (const auto told = clock_of(request)) {
        const std::scoped_lock lock(mutex);
        now = *told;
      }
      return daemon->handle(request);
    }
    if (is_audit_page(request) && meddling.audit) return read_audit(request);
    return pass_on(request);
  }

  base::HttpResponse take_bench(base::HttpRequest request) {
    {
      const std::scoped_lock lock(mutex);
      meddling = mutant.meddle();
      audit = {};
      if (meddling.bench) meddling.bench(request.body);
    }
    return daemon->handle(request);
  }

  base::HttpResponse read_audit(const base::HttpRequest& request) {
    const std::scoped_lock lock(mutex);
    const auto read = [&](std::uint64_t after) {
      base::HttpRequest own = request;
      own.target = std::string(audit_page) + "?after=" + std::to_string(after);
      return daemon->handle(own);
    };
    return audit.page(after_of(request.target), read, meddling.audit);
  }

  base::HttpResponse pass_on(base::HttpRequest request) {
    {
      const std::scoped_lock lock(mutex);
      if (meddling.before_request)
        if (auto answer = meddling.before_request(request, now)) return response_of(std::move(*answer));
    }
    world::Outcome reply = daemon->handle(request);
    const std::scoped_lock lock(mutex);
    if (meddling.after_request) meddling.after_request(request, reply);
    return response_of(std::move(reply));
  }

  // Calls are made one after the other here, so what is sent besides goes right after what it came of.
  host::Outcome perform(const workflow::Call& asked) {
    world::EngineCall call{asked.id, asked.origin, asked.request, asked.timeout};
    Instead instead;
    {
      const std::scoped_lock lock(mutex);
      if (meddling.before_call) meddling.before_call(call, instead);
    }
    world::Outcome outcome = instead.told.value_or(base::CallFailure::timeout);
    if (!instead.not_sent) outcome = send(call);
    for (const world::EngineCall& one : instead.also)
      send(one);
    std::vector<world::EngineCall> also;
    if (!instead.not_sent && meddling.after_call) {
      const std::scoped_lock lock(mutex);
      meddling.after_call(call, outcome, also);
    }
    for (const world::EngineCall& one : also)
      send(one);
    return outcome;
  }
  world::Outcome send(const world::EngineCall& call) {
    return caller.perform({call.id, call.origin, call.request, call.timeout});
  }
};

base::Expected<std::unique_ptr<MutantHost>> MutantHost::start(const Mutant& mutant, const std::string& host,
                                                              int port) {
  auto state = std::make_unique<State>(mutant);
  State& running = *state;
  auto store = host::Store::open(":memory:");
  if (!store) return std::unexpected(store.error());
  host::DaemonOptions options;
  options.connectors = runner::known_connectors();
  options.perform = [&running](const workflow::Call& call) { return running.perform(call); };
  options.know = [&running](const model::Bench& bench) { running.caller.know(bench); };
  auto daemon = host::Daemon::open(std::move(*store), std::move(options));
  if (!daemon) return std::unexpected(daemon.error());
  state->daemon = std::move(*daemon);
  state->server = std::make_unique<host::Server>(
      [&running](const base::HttpRequest& request) { return running.handle(request); });
  const auto listens = state->server->start(host, port);
  if (!listens) return std::unexpected(listens.error());
  state->url = "http://" + host + ":" + std::to_string(*listens);
  return std::unique_ptr<MutantHost>(new MutantHost(std::move(state)));
}

MutantHost::MutantHost(std::unique_ptr<State> state) : state_(std::move(state)) {}

MutantHost::~MutantHost() {
  state_->caller.stop();
  state_->server->stop();
}

std::string MutantHost::url() const {
  return state_->url;
}

}  // namespace articulator::mutants

#include "scenarios/runner/engine_in_process.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/channel/email/purchase.hpp"
#include "engine/connect/connectors.hpp"
#include "engine/model/bench.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {

workflow::Connectors known_connectors() {
  return {connect::make_pms, connect::make_lab, connect::make_channel, connect::make_model,
          connect::make_supplier};
}

base::Expected<std::string> InProcessEngine::address_of(const std::string& /*node*/,
                                                        const std::string& origin, bool /*tls*/) {
  return origin;
}

void InProcessEngine::attach(world::World& world) {
  world.bind(*this);
}
void InProcessEngine::detach() {
  engine_.reset();
  former_.clear();
}

base::Expected<void> InProcessEngine::start(const std::string& bench, base::Instant now) {
  calls_.clear();
  inputs_.clear();
  former_.clear();
  unanswered_.clear();
  down_until_.reset();
  bench_ = bench;
  begun_ = now;
  now_ = now;
  auto engine = make();
  if (!engine) return std::unexpected(engine.error());
  engine_ = std::move(*engine);
  return {};
}

base::Expected<std::unique_ptr<workflow::Engine>> InProcessEngine::make() {
  base::JsonParser parser;
  const auto document = parser.parse(bench_);
  if (!document) return std::unexpected(document.error());
  auto read = model::read_bench(*document);
  if (!read) return std::unexpected(read.error());
  audit_pages_ = std::make_unique<host::AuditPages>(audit::bench_key(read->seed));
  return workflow::Engine::make(std::move(*read), begun_, connectors_);
}

base::Expected<void> InProcessEngine::crash(base::Instant now, base::Instant until) {
  if (!keeps_inputs_)
    return base::failure("crash", "the engine's inputs were not kept", "say may_crash() before start()");
  calls_.clear();
  down_until_ = until;
  return until > now ? base::Expected<void>() : restart(now);
}

// As the daemon does it: by all inputs again, after which the calls that it waits for, of which nobody knows
// whether they were carried out, are answered with a time-out.
base::Expected<void> InProcessEngine::restart(base::Instant now) {
  auto engine = make();
  if (!engine) return std::unexpected(engine.error());
  former_.push_back(std::exchange(engine_, std::move(*engine)));
  down_until_.reset();
  for (const workflow::Input& input : inputs_)
    engine_->step(input);
  for (const std::uint64_t call : std::exchange(unanswered_, {}))
    step({now, workflow::Answer{call, base::CallFailure::timeout}});
  return {};
}

world::Outcome InProcessEngine::get(const base::HttpRequest& request) {
  if (down_until_) return base::CallFailure::refused;
  if (auto page = audit_pages_->answer(request, engine_->audit(), now_)) return std::move(*page);
  return engine_->query(request);
}

bool InProcessEngine::read_audit(std::uint64_t after, std::vector<AuditRecord>& out) const {
  const auto& records = engine_->audit().records();
  for (std::size_t n = after; n < records.size(); ++n) {
    const audit::Record& one = records[n];
    out.push_back(
        {one.sequence, one.at, one.practice, one.actor, one.action, one.case_id, one.data, one.correlation});
  }
  return true;
}

std::optional<base::HttpResponse> InProcessEngine::step(const workflow::Input& input) {
  now_ = input.at;
  if (keeps_inputs_) inputs_.push_back(input);
  workflow::Outputs outputs = engine_->step(input);
  if (keeps_inputs_)
    for (const workflow::Call& call : outputs.calls)
      unanswered_.insert(call.id);
  for (workflow::Call& call : outputs.calls)
    calls_.push_back({call.id, std::move(call.origin), std::move(call.request), call.timeout});
  return std::move(outputs.reply);
}

world::Outcome InProcessEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  if (down_until_) return base::CallFailure::refused;
  auto reply = step({now, workflow::Request{request}});
  ART_ASSERT(reply.has_value());
  return std::move(*reply);
}

base::Expected<void> InProcessEngine::clock(base::Instant now) {
  if (down_until_) {
    if (now < *down_until_) return {};
    if (auto up = restart(now); !up) return up;
  }
  for (int steps = 0; steps < steps_an_instant_max; ++steps) {
    const auto due = engine_->next_due();
    now_ = std::max(now_, now);
    if (!due || *due > now) return {};
    step({now, workflow::Due{}});
  }
  return base::failure(
      base::format_instant(now),
      fmt::format("the engine is not idle after {} steps at one instant", steps_an_instant_max),
      "see what its next_due() wants");
}

void InProcessEngine::answered(std::uint64_t call, world::Outcome outcome, base::Instant now) {
  // Of a call that a crash has made an end of nobody wants to hear any more.
  if (keeps_inputs_ && (down_until_ || unanswered_.erase(call) == 0)) return;
  step({now, workflow::Answer{call, std::move(outcome)}});
}

std::vector<world::EngineCall> InProcessEngine::take_calls() {
  return std::exchange(calls_, {});
}

std::optional<base::Instant> InProcessEngine::next_due() const {
  if (down_until_) return down_until_;
  return engine_ ? engine_->next_due() : std::nullopt;
}

}  // namespace articulator::runner

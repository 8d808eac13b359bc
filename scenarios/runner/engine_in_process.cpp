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
}

base::Expected<void> InProcessEngine::start(const std::string& bench, base::Instant now) {
  base::JsonParser parser;
  const auto document = parser.parse(bench);
  if (!document) return std::unexpected(document.error());
  auto read = model::read_bench(*document);
  if (!read) return std::unexpected(read.error());
  calls_.clear();
  audit_pages_ = std::make_unique<host::AuditPages>(audit::bench_key(read->seed));
  now_ = now;
  auto engine = workflow::Engine::make(std::move(*read), now, connectors_);
  if (!engine) return std::unexpected(engine.error());
  engine_ = std::move(*engine);
  return {};
}

world::Outcome InProcessEngine::get(const base::HttpRequest& request) {
  if (auto page = audit_pages_->answer(request, engine_->audit(), now_)) return std::move(*page);
  return engine_->query(request);
}

bool InProcessEngine::read_audit(std::uint64_t after, std::vector<AuditRecord>& out) const {
  const auto& records = engine_->audit().records();
  for (std::size_t n = after; n < records.size(); ++n) {
    const audit::Record& one = records[n];
    out.push_back({one.sequence, one.at, one.practice, one.actor, one.action, one.case_id, one.data});
  }
  return true;
}

std::optional<base::HttpResponse> InProcessEngine::step(const workflow::Input& input) {
  now_ = input.at;
  workflow::Outputs outputs = engine_->step(input);
  for (workflow::Call& call : outputs.calls)
    calls_.push_back({call.id, std::move(call.origin), std::move(call.request), call.timeout});
  return std::move(outputs.reply);
}

world::Outcome InProcessEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  auto reply = step({now, workflow::Request{request}});
  ART_ASSERT(reply.has_value());
  return std::move(*reply);
}

base::Expected<void> InProcessEngine::clock(base::Instant now) {
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
  step({now, workflow::Answer{call, std::move(outcome)}});
}

std::vector<world::EngineCall> InProcessEngine::take_calls() {
  return std::exchange(calls_, {});
}

std::optional<base::Instant> InProcessEngine::next_due() const {
  return engine_ ? engine_->next_due() : std::nullopt;
}

}  // namespace articulator::runner

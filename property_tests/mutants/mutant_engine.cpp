#include "property_tests/mutants/mutant_engine.hpp"

namespace articulator::mutants {

base::Expected<void> MutantEngine::start(const std::string& bench, base::Instant now) {
  ready_.clear();
  pending_.clear();
  told_.clear();
  now_ = now;
  std::string text = bench;
  if (meddling_.bench) meddling_.bench(text);
  return InProcessEngine::start(text, now);
}

bool MutantEngine::read_audit(std::uint64_t after, std::vector<runner::AuditRecord>& out) const {
  const std::size_t before = out.size();
  InProcessEngine::read_audit(after, out);
  if (!meddling_.audit) return true;
  std::vector<runner::AuditRecord> kept(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(before));
  for (std::size_t i = before; i < out.size(); ++i)
    if (meddling_.audit(out[i])) kept.push_back(out[i]);
  out = std::move(kept);
  return true;
}

world::Outcome MutantEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  now_ = now;
  base::HttpRequest changed = request;
  if (meddling_.before_request)
    if (auto answer = meddling_.before_request(changed, now)) return std::move(*answer);
  world::Outcome reply = InProcessEngine::deliver(changed, now);
  if (meddling_.after_request) meddling_.after_request(changed, reply);
  return reply;
}

world::Outcome MutantEngine::get(const base::HttpRequest& request) {
  world::Outcome reply = InProcessEngine::get(request);
  if (meddling_.after_request) meddling_.after_request(request, reply);
  return reply;
}

base::Expected<void> MutantEngine::clock(base::Instant now) {
  now_ = now;
  while (!told_.empty()) {
    auto [call, outcome] = std::move(told_.front());
    told_.pop_front();
    InProcessEngine::answered(call, std::move(outcome), now);
  }
  return InProcessEngine::clock(now);
}

void MutantEngine::send_also(std::vector<world::EngineCall> calls) {
  for (world::EngineCall& call : calls) {
    call.id = next_own_++;
    ready_.push_back(std::move(call));
  }
}

void MutantEngine::answered(std::uint64_t call, world::Outcome outcome, base::Instant now) {
  now_ = now;
  if (call >= std::uint64_t{1} << 62U) return;
  if (const auto found = pending_.find(call); found != pending_.end()) {
    std::vector<world::EngineCall> also;
    meddling_.after_call(found->second, outcome, also);
    pending_.erase(found);
    send_also(std::move(also));
  }
  InProcessEngine::answered(call, std::move(outcome), now);
}

std::vector<world::EngineCall> MutantEngine::take_calls() {
  for (world::EngineCall& call : InProcessEngine::take_calls()) {
    Instead instead;
    if (meddling_.before_call) meddling_.before_call(call, instead);
    if (instead.not_sent) {
      told_.emplace_back(call.id, instead.told.value_or(base::CallFailure::timeout));
    } else {
      if (meddling_.after_call) pending_.emplace(call.id, call);
      ready_.push_back(std::move(call));
    }
    send_also(std::move(instead.also));
  }
  return std::exchange(ready_, {});
}

std::optional<base::Instant> MutantEngine::next_due() const {
  if (!told_.empty()) return now_;
  return InProcessEngine::next_due();
}

}  // namespace articulator::mutants

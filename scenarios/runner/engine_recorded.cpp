#include "scenarios/runner/engine_recorded.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::runner {

base::Expected<std::string> RecordedEngine::address_of(const std::string& /*node*/, const std::string& origin,
                                                       bool /*tls*/) {
  return origin;  // the bench description is for nobody
}

void RecordedEngine::attach(world::World& world) {
  world_ = &world;
  world.bind(*this);
}

void RecordedEngine::call_again(const Utterance& call) {
  if (call.at > world_->now()) {
    time_flowed_ = true;
    world_->let_pass(call.at);
  }
  world_->exchange(call.origin, call.request);
}

// The calls that came before time went on to `next`, where there were any.
bool RecordedEngine::wait_until(base::Instant next) {
  std::size_t end = next_;
  while (end < transcript_.size() && transcript_[end].kind == UtteranceKind::call)
    ++end;
  if (end == transcript_.size() || transcript_[end].kind != UtteranceKind::waited ||
      transcript_[end].at != next)
    return true;
  time_flowed_ = true;
  for (; next_ < end; ++next_)
    call_again(transcript_[next_]);
  ++next_;
  return false;
}

const Utterance* RecordedEngine::heard(UtteranceKind kind, base::Instant now,
                                       const base::HttpRequest* request) {
  for (; next_ < transcript_.size() && transcript_[next_].kind == UtteranceKind::call; ++next_)
    call_again(transcript_[next_]);
  const Utterance* said = next_ < transcript_.size() ? &transcript_[next_] : nullptr;
  const bool fits =
      said && said->kind == kind && said->at == now &&
      (!request || (said->request.method == request->method && said->request.target == request->target));
  if (fits) {
    ++next_;
    return said;
  }
  if (!trouble_)
    trouble_ = base::Error{fmt::format("line {} of the transcript", next_ + 1),
                           fmt::format("is not what was asked at {}{}", base::format_instant(now),
                                       request ? ": " + request->method + " " + request->target : ""),
                           "it is of another scenario, seed or build of Articulator"};
  return nullptr;
}

base::Expected<void> RecordedEngine::start(const std::string& /*bench*/, base::Instant now) {
  const Utterance* said = heard(UtteranceKind::bench, now);
  if (!said) return std::unexpected(*trouble_);
  due_ = now;
  if (said->trouble) return std::unexpected(*said->trouble);
  return {};
}

world::Outcome RecordedEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  due_ = now;
  const Utterance* said = heard(UtteranceKind::delivered, now, &request);
  return said ? said->outcome : world::Outcome(base::CallFailure::reset);
}

base::Expected<void> RecordedEngine::clock(base::Instant now) {
  const Utterance* said = trouble_ ? nullptr : heard(UtteranceKind::clock, now);
  if (!said) return std::unexpected(*trouble_);
  if (said->trouble) return std::unexpected(*said->trouble);
  due_ = said->next;
  return {};
}

world::Outcome RecordedEngine::get(const base::HttpRequest& request) {
  const Utterance* said = heard(UtteranceKind::page, world_->now(), &request);
  return said ? said->outcome : world::Outcome(base::CallFailure::reset);
}

}  // namespace articulator::runner

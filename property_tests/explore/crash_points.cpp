#include "property_tests/explore/crash_points.hpp"

#include "engine/base/assert.hpp"

#include <utility>

namespace articulator::explore {

void CrashingEngine::die(base::Instant now) {
  const auto up = InProcessEngine::crash(now, now);
  ART_ASSERT(up.has_value());
}

world::Outcome CrashingEngine::deliver(const base::HttpRequest& request, base::Instant now) {
  const bool now_it_dies = is_now();
  if (!now_it_dies) return InProcessEngine::deliver(request, now);
  if (point_ == CrashPoint::after) InProcessEngine::deliver(request, now);
  die(now);
  return base::CallFailure::reset;
}

base::Expected<void> CrashingEngine::clock(base::Instant now) {
  const bool now_it_dies = is_now();
  if (now_it_dies && point_ == CrashPoint::before) {
    die(now);
    return {};
  }
  auto done = InProcessEngine::clock(now);
  if (now_it_dies) die(now);
  return done;
}

void CrashingEngine::answered(std::uint64_t call, world::Outcome outcome, base::Instant now) {
  const bool now_it_dies = is_now();
  if (!now_it_dies || point_ == CrashPoint::after) InProcessEngine::answered(call, std::move(outcome), now);
  if (now_it_dies) die(now);
}

}  // namespace articulator::explore

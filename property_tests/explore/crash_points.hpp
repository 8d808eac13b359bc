// Crash points: the engine dies at one chosen step of its life, and comes back by what it had put down.
//
//   CrashingEngine engine(17, CrashPoint::after);
//   run_scenario(scenario, library, engine, {});
//   engine.crashed()        // false: it has fewer steps
//
// Before: what came in at that step was not yet put down, so it is lost, and whoever sent it hears nothing.
// After: it was put down, and what the step asked for was not yet done. These are the two states a store with
// transactions can be in (engine/host/README.md); a write that was torn is one that was not made.
#pragma once

#include "scenarios/runner/engine_in_process.hpp"

#include <cstdint>

namespace articulator::explore {

enum class CrashPoint : std::uint8_t { before, after };

class CrashingEngine final : public runner::InProcessEngine {
 public:
  CrashingEngine(std::uint64_t step, CrashPoint point) : step_(step), point_(point) {
    InProcessEngine::may_crash(true);
  }

  [[nodiscard]] bool crashed() const { return taken_ >= step_; }
  [[nodiscard]] std::uint64_t steps() const { return taken_; }

  void may_crash(bool /*may*/) override {}  // it always may
  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  void answered(std::uint64_t call, world::Outcome outcome, base::Instant now) override;

 private:
  bool is_now() { return ++taken_ == step_; }
  void die(base::Instant now);

  std::uint64_t step_;
  CrashPoint point_;
  std::uint64_t taken_ = 0;
};

}  // namespace articulator::explore

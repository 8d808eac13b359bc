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

class CrashingEngine final : public runner::EngineBinding {
 public:
  CrashingEngine(std::uint64_t step, CrashPoint point) : step_(step), point_(point) {
    engine_.may_crash(true);
  }

  [[nodiscard]] bool crashed() const { return taken_ >= step_; }
  [[nodiscard]] std::uint64_t steps() const { return taken_; }

  [[nodiscard]] bool instant_network() const override { return engine_.instant_network(); }
  base::Expected<std::string> address_of(const std::string& node, const std::string& origin,
                                         bool tls) override {
    return engine_.address_of(node, origin, tls);
  }
  void attach(world::World& world) override { world.bind(*this); }
  void detach() override { engine_.detach(); }
  base::Expected<void> start(const std::string& bench, base::Instant now) override {
    return engine_.start(bench, now);
  }
  bool read_audit(std::uint64_t after, std::vector<runner::AuditRecord>& out) const override {
    return engine_.read_audit(after, out);
  }
  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  void answered(std::uint64_t call, world::Outcome outcome, base::Instant now) override;
  std::vector<world::EngineCall> take_calls() override { return engine_.take_calls(); }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return engine_.next_due(); }

 private:
  world::Outcome get(const base::HttpRequest& request) override { return engine_.ask(request); }
  bool is_now() { return ++taken_ == step_; }
  void die(base::Instant now);

  std::uint64_t step_;
  CrashPoint point_;
  std::uint64_t taken_ = 0;
  runner::InProcessEngine engine_;
};

}  // namespace articulator::explore

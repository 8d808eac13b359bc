// The reference engine in this process, its calls travelling through virtual time.
#pragma once

#include "engine/host/audit_pages.hpp"
#include "engine/workflow/engine.hpp"
#include "scenarios/runner/engine_binding.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::runner {

// Of all vendors that engine/connect has.
workflow::Connectors known_connectors();

// Who meddles with one derives from it (property_tests).
class InProcessEngine : public EngineBinding {
 public:
  explicit InProcessEngine(workflow::Connectors connectors = known_connectors())
      : connectors_(std::move(connectors)) {}

  // An engine that still wants to be called at the same instant after so many steps is taken to be stuck.
  static constexpr int steps_an_instant_max = 10'000;

  [[nodiscard]] bool instant_network() const override { return false; }
  base::Expected<std::string> address_of(const std::string& node, const std::string& origin,
                                         bool tls) override;
  void attach(world::World& world) override;
  void detach() override;
  base::Expected<void> start(const std::string& bench, base::Instant now) override;
  void may_crash(bool may) override { keeps_inputs_ = may; }
  base::Expected<void> crash(base::Instant now, base::Instant until) override;
  bool read_audit(std::uint64_t after, std::vector<AuditRecord>& out) const override;

  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  void answered(std::uint64_t call, world::Outcome outcome, base::Instant now) override;
  std::vector<world::EngineCall> take_calls() override;
  [[nodiscard]] std::optional<base::Instant> next_due() const override;

 protected:
  world::Outcome get(const base::HttpRequest& request) override;

 private:
  std::optional<base::HttpResponse> step(const workflow::Input& input);
  base::Expected<std::unique_ptr<workflow::Engine>> make();  // afresh
  base::Expected<void> restart(base::Instant now);

  workflow::Connectors connectors_;
  std::unique_ptr<workflow::Engine> engine_;
  std::unique_ptr<host::AuditPages> audit_pages_;  // as the daemon has them in lockstep
  base::Instant now_;
  std::vector<world::EngineCall> calls_;

  // What the daemon's store holds (engine/host/store.hpp), for an engine that is to crash.
  bool keeps_inputs_ = false;
  std::string bench_;
  base::Instant begun_;
  std::vector<workflow::Input> inputs_;
  std::set<std::uint64_t> unanswered_;       // calls
  std::optional<base::Instant> down_until_;  // empty: it is up
  // Engines of before a crash: what was read of their audit is still looked at.
  std::vector<std::unique_ptr<workflow::Engine>> former_;
};

}  // namespace articulator::runner

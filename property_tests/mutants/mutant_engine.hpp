// MutantEngine: the reference engine, broken on purpose from outside. It stands between the world and the
// engine and meddles with what goes in and what comes out; the engine itself stays as it is.
//
//   Meddling meddling;
//   meddling.before_call = [](world::EngineCall& call, Instead& instead) { ... };
//   MutantEngine engine(std::move(meddling));
//   run_scenario(scenario, library, engine, {});     // some check must fail
#pragma once

#include "scenarios/runner/engine_in_process.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::mutants {

// What becomes of a call of the engine.
struct Instead {
  bool not_sent = false;                // nothing crosses the wire ...
  std::optional<world::Outcome> told;   // ... and the engine is told this: with not_sent always
  std::vector<world::EngineCall> also;  // sent as well; whatever comes back, nobody hears
};

struct Meddling {
  std::function<void(std::string& bench)> bench{};
  // A message to the engine; what is returned is answered in the engine's place.
  std::function<std::optional<world::Outcome>(base::HttpRequest& request, base::Instant now)>
      before_request{};
  // What it answers, to a message and to a GET of the contract.
  std::function<void(const base::HttpRequest& request, world::Outcome& reply)> after_request{};
  std::function<void(world::EngineCall& call, Instead& instead)> before_call{};
  // What came back to a call. `also`: calls to make now.
  std::function<void(const world::EngineCall& call, world::Outcome& answer,
                     std::vector<world::EngineCall>& also)>
      after_call{};
  // False: the record is not there.
  std::function<bool(runner::AuditRecord& record)> audit{};
};

class MutantEngine final : public runner::InProcessEngine {
 public:
  explicit MutantEngine(Meddling meddling) : meddling_(std::move(meddling)) {}

  base::Expected<void> start(const std::string& bench, base::Instant now) override;
  bool read_audit(std::uint64_t after, std::vector<runner::AuditRecord>& out) const override;
  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  void answered(std::uint64_t call, world::Outcome outcome, base::Instant now) override;
  std::vector<world::EngineCall> take_calls() override;
  [[nodiscard]] std::optional<base::Instant> next_due() const override;

 private:
  world::Outcome get(const base::HttpRequest& request) override;
  void send_also(std::vector<world::EngineCall> calls);

  Meddling meddling_;
  std::vector<world::EngineCall> ready_;  // to be sent
  std::map<std::uint64_t, world::EngineCall>
      pending_;  // the engine's own, where their answers are meddled with
  std::deque<std::pair<std::uint64_t, world::Outcome>> told_;  // to the engine at its next clock
  base::Instant now_;
  std::uint64_t next_own_ = std::uint64_t{1} << 62U;  // numbers of calls that the engine knows nothing of
};

}  // namespace articulator::mutants

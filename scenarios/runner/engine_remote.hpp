// An engine behind a socket: anybody's, by URL, in lockstep (DESIGN.md, "Engine contract" and "Lockstep").
//
//   auto engine = RemoteEngine::reach("http://127.0.0.1:9000").value();
//   run_scenario(scenario, library, *engine, {});
//
// Each simulator stands behind a server of its own on a port that the system picks; a request to it is one
// World::exchange. The world's thread owns the world, but for the time in which it waits for the engine's
// answer: then the servers' threads may have it, one at a time. Messages take no virtual time, since the
// engine makes its calls itself.
//
// At a rate (`RemoteOptions::rate`) time flows so many times as fast as the wall clock: what is due is waited
// for, and a call of the engine comes when it really comes, so that what the engine takes its time for costs
// virtual time. Its clock is posted when something happens, as in lockstep; an engine that cannot be told the
// time (404 or 501 to POST /v1/clock) runs by a clock of its own, and calls whenever it likes.
//
// Every wait has an end: an engine that hangs, or talks nonsense, is an error and no endless run.
#pragma once

#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/transcript.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace articulator::runner {

// Where a message stands: what a test needs to know to disturb the engine there.
enum class Moment : std::uint8_t {
  call_arrived,      // a call of the engine has come to a simulator, which has not looked at it yet
  call_carried_out,  // the simulator has done what it says; the answer has not left
  before_delivery,   // a webhook or a person's request, about to be sent to the engine
  after_delivery,    // the engine has answered it
  before_clock,
  after_clock,
};
struct Passage {
  Moment moment;
  base::Instant now;
  const base::HttpRequest& request;
};

struct RemoteOptions {
  base::Duration connect_timeout = base::seconds(5);
  base::Duration answer_timeout = base::seconds(60);  // of one clock step, with all its calls

  // Bounds for engines that nobody knows: calls between two of the harness's requests, and the wall time of
  // one run; past them the run ends with an error. Zero: none.
  std::size_t calls_max = 0;
  std::uint32_t rate = 0;  // virtual seconds a wall second; 0: lockstep
  base::Duration run_timeout{0};

  // Told of each passage, one at a time, the calls on a server's thread. False at `call_arrived`: the call is
  // lost, as if it had never come. May be empty.
  std::function<bool(const Passage& passage)> on_passage;
  // Asked when the engine does not answer: brings it back to life, and says whether it is healthy again.
  // Then a clock and a person's request are made once more; a webhook is not, since its sender does that by
  // itself. Meanwhile the world belongs to the servers' threads, so that what the dead engine has sent still
  // arrives. Empty: an engine that does not answer ends the run.
  std::function<bool()> revive;
};

struct Capabilities {
  std::string engine;                                    // name and version; empty: it does not say
  std::optional<std::vector<std::string>> requirements;  // the ids that it claims; empty: it does not say
};

class RemoteEngine final : public EngineBinding {
 public:
  // Error: no URL, or nothing there that says it is healthy.
  static base::Expected<std::unique_ptr<RemoteEngine>> reach(const std::string& url,
                                                             const RemoteOptions& options = {});

  // The reference engine: starts its daemon from this executable, and ends it with this object.
  static base::Expected<std::unique_ptr<RemoteEngine>> launch(const std::string& executable,
                                                              const RemoteOptions& options = {});
  ~RemoteEngine() override;

  [[nodiscard]] bool instant_network() const override { return true; }
  base::Expected<std::string> address_of(const std::string& node, const std::string& origin,
                                         bool tls) override;
  [[nodiscard]] TlsFiles tls_files() const override;
  void attach(world::World& world) override;
  void detach() override;
  base::Expected<void> start(const std::string& bench, base::Instant now) override;

  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  bool wait_until(base::Instant next) override;
  void answered(std::uint64_t call, world::Outcome outcome, base::Instant now) override;
  std::vector<world::EngineCall> take_calls() override;
  [[nodiscard]] std::optional<base::Instant> next_due() const override;

  // Between attach and detach: leaves the world to the servers' threads while `work`, on this thread, talks
  // to the engine by itself. Returns what `work` returns.
  bool while_serving(const std::function<bool()>& work);

  // From the next attach on, all that the engine says and does is added to `into`; null: no more.
  void record(Transcript* into);

  // What the engine says of itself (GET /v1/capabilities).
  Capabilities capabilities();

 private:
  world::Outcome get(const base::HttpRequest& request) override;
  base::Expected<void> follow(base::Instant now);  // the clock

  struct Impl;
  explicit RemoteEngine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace articulator::runner

// Daemon: the engine with a memory and hands. It answers the engine contract (DESIGN.md, "Engine contract"),
// persists every input before anything of it is seen outside, performs the calls and feeds their answers
// back.
//
//   auto daemon = Daemon::open(Store::open("engine.db").value(), {.connectors = ..., .perform =
//   ...}).value(); daemon->handle({"POST", "/v1/bench", {}, bench_json}); daemon->handle({"POST",
//   "/v1/clock", {}, R"({"now":"2024-10-21T14:00:00Z"})"});   // -> {"next":...,"now":...}
//
// - `Time::lockstep`: the engine's time is what POST /v1/clock says. A clock does one step for all that is
// due by then,
//   performs the calls one after the other in the order asked, and answers when nothing is left. Calls that a
//   webhook or a person's decision asked for wait for the next clock: a peer that waits for our answer cannot
//   answer us.
// - `Time::real`: a timer thread moves the time by the wall clock, and workers perform the calls as they
// come.
//
// After a crash: the persisted inputs are stepped through again, so the engine is where it was; a call that
// had no answer then may or may not have been carried out, so it counts as timed out, and its errand asks
// before it acts (RES-02, 03).
#pragma once

#include "engine/audit/note.hpp"
#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/host/caller.hpp"
#include "engine/host/store.hpp"
#include "engine/workflow/engine.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace articulator::host {

enum class Time : std::uint8_t { lockstep, real };

struct DaemonOptions {
  workflow::Connectors connectors;
  std::function<Outcome(const workflow::Call&)> perform;  // from any thread
  Time time = Time::lockstep;
  workflow::Limits limits;
  std::size_t workers = 8;  // calls at a time, in real time
  // What signs the audit's checkpoints. None: in lockstep, so in a test, one made from the bench's seed; in
  // real time nothing is signed.
  std::optional<audit::SigningKey> audit_key{};
  std::function<void(const model::Bench&)> know{};  // told each bench before its calls come; may be empty
};

class Daemon {
 public:
  // Goes on where the store was left. Error: damage, or a store that this build's engine does not come to the
  // end of.
  static base::Expected<std::unique_ptr<Daemon>> open(Store store, DaemonOptions options);
  ~Daemon();  // ends its threads; calls under way are waited for, so stop the caller first
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Any request whatever, from any thread.
  base::HttpResponse handle(const base::HttpRequest& request);

  // The bench of a configuration file, at start: kept if it is what the store has, or the store has none.
  // Error: no bench, or the store was begun with another.
  base::Expected<void> configure(const std::string& bench_json);

 private:
  struct State;
  explicit Daemon(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace articulator::host

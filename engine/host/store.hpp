// Store: what the daemon must not forget, in one SQLite file: the bench, every input in order, and the calls
// that were asked for and have no answer yet.
//
//   auto store = Store::open("engine.db").value();
//   store.add_input(at, encode(what));
//   store.add_call(call);
//   if (auto kept = store.commit(); !kept) ...   // only now may the call be performed
//
// The engine is a function of its inputs, so they are its whole state; nothing else of it is kept. A call's
// answer is an input, and its row leaves the outbox with it.
//
// WAL with synchronous=NORMAL: a commit is in the operating system's hands when it returns, which a killed
// process cannot take back. A power failure may lose the last commits, never tear one; where that matters,
// run on a disk with its own battery or set PRAGMA synchronous=FULL at the price of a sync a step.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/host/codec.hpp"
#include "engine/workflow/engine.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::host {

class Store {
 public:
  // ":memory:" keeps nothing. Error: not a store, in use by another process, or of another version; says
  // which.
  static base::Expected<Store> open(const std::string& path);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // Forgets everything and keeps the bench, in a transaction of its own. The engine begins with the first
  // `begin`.
  base::Expected<void> reset(std::string_view bench);
  [[nodiscard]] std::optional<std::string> bench() const;
  [[nodiscard]] std::optional<base::Instant> began() const;

  // Writes open a transaction if none is open. Their errors are remembered for `commit`.
  void begin(base::Instant at);  // when the engine was made
  void add_input(base::Instant at, const Encoded& input);
  void add_call(const workflow::Call& call);
  void call_done(workflow::CallId call);
  [[nodiscard]] bool dirty() const;  // something is not yet committed
  base::Expected<void> commit();     // nothing written: does nothing

  // In order. `use` returns false to stop. Error: damage, with the sequence of the input.
  base::Expected<void> each_input(const std::function<bool(base::Instant, const What&)>& use) const;
  [[nodiscard]] std::map<workflow::CallId, std::string> open_calls() const;  // their encoded requests

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace articulator::host

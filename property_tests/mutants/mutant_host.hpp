// MutantHost: a mutant behind the engine contract, over HTTP on loopback, as anybody's engine is: the
// reference engine's daemon in lockstep, with a hand in what it hears, asks, is told and records.
//
//   auto host = MutantHost::start(*find_mutant("order-sent-twice"), "127.0.0.1", 0).value();
//   host->url()              // for `articulator certify --engine URL`
//
// It is the same meddling as in process (mutant_engine.hpp), begun anew with each bench description. What is
// taken out of the audit leaves no gap in its numbers: an engine that forgets a record has not numbered it.
#pragma once

#include "engine/base/error.hpp"
#include "property_tests/mutants/mutant.hpp"

#include <memory>
#include <string>

namespace articulator::mutants {

class MutantHost {
 public:
  // `mutant` outlives it. Port 0: one that is free. Error: not loopback, or taken.
  static base::Expected<std::unique_ptr<MutantHost>> start(const Mutant& mutant, const std::string& host,
                                                           int port);
  ~MutantHost();  // after whoever talks to it has gone, or it waits for the connection to become idle
  MutantHost(const MutantHost&) = delete;
  MutantHost& operator=(const MutantHost&) = delete;

  [[nodiscard]] std::string url() const;

 private:
  struct State;
  explicit MutantHost(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace articulator::mutants

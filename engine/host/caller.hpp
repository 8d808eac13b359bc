// Caller: performs HTTP calls over sockets, with connections kept alive for each peer. The answer of a peer
// that sends more than 16 MiB is cut off and counts as none.
//
//   Caller caller;
//   caller.perform({1, "http://127.0.0.1:4000", request, base::seconds(60)});   // a response, or why there
//   is none
// Calls to sftp://, smtp:// and smtps:// go to the ChannelCaller. Over plain HTTP a method of the channels
// that HTTP does not have (LIST, MOVE) goes as a POST with the header `X-HTTP-Method-Override`.
#pragma once

#include "engine/base/http.hpp"
#include "engine/model/bench.hpp"
#include "engine/workflow/engine.hpp"

#include <memory>
#include <variant>

namespace articulator::host {

using Outcome = std::variant<base::HttpResponse, base::CallFailure>;

class Caller {
 public:
  Caller();
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  // From any thread; waits for the answer, at most the call's timeout (in real time) for each part of it.
  Outcome perform(const workflow::Call& call);

  // How each peer is known and we are known to it: certificates, keys, host keys. Forgets what it knew.
  void know(const model::Bench& bench);

  // Ends calls under way, which fail with `reset`, and refuses new ones.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace articulator::host

// RealTime: simulators on sockets under a clock that runs by itself, what `articulator simulate` stands on.
//
//   RealTimeOptions options;
//   options.start = base::parse_instant("2024-10-21T14:00:00Z").value();
//   options.rate = 60;                             // x60: an hour of the lab takes a minute
//   options.engine_url = "http://127.0.0.1:9000";  // empty: messages to "engine" find nobody
//   std::vector<RealTimeNode> nodes;
//   nodes.push_back({"glidewell", std::move(lab), 8081});
//   auto world = RealTime::start(options, std::move(nodes));
//   if (!world) ...                                // a port in use, named
//   for (const auto& at : (*world)->addresses()) print(at.name, at.url);
//   (*world)->act("glidewell", "question", arguments);
//   (*world)->stop();                              // the destructor does it too
//
// One thread advances the simulators when they are due; one more performs their deliveries, in order, to
// "url:..." and, for "engine", to the engine's URL; each simulator is behind a mutex. Reply delays are waited
// for in virtual time. So a run is not repeatable to the byte: for that there is the runner's lockstep.
//
// With `by_hand` time stands still but for `move_to`, and for whoever sends a simulator `POST /_clock
// {"now": instant}`: all simulators do what is due up to then, one instant after the other, with the answers
// to their messages, and it is answered `{"now": instant, "next": instant or null}` when that is done.
// `GET /_clock` only says it. Replies are not delayed then.
//
// Faults strike requests as they do in a world: a lost message is a connection that closes without a byte, as
// is an outage, which a client cannot tell from it here.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "simulators/world/fault.hpp"
#include "simulators/world/simulator.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::serve {

struct RealTimeNode {
  std::string name;
  std::unique_ptr<world::Simulator> simulator;
  int port = 0;  // 0: the system picks one
};

struct RealTimeOptions {
  base::Instant start;     // virtual time at `RealTime::start`
  std::uint32_t rate = 1;  // virtual seconds a wall second, 1 to 100'000
  bool by_hand = false;    // time stands still but for `move_to` and POST /_clock; `rate` is nothing then
  std::string address = "127.0.0.1";
  std::string engine_url;    // where deliveries to "engine" go
  std::size_t threads = 16;  // a server
  // Told each fact, with its instant and the node it comes from, one at a time; may be empty. Must not call
  // RealTime.
  std::function<void(const std::string& node, const world::Fact& fact, base::Instant at)> on_fact;
};

struct NodeAddress {
  std::string name;
  std::string url;
};

class RealTime {
 public:
  // Error: a port in use, a rate or engine URL that cannot be; says which.
  static base::Expected<std::unique_ptr<RealTime>> start(RealTimeOptions options,
                                                         std::vector<RealTimeNode> nodes);

  ~RealTime();  // stops
  RealTime(const RealTime&) = delete;
  RealTime& operator=(const RealTime&) = delete;

  [[nodiscard]] std::vector<NodeAddress> addresses() const;
  [[nodiscard]] base::Instant now() const;  // virtual

  // Does what the verb says, now. Error: no such node, or the simulator's own.
  base::Expected<void> act(std::string_view node, std::string_view verb, const base::JsonValue& arguments);

  // With `by_hand`: moves time, and says when something is due next. Error: back, more than a year at once,
  // or not by hand.
  base::Expected<std::optional<base::Instant>> move_to(base::Instant now);

  // From now on, on requests to `fault.to` (empty: to any). Error: no such node.
  base::Expected<void> inject(world::Fault fault);

  // As POST (with a body) or GET /_clock.
  base::HttpResponse clock(const base::HttpRequest& request);

  void stop();

 private:
  struct Impl;
  explicit RealTime(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace articulator::serve

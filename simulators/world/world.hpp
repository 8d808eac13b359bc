// World: the one owner of time. It moves a virtual clock from event to event, carries messages between an
// engine and the simulators through a network with faults, and journals all of it.
//
//   World world({.start = start, .seed = 7});
//   world.add("open-dental", "http://open-dental.example", make_open_dental(config));
//   world.add("glidewell", "http://glidewell.example", make_glidewell(config));
//   world.bind(engine);                 // in process or behind a socket: see EnginePort
//   world.act("open-dental", "case_ready", arguments);
//   world.run_until(start + hours(48));
//   world.journal().fingerprint();
//
// Events at the same instant are taken in a fixed order: messages in the order sent, then simulators in the
// order added, then the engine. One thread a world; nothing here reads a clock.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "simulators/world/fault.hpp"
#include "simulators/world/journal.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::world {

using Outcome = std::variant<base::HttpResponse, base::CallFailure>;

// A call that the engine makes, answered later through `EnginePort::answered`.
struct EngineCall {
  std::uint64_t id = 0;  // the engine's own number
  std::string origin;    // whom: a simulator's origin
  base::HttpRequest request;
  base::Duration timeout = base::seconds(60);
};

// The engine as the world sees it. In process its calls are collected by `take_calls` and travel through
// virtual time; an engine behind a socket makes its calls by itself, through `World::exchange`, and
// `take_calls` is empty.
class EnginePort {
 public:
  EnginePort() = default;
  virtual ~EnginePort() = default;
  EnginePort(const EnginePort&) = delete;
  EnginePort& operator=(const EnginePort&) = delete;

  // A simulator's message to the engine (a webhook), or a person's request.
  virtual Outcome deliver(const base::HttpRequest& request, base::Instant now) = 0;
  // The clock shows `now`: do what is due. Error: the engine cannot be reached, or is never idle.
  virtual base::Expected<void> clock(base::Instant now) = 0;
  // Asked before time goes on to `next`. False: something came in meanwhile, so that other things may be due
  // first. In lockstep nothing does: time stands still but for what is due.
  virtual bool wait_until(base::Instant /*next*/) { return true; }
  virtual void answered(std::uint64_t call, Outcome outcome, base::Instant now) = 0;
  virtual std::vector<EngineCall> take_calls() = 0;
  [[nodiscard]] virtual std::optional<base::Instant> next_due() const = 0;
};

class World {
 public:
  struct Config {
    base::Instant start;
    std::uint64_t seed = 0;
    Journal::Sink sink;            // gets every journal line; may be empty
    bool instant_network = false;  // over sockets a message takes no virtual time
    std::vector<Watcher*> watchers{};
  };

  explicit World(Config config);

  // `name` is the node's name in faults and journal, `origin` its address in the engine's bench.
  void add(std::string name, std::string origin, std::unique_ptr<Simulator> simulator);
  void bind(EnginePort& engine) { engine_ = &engine; }

  [[nodiscard]] base::Instant now() const { return now_; }
  [[nodiscard]] Journal& journal() { return journal_; }
  [[nodiscard]] FaultPlan& faults() { return faults_; }

  // Does a scenario's step at a simulator. Error: no such node or verb, or arguments that do not fit.
  base::Expected<void> act(std::string_view node, std::string_view verb, const base::JsonValue& arguments);

  // A simulator dies and comes back at `until` as it was: in between whoever calls is refused, and what
  // comes for it is not heard. Error: no such node.
  base::Expected<void> crash(std::string_view node, base::Instant until);
  // A simulator's clock is wrong by so much from here on; it never goes back. Error: no such node.
  base::Expected<void> set_clock(std::string_view node, base::Duration ahead);
  // The engine's clock is wrong by so much, from before it starts: all that it is told of the time is.
  void set_engine_clock(base::Duration ahead) { engine_ahead_ = ahead; }
  [[nodiscard]] base::Instant engine_clock() const { return now_ + engine_ahead_; }
  // What the engine sent at this very instant never left it.
  void drop_unsent();

  // Hands the engine a message from outside the network (a person at the console), journaled as from `from`.
  Outcome request_engine(std::string_view from, const base::HttpRequest& request);

  // Runs everything up to and including `end`; the clock then shows `end`. Error: see EnginePort::clock.
  base::Expected<void> run_until(base::Instant end);

  // Time goes on to `to` by itself, while the engine is busy or waited for: simulators do what is due by
  // then, what they send waits for the world's next turn. For engines behind a socket, at a rate.
  void let_pass(base::Instant to);

  // The next instant at which anything happens; empty: the world is at rest.
  [[nodiscard]] std::optional<base::Instant> next_due() const;

  // A call that crosses the network and is answered within this instant: for engines behind a socket. A lost
  // request or answer is a reset.
  Outcome exchange(std::string_view origin, const base::HttpRequest& request);

  [[nodiscard]] std::uint64_t messages() const { return next_call_ - 1; }
  // Messages under way, and what the network did to messages.
  [[nodiscard]] bool in_flight() const { return !queue_.empty(); }

 private:
  struct Node {
    std::string name;
    std::string origin;
    std::unique_ptr<Simulator> simulator;
    std::optional<base::Instant> due;  // its next_due() since it was last touched, by the world's clock
    base::Instant down_until{INT64_MIN};
    base::Duration ahead{0};          // its clock's error
    base::Instant latest{INT64_MIN};  // that its clock has shown
  };
  enum class Leg : std::uint8_t { to_simulator, to_engine, answer_to_engine, answer_to_simulator };
  struct Message {
    Leg leg = Leg::to_simulator;
    std::size_t node = 0;    // the simulator's side of it
    std::string stranger;    // the address of a peer that this world does not have; empty: `node` it is
    std::uint64_t call = 0;  // the world's number
    std::uint64_t sender_call = 0;  // the sender's own number
    base::Instant deadline;         // when the sender stops waiting
    base::Instant sent;
    bool unsent = false;  // a crash came before
    std::optional<FaultKind> fault;
    bool answer_wanted = true;  // false for the second of a duplicate
    base::HttpRequest request;
    Outcome outcome;
  };
  using OnItsWay = std::unique_ptr<Message>;
  struct Arrival {
    base::Instant at;
    std::uint64_t order = 0;
    OnItsWay message;
    friend bool operator<(const Arrival& a, const Arrival& b) {  // a heap with the earliest on top
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };

  [[nodiscard]] base::Instant clock_of(Node& node) const;
  void look_when_due(Node& node) const;
  base::Expected<Node*> find(std::string_view node);
  void push(base::Instant at, OnItsWay message);
  void send(OnItsWay message, const Fate& fate);
  void process(OnItsWay message);
  void arrive_at_simulator(OnItsWay message);
  void arrive_at_engine(OnItsWay message);
  void return_answer(OnItsWay message, Outcome outcome, base::Duration took);
  void collect(std::size_t node, SimulatorOutputs& outputs);
  void collect_engine_calls();
  [[nodiscard]] base::Duration latency(std::uint64_t call, std::string_view leg) const;
  [[nodiscard]] std::optional<std::size_t> node_at(std::string_view origin) const;

  base::Instant now_;
  std::uint64_t seed_;
  bool instant_network_;
  FaultPlan faults_;
  Journal journal_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> watchers_;  // nodes whose next_due others may change
  EnginePort* engine_ = nullptr;
  base::Duration engine_ahead_{0};
  std::vector<Arrival> queue_;  // a heap
  std::uint64_t next_call_ = 1;
  std::uint64_t next_order_ = 1;
};

}  // namespace articulator::world

#include "simulators/world/world.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::world {
namespace {

// A round trip of an ordinary day: each leg takes 10 to 59 ms.
constexpr std::int64_t leg_ms_min = 10;
constexpr std::uint32_t leg_ms_spread = 50;
constexpr base::Duration webhook_timeout = base::seconds(15);

std::string_view fault_word(const std::optional<FaultKind>& fault) {
  return fault ? base::word_of(fault_words, *fault) : std::string_view{};
}

}  // namespace

World::World(Config config)
    : now_(config.start),
      seed_(config.seed),
      instant_network_(config.instant_network),
      faults_(config.seed),
      journal_(std::move(config.sink), std::move(config.watchers)) {}

void World::add(std::string name, std::string origin, std::unique_ptr<Simulator> simulator) {
  if (simulator->watches_others()) watchers_.push_back(nodes_.size());
  Node& node = nodes_.emplace_back();
  node.name = std::move(name);
  node.origin = std::move(origin);
  node.simulator = std::move(simulator);
  look_when_due(node);
}

std::optional<std::size_t> World::node_at(std::string_view origin) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].origin == origin) return i;
  return std::nullopt;
}

base::Duration World::latency(std::uint64_t call, std::string_view leg) const {
  if (instant_network_) return base::Duration{0};
  return base::milliseconds(leg_ms_min + base::draw_below(base::draw(seed_, leg, call), leg_ms_spread));
}

void World::push(base::Instant at, OnItsWay message) {
  queue_.push_back({at, next_order_++, std::move(message)});
  std::push_heap(queue_.begin(), queue_.end());
}

base::Expected<void> World::act(std::string_view node, std::string_view verb,
                                const base::JsonValue& arguments) {
  auto found = find(node);
  if (!found) return std::unexpected(found.error());
  SimulatorOutputs outputs;
  auto done = (*found)->simulator->act(verb, arguments, clock_of(**found), outputs);
  collect(static_cast<std::size_t>(*found - nodes_.data()), outputs);
  return done;
}

base::Expected<World::Node*> World::find(std::string_view node) {
  for (Node& one : nodes_)
    if (one.name == node) return &one;
  return base::failure("", fmt::format("there is no \"{}\" in this world", node),
                       "name one that the world has");
}

// A clock that is set back stands still until it is right.
base::Instant World::clock_of(Node& node) const {
  node.latest = std::max(node.latest, now_ + node.ahead);
  return node.latest;
}

void World::look_when_due(Node& node) const {
  node.due = node.simulator->next_due();
  if (!node.due) return;
  // By a clock that stands still it is due once the clock goes on.
  node.due = std::max(*node.due - node.ahead, node.down_until);
}

base::Expected<void> World::crash(std::string_view node, base::Instant until) {
  auto found = find(node);
  if (!found) return std::unexpected(found.error());
  (*found)->down_until = until;
  look_when_due(**found);
  return {};
}

base::Expected<void> World::set_clock(std::string_view node, base::Duration ahead) {
  auto found = find(node);
  if (!found) return std::unexpected(found.error());
  (*found)->ahead = ahead;
  look_when_due(**found);
  return {};
}

void World::drop_unsent() {
  for (Arrival& arrival : queue_) {
    Message& message = *arrival.message;
    if (message.leg == Leg::to_simulator && message.sent == now_) message.unsent = true;
  }
}

Outcome World::request_engine(std::string_view from, const base::HttpRequest& request) {
  ART_ASSERT(engine_ != nullptr);
  const Wire wire{next_call_++, from, "engine", {}};
  journal_.append_request(wire, request, now_);
  Outcome outcome = engine_->deliver(request, engine_clock());
  if (const auto* response = std::get_if<base::HttpResponse>(&outcome))
    journal_.append_response(wire, *response, now_);
  else
    journal_.append_failure(wire, std::get<base::CallFailure>(outcome), now_);
  collect_engine_calls();
  return outcome;
}

// After each touch of a simulator, what it wants: facts into the journal, deliveries onto the network.
void World::collect(std::size_t node, SimulatorOutputs& outputs) {
  look_when_due(nodes_[node]);
  for (const std::size_t watcher : watchers_)
    look_when_due(nodes_[watcher]);
  for (Fact& fact : outputs.facts)
    journal_.append({0, now_, std::move(fact.type), std::move(fact.source), std::move(fact.subject),
                     std::move(fact.data)});
  for (Delivery& delivery : outputs.deliveries) {
    auto message = std::make_unique<Message>();
    message->leg = Leg::to_engine;
    message->node = node;
    message->call = next_call_++;
    message->sender_call = delivery.id;
    message->deadline = now_ + webhook_timeout;
    message->request = std::move(delivery.request);
    if (delivery.to != "engine") message->stranger = delivery.to;
    // A subscriber outside this world is never there.
    const Fate fate = delivery.to == "engine"
                          ? faults_.decide(message->call, "engine", message->request, now_)
                          : Fate{FaultKind::outage, 0, base::Duration{0}};
    message->fault = fate.fault;
    journal_.append_request({message->call, nodes_[node].name, delivery.to, fault_word(fate.fault)},
                            message->request, now_);
    send(std::move(message), fate);
  }
}

void World::collect_engine_calls() {
  for (EngineCall& call : engine_->take_calls()) {
    auto message = std::make_unique<Message>();
    message->leg = Leg::to_simulator;
    message->sent = now_;
    message->call = next_call_++;
    message->sender_call = call.id;
    message->deadline = now_ + call.timeout;
    message->request = std::move(call.request);
    const auto node = node_at(call.origin);
    message->node = node.value_or(0);
    if (!node) message->stranger = call.origin;
    const std::string_view to = node ? std::string_view(nodes_[*node].name) : std::string_view(call.origin);
    const Fate fate = node ? faults_.decide(message->call, to, message->request, now_)
                           : Fate{FaultKind::outage, 0, base::Duration{0}};
    message->fault = fate.fault;
    journal_.append_request({message->call, "engine", to, fault_word(fate.fault)}, message->request, now_);
    send(std::move(message), fate);
  }
}

// Puts a message on its way, or its sender's disappointment.
void World::send(OnItsWay message, const Fate& fate) {
  const base::Duration there = latency(message->call, "there");
  if (message->fault == FaultKind::lost_request) {
    const base::Duration patience = message->deadline - now_;
    return return_answer(std::move(message), base::CallFailure::timeout, patience);
  }
  if (message->fault == FaultKind::outage)
    return return_answer(std::move(message), base::CallFailure::refused, there);
  if (message->fault == FaultKind::untrusted)
    return return_answer(std::move(message), base::CallFailure::untrusted, there);
  if (auto answer = answer_by_the_network(fate))
    return return_answer(std::move(message), *std::move(answer), there);
  const base::Instant arrival =
      now_ + there + (message->fault == FaultKind::latency ? fate.delay : base::Duration{0});
  if (message->fault != FaultKind::duplicate) return push(arrival, std::move(message));
  // Whoever between the two says a request again has no answer to it yet (RFC 9110, 9.2.2): both are there
  // before the sender hears.
  auto second = std::make_unique<Message>(*message);
  second->answer_wanted = false;
  push(arrival, std::move(message));
  push(arrival, std::move(second));
}

void World::return_answer(OnItsWay message, Outcome outcome, base::Duration took) {
  if (!message->answer_wanted) return;
  message->leg = message->leg == Leg::to_simulator ? Leg::answer_to_engine : Leg::answer_to_simulator;
  message->outcome = std::move(outcome);
  base::Instant at = now_ + took;
  // Whatever comes after the sender's patience is over is not heard.
  if (at >= message->deadline && message->deadline > now_) {
    at = message->deadline;
    message->outcome = base::CallFailure::timeout;
  }
  push(at, std::move(message));
}

void World::arrive_at_simulator(OnItsWay message) {
  const std::size_t node = message->node;
  if (message->unsent) return;
  if (now_ < nodes_[node].down_until)
    return return_answer(std::move(message), base::CallFailure::refused, base::Duration{0});
  SimulatorOutputs outputs;
  Reply reply = nodes_[node].simulator->handle(message->request, clock_of(nodes_[node]), outputs);
  const base::Duration back = latency(message->call, "back");
  if (message->fault == FaultKind::lost_answer) {
    const base::Duration patience = message->deadline - now_;
    return_answer(std::move(message), base::CallFailure::timeout, patience);
  } else if (message->fault == FaultKind::reset) {
    return_answer(std::move(message), base::CallFailure::reset, back);
  } else {
    auto response = on_the_way_back(message->fault, std::move(reply.response));
    return_answer(std::move(message), std::move(response),
                  back + (instant_network_ ? base::Duration{0} : reply.delay));
  }
  collect(node, outputs);
}

void World::arrive_at_engine(OnItsWay message) {
  Outcome outcome = engine_->deliver(message->request, engine_clock());
  const base::Duration back = latency(message->call, "back");
  if (message->fault == FaultKind::lost_answer) {
    const base::Duration patience = message->deadline - now_;
    return_answer(std::move(message), base::CallFailure::timeout, patience);
  } else if (message->fault == FaultKind::reset) {
    return_answer(std::move(message), base::CallFailure::reset, back);
  } else {
    if (auto* response = std::get_if<base::HttpResponse>(&outcome))
      *response = on_the_way_back(message->fault, std::move(*response));
    return_answer(std::move(message), std::move(outcome), back);
  }
  collect_engine_calls();
}

void World::process(OnItsWay message) {
  switch (message->leg) {
    case Leg::to_simulator:
      return arrive_at_simulator(std::move(message));
    case Leg::to_engine:
      return arrive_at_engine(std::move(message));
    case Leg::answer_to_engine:
    case Leg::answer_to_simulator:
      break;
  }
  const bool to_engine = message->leg == Leg::answer_to_engine;
  const bool known = message->stranger.empty();
  const std::string_view sender =
      to_engine ? std::string_view("engine") : std::string_view(nodes_[message->node].name);
  const std::string_view peer = !known      ? std::string_view(message->stranger)
                                : to_engine ? std::string_view(nodes_[message->node].name)
                                            : std::string_view("engine");
  const Wire wire{message->call, peer, sender, fault_word(message->fault)};
  if (const auto* response = std::get_if<base::HttpResponse>(&message->outcome))
    journal_.append_response(wire, *response, now_);
  else
    journal_.append_failure(wire, std::get<base::CallFailure>(message->outcome), now_);
  if (to_engine) {
    engine_->answered(message->sender_call, std::move(message->outcome), engine_clock());
    return collect_engine_calls();
  }
  Node& node = nodes_[message->node];
  if (now_ < node.down_until) message->outcome = base::CallFailure::reset;
  SimulatorOutputs outputs;
  node.simulator->answered(message->sender_call, message->outcome, clock_of(node), outputs);
  collect(message->node, outputs);
}

std::optional<base::Instant> World::next_due() const {
  std::optional<base::Instant> next;
  const auto earlier = [&](std::optional<base::Instant> at) {
    if (at && (!next || *at < *next)) next = at;
  };
  if (!queue_.empty()) earlier(queue_.front().at);
  for (const Node& node : nodes_)
    earlier(node.due);
  if (engine_ != nullptr)
    if (const auto due = engine_->next_due()) earlier(*due - engine_ahead_);
  return next;
}

base::Expected<void> World::run_until(base::Instant end) {
  ART_ASSERT(engine_ != nullptr);
  for (;;) {
    const auto next = next_due();
    const bool is_due = next && *next <= end;
    if (!engine_->wait_until(is_due ? *next : end)) continue;
    if (!is_due) break;
    now_ = std::max(now_, *next);
    if (!queue_.empty() && queue_.front().at <= now_) {
      std::pop_heap(queue_.begin(), queue_.end());
      OnItsWay message = std::move(queue_.back().message);
      queue_.pop_back();
      process(std::move(message));
      continue;
    }
    const auto due = [&](const Node& node) { return node.due && *node.due <= now_; };
    const auto node = std::find_if(nodes_.begin(), nodes_.end(), due);
    if (node != nodes_.end()) {
      SimulatorOutputs outputs;
      node->simulator->advance(clock_of(*node), outputs);
      collect(static_cast<std::size_t>(node - nodes_.begin()), outputs);
      continue;
    }
    if (auto done = engine_->clock(engine_clock()); !done) return done;
    collect_engine_calls();
  }
  now_ = std::max(now_, end);
  return {};
}

void World::let_pass(base::Instant to) {
  std::vector<bool> waits(nodes_.size());  // for an answer to what it sent
  for (;;) {
    std::size_t first = nodes_.size();
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      if (waits[n] || !nodes_[n].due || *nodes_[n].due > to) continue;
      if (first == nodes_.size() || *nodes_[n].due < *nodes_[first].due) first = n;
    }
    if (first == nodes_.size()) break;
    Node& node = nodes_[first];
    const base::Instant due = *node.due;
    now_ = std::max(now_, due);
    SimulatorOutputs outputs;
    node.simulator->advance(clock_of(node), outputs);
    collect(first, outputs);
    waits[first] = node.due && *node.due <= due;
  }
  now_ = std::max(now_, to);
}

Outcome World::exchange(std::string_view origin, const base::HttpRequest& request) {
  const auto node = node_at(origin);
  const std::uint64_t call = next_call_++;
  const std::string_view to = node ? std::string_view(nodes_[*node].name) : origin;
  const Fate fate =
      node ? faults_.decide(call, to, request, now_) : Fate{FaultKind::outage, 0, base::Duration{0}};
  const Wire there{call, "engine", to, fault_word(fate.fault)};
  const Wire back{call, to, "engine", fault_word(fate.fault)};
  journal_.append_request(there, request, now_);
  const auto fail = [&](base::CallFailure failure) -> Outcome {
    journal_.append_failure(back, failure, now_);
    return failure;
  };
  if (fate.fault == FaultKind::lost_request) return fail(base::CallFailure::reset);
  if (fate.fault == FaultKind::outage) return fail(base::CallFailure::refused);
  base::HttpResponse response;
  if (node && now_ < nodes_[*node].down_until) return fail(base::CallFailure::refused);
  if (auto answer = answer_by_the_network(fate)) {
    response = *std::move(answer);
  } else {
    const int times = fate.fault == FaultKind::duplicate ? 2 : 1;
    for (int i = 0; i < times; ++i) {
      SimulatorOutputs outputs;
      Reply reply = nodes_[*node].simulator->handle(request, clock_of(nodes_[*node]), outputs);
      if (i == 0) response = std::move(reply.response);
      collect(*node, outputs);
    }
  }
  if (fate.fault == FaultKind::lost_answer || fate.fault == FaultKind::reset)
    return fail(base::CallFailure::reset);
  response = on_the_way_back(fate.fault, std::move(response));
  journal_.append_response(back, response, now_);
  return response;
}

}  // namespace articulator::world

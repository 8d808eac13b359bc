#include "simulators/serve/real_time.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/server.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace articulator::serve {
namespace {

using base::Instant;
using WallClock = std::chrono::steady_clock;

constexpr std::uint32_t rate_max = 100'000;
// A subscriber that does not answer holds up the others' messages this long at most.
constexpr ClientOptions delivery_limits{base::seconds(2), base::seconds(10)};
// The clock thread looks at least this often, so that a change of the wall clock's pace cannot leave it
// asleep.
constexpr std::chrono::milliseconds look_every{250};
// By hand: a slip of the finger must not keep the simulators busy for centuries.
constexpr base::Duration move_max = base::days(366);
constexpr std::string_view clock_path = "/_clock";

// Virtual time: `rate` times as fast as the wall clock since `begin`.
struct Pace {
  Instant start;
  std::uint32_t rate = 1;
  WallClock::time_point begin = WallClock::now();

  [[nodiscard]] Instant now() const {
    const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(WallClock::now() - begin);
    return start + base::Duration{elapsed.count() * rate / 1000};
  }
  [[nodiscard]] WallClock::duration wall(base::Duration virtual_time) const {
    return std::chrono::microseconds{virtual_time.count() * 1000 / rate + 1};
  }
};

struct Node {
  std::string name;
  std::unique_ptr<world::Simulator> simulator;
  std::mutex mutex;  // around the simulator
  std::unique_ptr<Server> server;
};

std::string clock_json(Instant now, std::optional<Instant> next) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().member("now", now).key("next");
  next ? w.instant(*next) : w.null();
  w.end_object();
  return json;
}

base::HttpResponse refusal(const base::Error& error) {
  std::string json;
  base::JsonWriter(json).begin_object().member("message", error.text()).end_object();
  return base::json_response(400, std::move(json));
}

struct Errand {
  Node* node = nullptr;
  world::Delivery delivery;
};

}  // namespace

struct RealTime::Impl {
  RealTimeOptions options;
  Pace pace;
  std::atomic<Instant> by_hand_now;
  std::mutex move_mutex;  // one move at a time; taken before all others
  std::deque<Node> nodes;

  std::mutex mutex;                  // around what follows
  std::condition_variable to_clock;  // something may be due earlier than the clock thread knows
  std::condition_variable to_courier;
  std::condition_variable to_waiters;  // replies that take their time, a move that waits for deliveries
  std::deque<Errand> errands;
  world::FaultPlan faults;
  std::uint64_t calls = 0;
  bool delivering = false;
  bool woken = false;
  bool stopping = false;

  std::mutex fact_mutex;
  std::mutex client_mutex;  // around `performing`
  Client* performing = nullptr;
  std::map<std::string, std::unique_ptr<Client>> clients;  // by origin; the courier's own
  std::thread clock;
  std::thread courier;

  [[nodiscard]] Instant now() const { return options.by_hand ? by_hand_now.load() : pace.now(); }

  // The next three are called with the node's mutex held.
  void tell(const Node& node, const world::SimulatorOutputs& out, Instant at) {
    if (!options.on_fact) return;
    const std::lock_guard lock(fact_mutex);
    for (const world::Fact& fact : out.facts)
      options.on_fact(node.name, fact, at);
  }
  void pass_on(Node& node, world::SimulatorOutputs out, Instant at) {
    tell(node, out, at);
    const std::lock_guard lock(mutex);
    for (world::Delivery& delivery : out.deliveries)
      errands.push_back({&node, std::move(delivery)});
    if (!errands.empty()) to_courier.notify_one();
    woken = true;
    to_clock.notify_one();
  }
  // One instant at a time, so that each fact has its own.
  void catch_up(Node& node, Instant now) {
    for (auto due = node.simulator->next_due(); due && *due <= now; due = node.simulator->next_due()) {
      world::SimulatorOutputs out;
      node.simulator->advance(*due, out);
      pass_on(node, std::move(out), *due);
      const auto next = node.simulator->next_due();
      if (next && *next <= *due)
        break;  // it wants to be called again at once: let the others have their turn
    }
  }

  world::Fate fate_of(const Node& node, const base::HttpRequest& request) {
    const std::lock_guard lock(mutex);
    return faults.decide(++calls, node.name, request, now());
  }
  world::Reply handle(Node& node, const base::HttpRequest& request) {
    const std::lock_guard lock(node.mutex);
    const Instant at = now();
    if (!options.by_hand) catch_up(node, at);
    world::SimulatorOutputs out;
    world::Reply reply = node.simulator->handle(request, at, out);
    pass_on(node, std::move(out), at);
    return reply;
  }

  Answer answer(Node& node, const base::HttpRequest& request) {
    if (options.by_hand && request.target == clock_path) return clock_answer(request);
    const world::Fate fate = fate_of(node, request);
    using enum world::FaultKind;
    if (fate.fault == lost_request || fate.fault == outage) return Drop{};
    if (auto said = world::answer_by_the_network(fate)) return *std::move(said);
    world::Reply reply = handle(node, request);
    if (fate.fault == duplicate) handle(node, request);
    if (fate.fault == lost_answer || fate.fault == reset) return Drop{};
    if (fate.fault == latency) reply.delay += fate.delay;
    if (reply.delay > base::Duration{0} && !options.by_hand) {
      std::unique_lock lock(mutex);
      if (to_waiters.wait_for(lock, pace.wall(reply.delay), [this] { return stopping; })) return Drop{};
    }
    return world::on_the_way_back(fate.fault, std::move(reply.response));
  }

  base::HttpResponse clock_answer(const base::HttpRequest& request) {
    if (request.method == "GET") return base::json_response(200, clock_json(now(), next_due()));
    base::JsonParser parser;
    const auto document = parser.parse(request.body);
    if (!document) return refusal(document.error());
    base::ObjectReader reader(*document, "");
    const Instant wanted = reader.instant("now");
    if (reader.error()) return refusal(*reader.error());
    const auto next = move_to(wanted);
    return next ? base::json_response(200, clock_json(wanted, *next)) : refusal(next.error());
  }

  std::optional<Instant> next_due() {
    std::optional<Instant> next;
    for (Node& node : nodes) {
      const std::lock_guard lock(node.mutex);
      const auto due = node.simulator->next_due();
      if (due && (!next || *due < *next)) next = due;
    }
    return next;
  }

  void catch_up_all() {
    for (Node& node : nodes) {
      const std::lock_guard lock(node.mutex);
      catch_up(node, now());
    }
  }

  // False: the world stops.
  bool wait_for_deliveries() {
    std::unique_lock lock(mutex);
    to_waiters.wait(lock, [this] { return stopping || (errands.empty() && !delivering); });
    return !stopping;
  }

  base::Expected<std::optional<Instant>> move_to(Instant wanted) {
    const std::lock_guard one(move_mutex);
    if (!options.by_hand) return base::failure("", "time runs by itself here", "start it by hand");
    if (wanted < now())
      return base::failure("/now", "it is " + base::format_instant(now()) + " already", "name a later time");
    if (wanted - now() > move_max)
      return base::failure("/now", "that is more than 366 days ahead", "go there in several steps");
    for (auto next = next_due(); next && *next <= wanted; next = next_due()) {
      by_hand_now = std::max(now(), *next);
      catch_up_all();
      if (!wait_for_deliveries()) return base::failure("", "the simulators are being stopped");
    }
    by_hand_now = wanted;
    return next_due();
  }

  void run_clock() {
    for (;;) {
      catch_up_all();
      const std::optional<Instant> next = next_due();
      WallClock::duration rest = look_every;
      if (next) rest = std::clamp<WallClock::duration>(pace.wall(*next - pace.now()), {}, look_every);
      std::unique_lock lock(mutex);
      to_clock.wait_for(lock, rest, [this] { return stopping || woken; });
      if (stopping) return;
      woken = false;
    }
  }

  void run_courier() {
    for (;;) {
      Errand errand;
      {
        std::unique_lock lock(mutex);
        to_courier.wait(lock, [this] { return stopping || !errands.empty(); });
        if (stopping) return;
        errand = std::move(errands.front());
        errands.pop_front();
        delivering = true;
      }
      hand_over(errand);
      const std::lock_guard lock(mutex);
      delivering = false;
      to_waiters.notify_all();
    }
  }

  void hand_over(const Errand& errand) {
    const world::DeliveryAnswer answer = perform(errand.delivery);
    Node& node = *errand.node;
    const std::lock_guard lock(node.mutex);
    const Instant at = now();
    world::SimulatorOutputs out;
    node.simulator->answered(errand.delivery.id, answer, at, out);
    pass_on(node, std::move(out), at);
  }

  world::DeliveryAnswer perform(const world::Delivery& delivery) {
    constexpr std::string_view url_scheme = "url:";
    std::string base_url;
    if (delivery.to == "engine") {
      base_url = options.engine_url;
    } else if (delivery.to.starts_with(url_scheme)) {
      // The target of the request is the URL's own path already.
      if (const auto split = split_url(delivery.to.substr(url_scheme.size()))) base_url = split->origin;
    }
    Client* const client = base_url.empty() ? nullptr : client_to(base_url);
    if (client == nullptr || !begin_performing(client)) return base::CallFailure::refused;
    world::DeliveryAnswer answer = client->perform(delivery.request);
    const std::lock_guard lock(client_mutex);
    performing = nullptr;
    return answer;
  }
  bool begin_performing(Client* client) {
    const std::lock_guard lock(client_mutex);
    performing = client;
    const std::lock_guard also(mutex);
    return !stopping;
  }
  Client* client_to(const std::string& base_url) {
    auto& client = clients[base_url];
    if (!client) {
      auto made = Client::to(base_url, delivery_limits);
      if (!made) return nullptr;
      client = *std::move(made);
    }
    return client.get();
  }

  void stop() {
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      stopping = true;
      to_clock.notify_all();
      to_courier.notify_all();
      to_waiters.notify_all();
    }
    {
      const std::lock_guard lock(client_mutex);
      if (performing != nullptr) performing->cancel();
    }
    if (clock.joinable()) clock.join();
    if (courier.joinable()) courier.join();
    for (Node& node : nodes)
      if (node.server) node.server->stop();
  }
};

base::Expected<std::unique_ptr<RealTime>> RealTime::start(RealTimeOptions options,
                                                          std::vector<RealTimeNode> nodes) {
  if (options.rate < 1 || options.rate > rate_max)
    return base::failure("rate x" + std::to_string(options.rate), "not a rate",
                         "choose one from x1 to x100000");
  if (!options.engine_url.empty())
    if (const auto split = split_url(options.engine_url); !split) return std::unexpected(split.error());
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  for (RealTimeNode& given : nodes) {
    Node& node = impl->nodes.emplace_back();
    node.name = std::move(given.name);
    node.simulator = std::move(given.simulator);
  }
  impl->pace = {impl->options.start, impl->options.rate, WallClock::now()};
  impl->by_hand_now = impl->options.start;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Node& node = impl->nodes[i];
    auto server = Server::start({impl->options.address, nodes[i].port, impl->options.threads},
                                [whole = impl.get(), &node](const base::HttpRequest& request) {
                                  return whole->answer(node, request);
                                });
    if (!server) {
      base::Error error = server.error();
      error.where = node.name + " at " + error.where;
      impl->stop();
      return std::unexpected(std::move(error));
    }
    node.server = *std::move(server);
  }
  if (!impl->options.by_hand) impl->clock = std::thread([whole = impl.get()] { whole->run_clock(); });
  impl->courier = std::thread([whole = impl.get()] { whole->run_courier(); });
  return std::unique_ptr<RealTime>(new RealTime(std::move(impl)));
}

RealTime::RealTime(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RealTime::~RealTime() {
  stop();
}

std::vector<NodeAddress> RealTime::addresses() const {
  std::vector<NodeAddress> list;
  for (const Node& node : impl_->nodes)
    list.push_back({node.name, node.server->url()});
  return list;
}

Instant RealTime::now() const {
  return impl_->now();
}

base::Expected<void> RealTime::act(std::string_view name, std::string_view verb,
                                   const base::JsonValue& arguments) {
  const auto node = std::find_if(impl_->nodes.begin(), impl_->nodes.end(),
                                 [&](const Node& known) { return known.name == name; });
  if (node == impl_->nodes.end()) return base::failure(std::string(name), "there is no such simulator");
  const std::lock_guard lock(node->mutex);
  const Instant now = impl_->now();
  if (!impl_->options.by_hand) impl_->catch_up(*node, now);
  world::SimulatorOutputs out;
  auto done = node->simulator->act(verb, arguments, now, out);
  impl_->pass_on(*node, std::move(out), now);
  return done;
}

base::Expected<void> RealTime::inject(world::Fault fault) {
  const auto known = [&](const Node& node) { return node.name == fault.to; };
  if (!fault.to.empty() && std::ranges::none_of(impl_->nodes, known))
    return base::failure(fault.to, "there is no such simulator");
  fault.from = impl_->now();
  const std::lock_guard lock(impl_->mutex);
  impl_->faults.add(std::move(fault));
  return {};
}

base::HttpResponse RealTime::clock(const base::HttpRequest& request) {
  return impl_->clock_answer(request);
}

base::Expected<std::optional<base::Instant>> RealTime::move_to(base::Instant now) {
  return impl_->move_to(now);
}

void RealTime::stop() {
  impl_->stop();
}

}  // namespace articulator::serve

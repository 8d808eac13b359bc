#include "simulators/serve/real_time.hpp"

#include "simulators/serve/client.hpp"
#include "simulators/serve/server.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::serve {
namespace {

constexpr std::chrono::seconds wait_max{30};

// Ticks once a virtual minute, tells the engine, and says as facts what came of it.
class Ticker final : public world::Simulator {
 public:
  explicit Ticker(base::Instant start, std::string to) : due_(start + base::minutes(1)), to_(std::move(to)) {}

  world::Reply handle(const base::HttpRequest& request, base::Instant now,
                      world::SimulatorOutputs& out) override {
    out.facts.push_back({"asked", "/ticker", "", request.target});
    world::Reply reply{base::text_response(200, base::format_instant(now))};
    if (request.target == "/slow") reply.delay = base::minutes(1);
    if (request.target == "/never") reply.delay = base::days(30'000);
    return reply;
  }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return due_; }
  void advance(base::Instant now, world::SimulatorOutputs& out) override {
    while (due_ <= now) {
      due_ = due_ + base::minutes(1);
      out.facts.push_back({"tick", "/ticker", "", ""});
      out.deliveries.push_back({++deliveries_, to_, {"POST", "/webhooks/ticker?n=1", {}, "tick"}});
    }
  }
  void answered(std::uint64_t /*delivery_id*/, const world::DeliveryAnswer& answer, base::Instant /*now*/,
                world::SimulatorOutputs& out) override {
    const auto* const response = std::get_if<base::HttpResponse>(&answer);
    out.facts.push_back({"answered", "/ticker", "",
                         response != nullptr ? std::to_string(response->status)
                                             : std::string(base::word(std::get<base::CallFailure>(answer)))});
  }
  base::Expected<void> act(std::string_view verb, const base::JsonValue& /*arguments*/, base::Instant /*now*/,
                           world::SimulatorOutputs& out) override {
    if (verb != "wave") return base::failure("", "the ticker has no such verb");
    out.facts.push_back({"waved", "/ticker", "", ""});
    return {};
  }

 private:
  base::Instant due_;
  std::string to_;
  std::uint64_t deliveries_ = 0;
};

struct FactLog {
  std::mutex mutex;
  std::condition_variable more;
  std::vector<std::pair<world::Fact, base::Instant>> facts;

  void add(const world::Fact& fact, base::Instant at) {
    const std::lock_guard lock(mutex);
    facts.emplace_back(fact, at);
    more.notify_all();
  }
  // The first fact of the type, waited for.
  std::pair<world::Fact, base::Instant> first(std::string_view type) {
    std::unique_lock lock(mutex);
    std::pair<world::Fact, base::Instant> found;
    const bool came = more.wait_for(lock, wait_max, [&] {
      for (const auto& entry : facts)
        if (entry.first.type == type) {
          found = entry;
          return true;
        }
      return false;
    });
    BOOST_REQUIRE_MESSAGE(came, "no fact " << type);
    return found;
  }
};

struct RealTimeFixture {
  base::Instant start = base::parse_instant("2024-10-21T14:00:00Z").value();
  FactLog log;

  std::unique_ptr<RealTime> run(std::string engine_url, std::string to = "engine",
                                std::uint32_t rate = 10'000, bool by_hand = false) {
    RealTimeOptions options;
    options.start = start;
    options.rate = rate;
    options.by_hand = by_hand;
    options.engine_url = std::move(engine_url);
    options.on_fact = [this](const std::string&, const world::Fact& fact, base::Instant at) {
      log.add(fact, at);
    };
    std::vector<RealTimeNode> nodes;
    nodes.push_back({"ticker", std::make_unique<Ticker>(start, std::move(to)), 0});
    auto world = RealTime::start(std::move(options), std::move(nodes));
    BOOST_REQUIRE_MESSAGE(world, (world ? std::string() : world.error().text()));
    return *std::move(world);
  }
};

BOOST_FIXTURE_TEST_SUITE(serve_real_time, RealTimeFixture)

BOOST_AUTO_TEST_CASE(a_simulator_does_by_itself_what_is_due_and_its_messages_reach_the_engine) {
  std::mutex mutex;
  std::string seen;
  const auto engine = Server::start({}, [&](const base::HttpRequest& request) -> Answer {
    const std::lock_guard lock(mutex);
    seen = request.method + " " + request.target + " " + request.body;
    return base::text_response(202, "");
  });
  BOOST_REQUIRE(engine);
  const auto world = run((*engine)->url() + "/practice");
  BOOST_TEST(
      (log.first("tick").second == start + base::minutes(1)));  // the instant it was due, however late it was
  BOOST_TEST(log.first("answered").first.data == "202");
  world->stop();
  const std::lock_guard lock(mutex);
  BOOST_TEST(seen == "POST /practice/webhooks/ticker?n=1 tick");
}

BOOST_AUTO_TEST_CASE(messages_to_a_registered_url_go_there) {
  std::mutex mutex;
  std::string seen;
  const auto subscriber = Server::start({}, [&](const base::HttpRequest& request) -> Answer {
    const std::lock_guard lock(mutex);
    seen = request.target;
    return base::text_response(200, "");
  });
  BOOST_REQUIRE(subscriber);
  const auto world = run("", "url:" + (*subscriber)->url() + "/webhooks/ticker?n=1");
  BOOST_TEST(log.first("answered").first.data == "200");
  world->stop();
  const std::lock_guard lock(mutex);
  BOOST_TEST(seen == "/webhooks/ticker?n=1");
}

BOOST_AUTO_TEST_CASE(without_an_engine_its_messages_find_nobody) {
  const auto world = run("");
  BOOST_TEST(log.first("answered").first.data == "connection refused");
}

BOOST_AUTO_TEST_CASE(requests_are_answered_in_virtual_time) {
  const auto world = run("");
  const auto client = Client::to(world->addresses().at(0).url);
  BOOST_REQUIRE(client);
  base::Instant before = start;
  for (const std::string_view target : {"/a", "/slow", "/b"}) {
    const CallResult result = (*client)->perform({"GET", std::string(target), {}, ""});
    BOOST_REQUIRE(std::holds_alternative<base::HttpResponse>(result));
    const auto now = base::parse_instant(std::get<base::HttpResponse>(result).body);
    BOOST_REQUIRE(now);
    BOOST_TEST((*now >= before));
    before = target == "/slow" ? *now + base::minutes(1) : *now;
  }
  BOOST_TEST((world->now() >= before));
}

BOOST_AUTO_TEST_CASE(a_step_is_done_now_or_refused) {
  const auto world = run("", "engine", 1);
  base::JsonParser parser;
  const auto arguments = parser.parse("{}").value();
  BOOST_TEST(world->act("ticker", "wave", arguments).has_value());
  BOOST_TEST(log.first("waved").first.source == "/ticker");
  BOOST_TEST(!world->act("ticker", "dance", arguments));
  BOOST_TEST(!world->act("clock", "wave", arguments));
}

BOOST_AUTO_TEST_CASE(time_by_hand_stands_still_until_it_is_moved) {
  const auto engine =
      Server::start({}, [](const base::HttpRequest&) -> Answer { return base::text_response(202, ""); });
  BOOST_REQUIRE(engine);
  const auto world = run((*engine)->url(), "engine", 1, true);
  const auto client = Client::to(world->addresses().at(0).url);
  BOOST_REQUIRE(client);
  const auto say = [&](std::string method, std::string target, std::string body) {
    const CallResult result = (*client)->perform({std::move(method), std::move(target), {}, std::move(body)});
    BOOST_REQUIRE(std::holds_alternative<base::HttpResponse>(result));
    const auto& response = std::get<base::HttpResponse>(result);
    return std::to_string(response.status) + " " + response.body;
  };
  BOOST_TEST(say("GET", "/never", "") == "200 2024-10-21T14:00:00.000Z");  // nor does a reply take its time
  BOOST_TEST(say("POST", "/_clock", R"({"now":"2024-10-21T14:03:30Z"})") ==
             R"(200 {"now":"2024-10-21T14:03:30.000Z","next":"2024-10-21T14:04:00.000Z"})");
  // All that was due has been done by then, each at its own instant, deliveries answered.
  std::string done;
  {
    const std::lock_guard lock(log.mutex);
    for (const auto& [fact, at] : log.facts)
      done += fact.type + " " + std::to_string((at - start).count() / 60'000) + "; ";
  }
  BOOST_TEST(done == "asked 0; tick 1; answered 1; tick 2; answered 2; tick 3; answered 3; ");
  BOOST_TEST(say("GET", "/now", "") == "200 2024-10-21T14:03:30.000Z");
  BOOST_TEST(say("GET", "/_clock", "") ==
             R"(200 {"now":"2024-10-21T14:03:30.000Z","next":"2024-10-21T14:04:00.000Z"})");
  for (const std::string_view refused :
       {R"({"now":"2024-10-21T14:00:00Z"})", R"({"now":"2026-10-21T14:00:00Z"})", R"({"then":1})", "now"})
    BOOST_TEST(say("POST", "/_clock", std::string(refused)).starts_with("400 {\"message\":"));
  BOOST_TEST((world->now() == start + base::seconds(210)));
}

BOOST_AUTO_TEST_CASE(time_that_runs_by_itself_is_not_moved) {
  const auto world = run("");
  BOOST_TEST(!world->move_to(start + base::days(1)));
}

BOOST_AUTO_TEST_CASE(a_world_stops_while_a_slow_answer_is_outstanding) {
  const auto world = run("", "engine", 1);
  const std::string url = world->addresses().at(0).url;
  std::thread peer([&] {
    const auto result = (*Client::to(url))->perform({"GET", "/never", {}, ""});
    log.add({std::holds_alternative<base::CallFailure>(result) ? "broken off" : "answered", "/peer", "", ""},
            start);
  });
  log.first("asked");
  world->stop();
  peer.join();
  BOOST_TEST(log.first("broken off").first.source == "/peer");
}

BOOST_AUTO_TEST_CASE(a_world_that_cannot_be_started_says_why) {
  const auto holder = Server::start({}, [](const base::HttpRequest&) -> Answer { return Drop{}; });
  BOOST_REQUIRE(holder);
  const auto nodes = [&](int port) {
    std::vector<RealTimeNode> list;
    list.push_back({"ticker", std::make_unique<Ticker>(start, "engine"), port});
    return list;
  };
  RealTimeOptions options;
  options.start = start;
  const auto taken = RealTime::start(options, nodes((*holder)->port()));
  BOOST_REQUIRE(!taken);
  BOOST_TEST(taken.error().text().find("ticker") != std::string::npos);
  BOOST_TEST(taken.error().text().find(std::to_string((*holder)->port())) != std::string::npos);
  options.rate = 0;
  BOOST_TEST(!RealTime::start(options, nodes(0)));
  options.rate = 1;
  options.engine_url = "engine";
  BOOST_TEST(!RealTime::start(options, nodes(0)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::serve

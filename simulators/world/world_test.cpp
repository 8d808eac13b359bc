#include "simulators/world/world.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::world {
namespace {

constexpr base::Instant start{1'729'519'200'000};  // 2024-10-21T14:00:00Z

// Answers every request, counts them, and sends one message to the engine when told to.
class Counter final : public Simulator {
 public:
  Reply handle(const base::HttpRequest& request, base::Instant now, SimulatorOutputs& out) override {
    ++handled;
    handled_at.push_back(now);
    out.facts.push_back(
        {"engine.order.sent", "/practices/p-01/engine", "LC-1", R"({"body":")" + request.body + "\"}"});
    return {base::text_response(200, "ok"), delay};
  }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return due; }
  void advance(base::Instant now, SimulatorOutputs& out) override {
    due.reset();
    advanced_at = now;
    out.deliveries.push_back({99, "engine", {"POST", "/webhooks/counter", {}, "news"}});
  }
  void answered(std::uint64_t delivery_id, const DeliveryAnswer& answer, base::Instant,
                SimulatorOutputs&) override {
    answers.emplace_back(delivery_id, std::holds_alternative<base::HttpResponse>(answer));
  }
  base::Expected<void> act(std::string_view verb, const base::JsonValue&, base::Instant now,
                           SimulatorOutputs&) override {
    if (verb != "wake") return base::failure("", "no such verb");
    due = now + base::minutes(1);
    return {};
  }

  int handled = 0;
  std::vector<base::Instant> handled_at;
  base::Duration delay{0};
  std::optional<base::Instant> due;
  std::optional<base::Instant> advanced_at;
  std::vector<std::pair<std::uint64_t, bool>> answers;
};

// Makes one call when the clock first moves, and remembers what it hears.
class Caller final : public EnginePort {
 public:
  Outcome deliver(const base::HttpRequest& request, base::Instant) override {
    delivered.push_back(request.body);
    return base::text_response(200, "thanks");
  }
  base::Expected<void> clock(base::Instant) override {
    wants.reset();
    calls.push_back({1, "http://counter.example", {"POST", "/v1/orders", {}, "order"}, base::seconds(60)});
    return {};
  }
  void answered(std::uint64_t call, Outcome outcome, base::Instant now) override {
    heard.emplace_back(call, outcome);
    heard_at = now;
  }
  std::vector<EngineCall> take_calls() override { return std::exchange(calls, {}); }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return wants; }

  std::optional<base::Instant> wants = start;
  std::vector<EngineCall> calls;
  std::vector<std::string> delivered;
  std::vector<std::pair<std::uint64_t, Outcome>> heard;
  base::Instant heard_at;
};

struct Fixture {
  std::vector<std::string> lines;
  World world{
      {.start = start, .seed = 5, .sink = [this](std::string_view line) { lines.emplace_back(line); }}};
  Counter* counter = nullptr;
  Caller caller;
  Fixture() {
    auto made = std::make_unique<Counter>();
    counter = made.get();
    world.add("counter", "http://counter.example", std::move(made));
    world.bind(caller);
  }
  void run() { BOOST_REQUIRE(world.run_until(start + base::hours(1)).has_value()); }
  [[nodiscard]] base::CallFailure failure() const {
    BOOST_REQUIRE_EQUAL(caller.heard.size(), 1U);
    BOOST_REQUIRE(std::holds_alternative<base::CallFailure>(caller.heard[0].second));
    return std::get<base::CallFailure>(caller.heard[0].second);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(world, Fixture)

BOOST_AUTO_TEST_CASE(a_call_crosses_the_network_and_its_answer_comes_back_later) {
  run();
  BOOST_TEST(counter->handled == 1);
  BOOST_REQUIRE_EQUAL(caller.heard.size(), 1U);
  BOOST_TEST(std::get<base::HttpResponse>(caller.heard[0].second).body == "ok");
  BOOST_TEST((counter->handled_at[0] > start));
  BOOST_TEST((caller.heard_at > counter->handled_at[0]));
  BOOST_TEST((world.now() == start + base::hours(1)));
  BOOST_REQUIRE_EQUAL(lines.size(), 3U);  // request, fact, response
  BOOST_TEST(lines[0].find(R"("type":"dental.wire.request")") != std::string::npos);
  BOOST_TEST(lines[1].find(R"("type":"dental.engine.order.sent","subject":"LC-1")") != std::string::npos);
  BOOST_TEST(lines[2].find(R"("status":200)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lost_request_is_never_seen_and_the_caller_waits_in_vain) {
  world.faults().add({.kind = FaultKind::lost_request});
  run();
  BOOST_TEST(counter->handled == 0);
  BOOST_TEST((failure() == base::CallFailure::timeout));
  BOOST_TEST((caller.heard_at == start + base::seconds(60)));
}

BOOST_AUTO_TEST_CASE(a_lost_answer_leaves_the_deed_done_and_the_caller_in_doubt) {
  world.faults().add({.kind = FaultKind::lost_answer});
  run();
  BOOST_TEST(counter->handled == 1);
  BOOST_TEST((failure() == base::CallFailure::timeout));
}

BOOST_AUTO_TEST_CASE(a_reset_leaves_the_deed_done_too) {
  world.faults().add({.kind = FaultKind::reset});
  run();
  BOOST_TEST(counter->handled == 1);
  BOOST_TEST((failure() == base::CallFailure::reset));
}

BOOST_AUTO_TEST_CASE(in_an_outage_the_caller_knows_that_nothing_was_seen) {
  world.faults().add({.kind = FaultKind::outage});
  run();
  BOOST_TEST(counter->handled == 0);
  BOOST_TEST((failure() == base::CallFailure::refused));
}

BOOST_AUTO_TEST_CASE(a_peer_that_is_not_trusted_is_told_nothing) {
  world.faults().add({.kind = FaultKind::untrusted});
  run();
  BOOST_TEST(counter->handled == 0);
  BOOST_TEST((failure() == base::CallFailure::untrusted));
}

BOOST_AUTO_TEST_CASE(a_duplicate_arrives_twice_and_is_answered_once) {
  world.faults().add({.kind = FaultKind::duplicate});
  run();
  BOOST_TEST(counter->handled == 2);
  BOOST_TEST(caller.heard.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_5xx_and_a_429_come_from_a_server_that_did_nothing) {
  world.faults().add({.kind = FaultKind::too_many, .delay = base::seconds(90)});
  run();
  BOOST_TEST(counter->handled == 0);
  const auto& response = std::get<base::HttpResponse>(caller.heard[0].second);
  BOOST_TEST(response.status == 429);
  BOOST_TEST(*response.headers.find("Retry-After") == "90");
}

BOOST_AUTO_TEST_CASE(an_answer_after_the_callers_patience_is_not_heard) {
  counter->delay = base::seconds(61);
  run();
  BOOST_TEST(counter->handled == 1);
  BOOST_TEST((failure() == base::CallFailure::timeout));
}

BOOST_AUTO_TEST_CASE(a_simulator_acts_by_itself_when_it_is_due_and_hears_of_its_message) {
  BOOST_REQUIRE(world.act("counter", "wake", {}).has_value());
  run();
  BOOST_TEST((counter->advanced_at == start + base::minutes(1)));
  BOOST_TEST(caller.delivered == std::vector<std::string>{"news"}, boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(counter->answers.size(), 1U);
  BOOST_TEST(counter->answers[0].first == 99U);
  BOOST_TEST(counter->answers[0].second);
}

BOOST_AUTO_TEST_CASE(an_act_at_a_node_that_is_not_there_is_an_error) {
  BOOST_TEST(!world.act("nobody", "wake", {}).has_value());
  BOOST_TEST(!world.act("counter", "sleep", {}).has_value());
}

BOOST_AUTO_TEST_CASE(the_same_world_writes_the_same_journal_and_another_seed_another) {
  const auto fingerprint = [](std::uint64_t seed) {
    World other({.start = start, .seed = seed, .sink = {}});
    other.add("counter", "http://counter.example", std::make_unique<Counter>());
    Caller engine;
    other.bind(engine);
    BOOST_REQUIRE(other.run_until(start + base::hours(1)).has_value());
    return other.journal().fingerprint();
  };
  BOOST_TEST(fingerprint(1) == fingerprint(1));
  BOOST_TEST(fingerprint(1) != fingerprint(2));
}

BOOST_AUTO_TEST_CASE(a_call_of_an_engine_behind_a_socket_is_answered_at_once) {
  const Outcome outcome = world.exchange("http://counter.example", {"POST", "/v1/orders", {}, "order"});
  BOOST_TEST(std::get<base::HttpResponse>(outcome).status == 200);
  BOOST_TEST((world.now() == start));
  world.faults().add({.kind = FaultKind::lost_request});
  BOOST_TEST(std::holds_alternative<base::CallFailure>(world.exchange("http://counter.example", {})));
  BOOST_TEST(counter->handled == 1);
  BOOST_TEST(std::holds_alternative<base::CallFailure>(world.exchange("http://elsewhere.example", {})));
}

// At a rate: while the engine is busy the simulators go on, and what they have for it waits.
BOOST_AUTO_TEST_CASE(time_that_passes_wakes_who_is_due_and_delivers_nothing_yet) {
  BOOST_REQUIRE(world.act("counter", "wake", {}).has_value());
  world.let_pass(start + base::minutes(5));
  BOOST_TEST((counter->advanced_at == start + base::minutes(1)));
  BOOST_TEST((world.now() == start + base::minutes(5)));
  BOOST_TEST(caller.delivered.empty());
  world.exchange("http://counter.example", {"POST", "/v1/orders", {}, "order"});
  BOOST_TEST((counter->handled_at.back() == start + base::minutes(5)));
  world.let_pass(start);  // it never goes back
  BOOST_TEST((world.now() == start + base::minutes(5)));
  run();
  BOOST_TEST(caller.delivered.size() == 1U);
}

// Something comes in before the clock reaches what is due: what is due then is looked for anew.
BOOST_AUTO_TEST_CASE(what_comes_in_while_an_engine_is_waited_for_is_looked_at_first) {
  class Interrupted final : public EnginePort {
   public:
    Outcome deliver(const base::HttpRequest&, base::Instant) override { return base::text_response(200, ""); }
    base::Expected<void> clock(base::Instant) override { return {}; }
    void answered(std::uint64_t, Outcome, base::Instant) override {}
    std::vector<EngineCall> take_calls() override { return {}; }
    [[nodiscard]] std::optional<base::Instant> next_due() const override { return std::nullopt; }
    bool wait_until(base::Instant next) override {
      waits.push_back(next);
      if (waits.size() > 1) return true;
      BOOST_REQUIRE(of->act("counter", "wake", {}).has_value());
      return false;
    }
    World* of = nullptr;
    std::vector<base::Instant> waits;
  } engine;
  engine.of = &world;
  world.bind(engine);
  BOOST_REQUIRE(world.run_until(start + base::hours(1)).has_value());
  BOOST_REQUIRE(engine.waits.size() > 1U);
  BOOST_TEST((engine.waits[0] == start + base::hours(1)));
  BOOST_TEST((engine.waits[1] == start + base::minutes(1)));
}

BOOST_AUTO_TEST_CASE(secrets_do_not_reach_the_journal) {
  base::HttpRequest request{"GET", "/", {}, {}};
  request.headers.set("Authorization", "ODFHIR secret/secret");
  request.headers.set("X-API-Key", "secret");
  std::ignore = world.exchange("http://counter.example", request);
  for (const std::string& line : lines)
    BOOST_TEST(line.find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::world

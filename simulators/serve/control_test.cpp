#include "simulators/serve/control.hpp"

#include "simulators/serve/client.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::serve {
namespace {

// Answers how often it was asked, and nods.
class Counter final : public world::Simulator {
 public:
  world::Reply handle(const base::HttpRequest& /*request*/, base::Instant /*now*/,
                      world::SimulatorOutputs& /*out*/) override {
    return {base::text_response(200, std::to_string(++asked_))};
  }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return std::nullopt; }
  void advance(base::Instant /*now*/, world::SimulatorOutputs& /*out*/) override {}
  void answered(std::uint64_t /*delivery_id*/, const world::DeliveryAnswer& /*answer*/, base::Instant /*now*/,
                world::SimulatorOutputs& /*out*/) override {}
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant /*now*/,
                           world::SimulatorOutputs& /*out*/) override {
    if (verb != "set") return base::failure("", "the counter has no such verb", "use set");
    base::ObjectReader reader(arguments, "");
    asked_ = reader.integer("to", 0, 100);
    if (reader.error()) return std::unexpected(*reader.error());
    return {};
  }

 private:
  std::int64_t asked_ = 0;
};

struct Bench {
  std::unique_ptr<RealTime> world;
  std::unique_ptr<Client> client;

  Bench() {
    RealTimeOptions options;
    options.start = base::parse_instant("2024-10-21T14:00:00Z").value();
    options.by_hand = true;
    std::vector<RealTimeNode> nodes;
    nodes.push_back({"counter", std::make_unique<Counter>(), 0});
    world = RealTime::start(options, std::move(nodes)).value();
    client = Client::to(world->addresses().at(0).url).value();
  }
  // What a client sees: the status and body, or how the call failed.
  std::string ask() {
    const CallResult result = client->perform({"GET", "/", {}, ""});
    if (const auto* failure = std::get_if<base::CallFailure>(&result))
      return std::string(base::word(*failure));
    const auto& response = std::get<base::HttpResponse>(result);
    return std::to_string(response.status) + " " + response.body;
  }
  std::string tell(std::string target, std::string body, std::string method = "POST") {
    const base::HttpResponse said =
        control(*world, {std::move(method), std::move(target), {}, std::move(body)});
    return std::to_string(said.status) + " " + said.body;
  }
};

BOOST_AUTO_TEST_SUITE(simulators_by_hand)

BOOST_AUTO_TEST_CASE(an_act_is_done_at_once) {
  Bench bench;
  BOOST_TEST(bench.tell("/act", R"({"node":"counter","verb":"set","arguments":{"to":41}})") ==
             R"(200 {"message":"done"})");
  BOOST_TEST(bench.ask() == "200 42");
}

BOOST_AUTO_TEST_CASE(a_lost_answer_was_acted_upon_and_a_lost_request_was_not) {
  Bench bench;
  BOOST_TEST(bench.tell("/fault", R"({"kind":"lost_answer","to":"counter"})").starts_with("200"));
  BOOST_TEST(bench.ask() == "connection reset");
  BOOST_TEST(bench.ask() == "200 2");
  BOOST_TEST(bench.tell("/fault", R"({"kind":"lost_request"})").starts_with("200"));
  BOOST_TEST(bench.ask() == "connection reset");
  BOOST_TEST(bench.ask() == "200 3");
  BOOST_TEST(bench.tell("/fault", R"({"kind":"duplicate"})").starts_with("200"));
  BOOST_TEST(bench.ask() == "200 4");
  BOOST_TEST(bench.ask() == "200 6");
}

BOOST_AUTO_TEST_CASE(the_network_answers_as_it_is_told_and_only_so_often) {
  Bench bench;
  BOOST_TEST(
      bench.tell("/fault", R"({"kind":"server_error","status":502,"times":2,"skip":1})").starts_with("200"));
  BOOST_TEST(bench.ask() == "200 1");
  BOOST_TEST(bench.ask().starts_with("502 "));
  BOOST_TEST(bench.ask().starts_with("502 "));
  BOOST_TEST(bench.ask() == "200 2");
}

BOOST_AUTO_TEST_CASE(an_outage_ends_by_itself) {
  Bench bench;
  BOOST_TEST(bench.tell("/fault", R"({"kind":"outage","for_s":60})").starts_with("200"));
  BOOST_TEST(bench.ask() == "connection reset");
  BOOST_TEST(bench.tell("/clock", R"({"now":"2024-10-21T14:01:00Z"})").starts_with("200"));
  BOOST_TEST(bench.ask() == "200 1");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_refused_with_what_to_do) {
  Bench bench;
  const auto refused = [&](std::string target, std::string body, std::string_view why) {
    const std::string said = bench.tell(std::move(target), body);
    BOOST_TEST(said.starts_with("400 "), body);
    BOOST_TEST(said.find(why) != std::string::npos, said << " lacks " << why);
  };
  refused("/act", R"({"node":"nobody","verb":"set"})", "no such simulator");
  refused("/act", R"({"node":"counter","verb":"wave"})", "use set");
  refused("/act", R"({"node":"counter","verb":"set","arguments":{"to":101}})", "/to");
  refused("/act", "{", "");
  refused("/act", "[]", "");
  refused("/fault", R"({"kind":"gremlin"})", "lost_request, lost_answer");
  refused("/fault", R"({"kind":"reset","to":"nobody"})", "no such simulator");
  refused("/fault", R"({"kind":"server_error","status":200})", "/status");
  BOOST_TEST(bench.tell("/acts", "{}").starts_with("404 "));
  BOOST_TEST(bench.tell("/act", "", "GET").starts_with("404 "));
  BOOST_TEST(bench.ask() == "200 1");
}

BOOST_AUTO_TEST_CASE(the_page_is_shown_on_a_port_of_its_own) {
  Bench bench;
  auto control = Control::start(*bench.world, 0).value();
  control->show("<p>what is where</p>");
  const auto client = Client::to(control->url()).value();
  const CallResult result = client->perform({"GET", "/", {}, ""});
  BOOST_REQUIRE(std::holds_alternative<base::HttpResponse>(result));
  BOOST_TEST(std::get<base::HttpResponse>(result).body == "<p>what is where</p>");
  BOOST_TEST(!Control::start(*bench.world, std::stoi(control->url().substr(control->url().rfind(':') + 1))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::serve

// The production line and the acts: what happens to an order after it was taken in.
#include "simulators/lab/glidewell/glidewell.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <algorithm>
#include <set>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::glidewell {
namespace {

constexpr std::string_view whole_line =
    "Case Received, In Design, Milling, Sintering, Glazing, Quality Check, Shipped";

Config scripted() {
  Config config = test_config();
  config.production_line = false;
  return config;
}

BOOST_AUTO_TEST_SUITE(glidewell_lab)

BOOST_AUTO_TEST_CASE(an_order_goes_through_the_whole_line_and_is_shipped_on_the_promised_day) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  bench.run_until(bench.now + base::days(20));
  BOOST_TEST(bench.statuses() == whole_line);
  const auto statuses = bench.facts_of("lab.case.status");
  BOOST_TEST(bench.text(statuses[0]->data, "/eta") == "2024-10-30T17:30:00.000Z");
  BOOST_TEST(bench.text(statuses[1]->data, "/eta") == "(none)");
  for (std::size_t i = 0; i < statuses.size(); ++i)
    BOOST_TEST(bench.text(statuses[i]->data, "/sequence") == std::to_string(i + 1));
  BOOST_REQUIRE_EQUAL(bench.facts_of("lab.case.shipped").size(), 1U);
  BOOST_TEST(bench.text(bench.facts_of("lab.case.shipped")[0]->data, "/delivery") ==
             "2024-10-30T17:30:00.000Z");
  BOOST_TEST(bench.deliveries.size() == 8U);
  BOOST_TEST(bench.text(bench.deliveries.back().request.body, "/type") == "order.shipped");
  BOOST_TEST(bench.text(bench.deliveries.back().request.body, "/carrier") == "UPS");
  const base::HttpResponse order = bench.ask("GET", "/v1/orders/" + tracking);
  BOOST_TEST(bench.text(order.body, "/stage_since").starts_with("2024-10-28"));
  BOOST_TEST(bench.text(order.body, "/shipment/carrier") == "UPS");
  BOOST_TEST(!bench.lab->next_due());
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_lab_and_another_seed_another) {
  const auto run = [](std::uint64_t seed) {
    Config config = test_config();
    config.seed = seed;
    config.chances.late_per_mille = 200;
    config.chances.question_per_mille = 200;
    Bench bench(config);
    for (int i = 0; i < 20; ++i)
      bench.order("LC-" + std::to_string(i));
    bench.run_until(bench.now + base::days(30));
    std::string all;
    for (const world::Fact& fact : bench.facts)
      all += fact.type + fact.data + "\n";
    for (const world::Delivery& delivery : bench.deliveries)
      all += delivery.request.body;
    return all;
  };
  const std::string once = run(7);
  const std::string again = run(7);
  const std::string other = run(8);
  BOOST_TEST((once == again));
  BOOST_TEST((once != other));
}

BOOST_AUTO_TEST_CASE(an_orders_line_does_not_depend_on_the_other_orders) {
  Bench alone;
  const std::string tracking = alone.order("LC-5");
  alone.run_until(alone.now + base::days(20));
  Bench crowd;
  for (int i = 0; i < 10; ++i)
    crowd.order("LC-" + std::to_string(i));
  crowd.run_until(crowd.now + base::days(20));
  std::string here;
  std::string there;
  for (const world::Fact* fact : alone.facts_of("lab.case.status"))
    here += fact->data;
  for (const world::Fact* fact : crowd.facts_of("lab.case.status"))
    if (fact->subject == "LC-5") there += fact->data;
  BOOST_TEST(here == there);
  BOOST_TEST(crowd.ask("GET", "/v1/orders/" + tracking).status == 200);
}

BOOST_AUTO_TEST_CASE(tracking_numbers_never_repeat) {
  Bench bench(scripted());
  std::set<std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    base::HttpResponse response =
        bench.ask("POST", "/v1/orders", order_json("LC-1"), "k" + std::to_string(i));
    seen.insert(response.body.substr(0, 26));
  }
  BOOST_TEST(seen.size() == 20'000U);
}

BOOST_AUTO_TEST_CASE(a_late_order_says_so_when_fabrication_begins_and_ships_later) {
  Config config = test_config();
  config.chances.late_per_mille = 1000;
  Bench bench(config);
  bench.order("LC-1");
  bench.run_until(bench.now + base::days(20));
  BOOST_TEST(bench.statuses() == whole_line);
  const auto statuses = bench.facts_of("lab.case.status");
  BOOST_TEST(bench.text(statuses[0]->data, "/eta") == "2024-10-30T17:30:00.000Z");
  const std::string eta = bench.text(statuses[2]->data, "/eta");
  BOOST_TEST(eta > "2024-10-30T17:30:00.000Z");
  BOOST_TEST(bench.text(bench.facts_of("lab.case.shipped")[0]->data, "/delivery") == eta);
}

BOOST_AUTO_TEST_CASE(an_order_that_lacks_its_shade_is_held_with_a_question_until_it_is_answered) {
  Bench bench;
  const std::string tracking = bench.order(
      "LC-1", R"({"procedure":"crown","tooth":"19","material":"zirconia","margin_type":"chamfer"})");
  bench.run_until(bench.now + base::days(7));
  BOOST_TEST(bench.statuses() == "Case Received");
  BOOST_REQUIRE_EQUAL(bench.facts_of("lab.case.question").size(), 1U);
  BOOST_TEST(bench.text(bench.facts_of("lab.case.question")[0]->data, "/question") ==
             "Which shade would you like?");
  BOOST_TEST(bench.text(bench.deliveries.back().request.body, "/type") == "order.question");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold/question") ==
             "Which shade would you like?");
  BOOST_TEST(bench.ask("POST", "/v1/orders/" + tracking + "/answers", R"({"text":"A2"})", "q1").status ==
             200);
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold") == "null");
  BOOST_REQUIRE_EQUAL(bench.facts_of("engine.question.answered").size(), 1U);
  bench.run_until(bench.now + base::days(20));
  BOOST_TEST(bench.statuses() == whole_line);
}

BOOST_AUTO_TEST_CASE(an_amendment_that_gives_what_was_missing_releases_the_order) {
  Bench bench;
  const std::string target = "/v1/orders/" + bench.order("LC-1", {}, "[]");
  bench.run_until(bench.now + base::days(3));
  BOOST_TEST(bench.facts_of("lab.case.question").size() == 1U);
  const std::string half = R"({"attachments":[{"name":"p.stl","kind":"scan.prep"}]})";
  BOOST_TEST(bench.text(bench.ask("PATCH", target, half, "a1").body, "/hold") != "null");
  const std::string all =
      R"({"attachments":[{"name":"p.stl","kind":"scan.prep"},{"name":"o.stl","kind":"scan.opposing"}]})";
  BOOST_TEST(bench.text(bench.ask("PATCH", target, all, "a2").body, "/hold") == "null");
}

BOOST_AUTO_TEST_CASE(a_hold_stops_the_line_for_as_long_as_it_lasts_and_the_stage_is_said_again) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  bench.run_until(at("2024-10-23T10:00:00-07:00"));
  const std::string before = bench.statuses();
  bench.act("hold", R"({"case":"LC-1","question":"Which shade?"})");
  BOOST_TEST(bench.statuses() == before + ", On Hold");
  BOOST_TEST(bench.facts_of("lab.case.question").empty());
  BOOST_TEST(!bench.lab->next_due());
  bench.run_until(at("2024-10-25T10:00:00-07:00"));
  BOOST_TEST(bench.statuses() == before + ", On Hold");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold/question") == "Which shade?");
  bench.act("release", R"({"case":"LC-1"})");
  const std::string stage = before.substr(before.rfind(", ") + 2);
  BOOST_TEST(bench.statuses() == before + ", On Hold, " + stage);
  // Two working days later than promised: the eta moves with it.
  BOOST_TEST(bench.text(bench.facts_of("lab.case.status").back()->data, "/eta") ==
             "2024-11-01T17:30:00.000Z");
  bench.run_until(at("2024-11-20T10:00:00-08:00"));
  BOOST_TEST(bench.text(bench.facts_of("lab.case.shipped")[0]->data, "/delivery") ==
             "2024-11-01T17:30:00.000Z");
  BOOST_TEST(!bench.try_act("release", R"({"case":"LC-1"})"));
}

BOOST_AUTO_TEST_CASE(a_drawn_question_comes_when_design_begins) {
  Config config = test_config();
  config.chances.question_per_mille = 1000;
  Bench bench(config);
  const std::string tracking = bench.order("LC-1");
  bench.run_until(bench.now + base::days(10));
  BOOST_TEST(bench.statuses() == "Case Received, In Design");
  BOOST_TEST(bench.facts_of("lab.case.question").size() == 1U);
  static_cast<void>(bench.ask("POST", "/v1/orders/" + tracking + "/answers", R"({"text":"Yes."})", "q1"));
  bench.run_until(bench.now + base::days(20));
  BOOST_TEST(bench.statuses() == whole_line);
}

BOOST_AUTO_TEST_CASE(the_line_can_be_stopped_and_started) {
  Bench bench;
  bench.order("LC-1");
  bench.run_until(at("2024-10-22T12:00:00-07:00"));
  bench.act("line", R"({"running":false})");
  bench.order("LC-2");
  BOOST_TEST(!bench.lab->next_due());
  bench.run_until(at("2024-10-24T12:00:00-07:00"));
  bench.act("hold", R"({"case":"LC-1"})");  // overlaps the stop: time under both counts once
  bench.run_until(at("2024-10-25T12:00:00-07:00"));
  bench.act("line", R"({"running":true})");
  BOOST_TEST(bench.lab->next_due().has_value());
  bench.run_until(at("2024-10-28T12:00:00-07:00"));
  bench.act("release", R"({"case":"LC-1"})");
  bench.run_until(at("2024-11-30T12:00:00-08:00"));
  const auto shipped = bench.facts_of("lab.case.shipped");
  BOOST_REQUIRE_EQUAL(shipped.size(), 2U);
  // LC-1 was promised for the 28th and stood from Tuesday to Monday noon, four working days; LC-2, a day
  // younger, stood from Tuesday to Friday noon, three.
  for (const world::Fact* fact : shipped)
    BOOST_TEST(bench.text(fact->data, "/delivery") == "2024-11-05T18:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_capacity_pushes_orders_to_the_next_working_day) {
  Config config = test_config();
  config.chances.orders_a_day_max = 1;
  Bench bench(config);
  std::vector<std::string> promises;
  for (int i = 0; i < 6; ++i) {
    const std::string id = "LC-" + std::to_string(i);
    promises.push_back(bench.text(bench.ask("POST", "/v1/orders", order_json(id), id).body, "/ship_by"));
  }
  BOOST_TEST(promises[0] == "2024-10-28");
  BOOST_TEST(promises[1] == "2024-10-29");
  BOOST_TEST(promises[5] == "2024-11-04");
}

BOOST_AUTO_TEST_CASE(without_a_line_nothing_happens_by_itself) {
  Bench bench(scripted());
  bench.order("LC-1", R"({"procedure":"crown","tooth":"19","material":"zirconia","margin_type":"chamfer"})");
  BOOST_TEST(!bench.lab->next_due());
}

BOOST_AUTO_TEST_CASE(a_scripted_status_may_be_any_word_and_counts_on) {
  Bench bench(scripted());
  const std::string tracking = bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"Case Received","eta":"2024-10-30T12:00:00Z"})");
  bench.act("status", R"({"case":"LC-1","status":"Ceramic Staging"})");
  const auto statuses = bench.facts_of("lab.case.status");
  BOOST_TEST(bench.text(statuses[0]->data, "/eta") == "2024-10-30T12:00:00.000Z");
  BOOST_TEST(bench.text(statuses[1]->data, "/sequence") == "2");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/status") == "Ceramic Staging");
}

BOOST_AUTO_TEST_CASE(a_late_status_is_sent_but_does_not_move_the_order_back) {
  Bench bench(scripted());
  const std::string tracking = bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"Milling","sequence":3})");
  bench.act("status", R"({"case":"LC-1","status":"In Design","sequence":2})");
  BOOST_TEST(bench.deliveries.size() == 2U);
  BOOST_TEST(bench.text(bench.deliveries[1].request.body, "/sequence") == "2");
  const base::HttpResponse order = bench.ask("GET", "/v1/orders/" + tracking);
  BOOST_TEST(bench.text(order.body, "/status") == "Milling");
  BOOST_TEST(bench.text(order.body, "/sequence") == "3");
}

BOOST_AUTO_TEST_CASE(a_scripted_status_takes_the_order_off_the_line) {
  Bench bench;
  bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"Milling"})");
  bench.run_until(bench.now + base::days(30));
  BOOST_TEST(bench.statuses() == "Milling");
}

BOOST_AUTO_TEST_CASE(a_scripted_hold_word_holds_and_the_next_status_ends_it) {
  Bench bench(scripted());
  const std::string tracking = bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"On Hold"})");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold/question") == "");
  bench.act("status", R"({"case":"LC-1","status":"In Design"})");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold") == "null");
  bench.act("question", R"({"case":"LC-1","question":"Which shade?"})");
  bench.act("status", R"({"case":"LC-1","status":"Milling"})");  // a question stands until it is answered
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders/" + tracking).body, "/hold/question") == "Which shade?");
}

BOOST_AUTO_TEST_CASE(shipping_says_the_status_unless_it_was_said_and_the_shipment) {
  Bench bench(scripted());
  bench.order("LC-1");
  bench.act(
      "ship",
      R"({"case":"LC-1","carrier":"FedEx","carrier_tracking":"794","delivery":"2024-10-25T17:00:00Z"})");
  BOOST_TEST(bench.statuses() == "Shipped");
  const auto shipped = bench.facts_of("lab.case.shipped");
  BOOST_REQUIRE_EQUAL(shipped.size(), 1U);
  BOOST_TEST(shipped[0]->data ==
             R"({"carrier":"FedEx","carrier_tracking":"794","delivery":"2024-10-25T17:00:00.000Z"})");
  bench.order("LC-2");
  bench.act("status", R"({"case":"LC-2","status":"Shipped"})");
  bench.act("ship", R"({"case":"LC-2"})");
  BOOST_TEST(bench.statuses() == "Shipped, Shipped");
  BOOST_TEST(bench.text(bench.facts_of("lab.case.shipped")[1]->data, "/delivery") ==
             "2024-10-23T17:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(pace_moves_the_line_and_says_the_new_estimate) {
  Bench bench;
  bench.order("LC-1");
  bench.run_until(at("2024-10-22T12:00:00-07:00"));
  bench.act("pace", R"({"case":"LC-1","working_days":3})");
  BOOST_TEST(bench.text(bench.facts_of("lab.case.status").back()->data, "/eta") ==
             "2024-11-04T18:30:00.000Z");
  bench.run_until(at("2024-11-30T12:00:00-08:00"));
  BOOST_TEST(bench.text(bench.facts_of("lab.case.shipped")[0]->data, "/delivery") ==
             "2024-11-04T18:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_planned_rejection_meets_the_next_order_that_it_is_meant_for) {
  Bench bench;
  bench.act("reject_next", R"({"case":"LC-2","practice":"p-01","reasons":["The scan is torn.",
    {"code":"bite","field":"/attachments","message":"The bite is missing."}]})");
  bench.order("LC-1");
  const base::HttpResponse refused = bench.ask("POST", "/v1/orders", order_json("LC-2"), "LC-2/1");
  BOOST_TEST(refused.status == 422);
  BOOST_TEST(bench.text(refused.body, "/reasons/0/message") == "The scan is torn.");
  BOOST_TEST(bench.text(refused.body, "/reasons/1/code") == "bite");
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-2"), "LC-2/2").status == 201);
}

BOOST_AUTO_TEST_CASE(drawn_rejections_happen_as_often_as_configured) {
  Config config = test_config();
  config.chances.reject_per_mille = 1000;
  Bench bench(config);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1").status == 422);
}

BOOST_AUTO_TEST_CASE(a_step_that_cannot_be_done_says_what_and_where) {
  Bench bench;
  bench.order("LC-1");
  const auto refusal = [&](std::string_view verb, std::string_view arguments) {
    const auto done = bench.try_act(verb, arguments);
    return done ? std::string("done") : done.error().text();
  };
  BOOST_TEST(refusal("dance", "{}").find("\"dance\"") != std::string::npos);
  BOOST_TEST(refusal("status", "[]") != "done");
  BOOST_TEST(refusal("status", R"({"case":"LC-1"})").find("/status") != std::string::npos);
  BOOST_TEST(refusal("status", R"({"case":"LC-9","status":"Milling"})").find("LC-9") != std::string::npos);
  BOOST_TEST(refusal("status", R"({"case":"LC-1","status":"Milling","squence":3})").find("squence") !=
             std::string::npos);
  BOOST_TEST(refusal("status", R"({"case":"LC-1","status":"Milling","sequence":-1})").find("/sequence") !=
             std::string::npos);
  BOOST_TEST(refusal("reject_next", R"({"reasons":[]})") != "done");
  BOOST_TEST(refusal("hold", R"({"case":"LC-1","practice":"p-09"})").find("/practice") != std::string::npos);
  bench.api_key = "key-2";
  bench.order("LC-1");
  BOOST_TEST(refusal("hold", R"({"case":"LC-1"})").find("two practices") != std::string::npos);
  bench.act("hold", R"({"case":"LC-1","practice":"p-02"})");
  BOOST_TEST(bench.facts.back().source == "/practices/p-02/labs/glidewell");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::glidewell

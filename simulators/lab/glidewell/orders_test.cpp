#include "simulators/lab/glidewell/test_bench.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::glidewell {
namespace {

BOOST_AUTO_TEST_SUITE(glidewell_orders)

BOOST_AUTO_TEST_CASE(the_front_page_says_that_the_lab_is_stylised) {
  Bench bench;
  bench.api_key.clear();
  const base::HttpResponse page = bench.ask("GET", "/");
  BOOST_TEST(page.status == 200);
  BOOST_TEST(page.body.find("stylised") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_call_needs_a_known_key) {
  Bench bench;
  bench.api_key.clear();
  BOOST_TEST(bench.ask("GET", "/v1/orders?case_id=LC-1").status == 401);
  bench.api_key = "key-3";
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1").status == 401);
  BOOST_TEST(bench.facts.empty());
}

BOOST_AUTO_TEST_CASE(an_order_is_acknowledged_with_a_tracking_number_and_a_promise) {
  Bench bench;
  const base::HttpResponse response = bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1");
  BOOST_TEST(response.status == 201);
  const std::string tracking = bench.text(response.body, "/tracking");
  BOOST_TEST(tracking.size() == 10U);
  BOOST_TEST(tracking.starts_with("GLW-"));
  BOOST_TEST(bench.text(response.body, "/ship_by") == "2024-10-28");

  BOOST_REQUIRE_EQUAL(bench.facts.size(), 2U);
  BOOST_TEST(bench.facts[0].type == "engine.order.sent");
  BOOST_TEST(bench.facts[0].source == "/practices/p-01/engine");
  BOOST_TEST(bench.facts[0].subject == "LC-1");
  BOOST_TEST(bench.text(bench.facts[0].data, "/lab") == "glidewell");
  BOOST_TEST(bench.text(bench.facts[0].data, "/channel") == "api");
  BOOST_TEST(bench.text(bench.facts[0].data, "/idempotency_key") == "LC-1/1");
  BOOST_TEST(bench.text(bench.facts[0].data, "/order/prescription/shade") == "A2");
  BOOST_TEST(bench.facts[1].type == "lab.order.acknowledged");
  BOOST_TEST(bench.facts[1].source == "/practices/p-01/labs/glidewell");
  BOOST_TEST(bench.text(bench.facts[1].data, "/tracking") == tracking);
}

BOOST_AUTO_TEST_CASE(the_same_key_and_body_get_the_same_answer_and_no_second_order) {
  Bench bench;
  const base::HttpResponse first = bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1");
  bench.now = bench.now + base::days(2);
  const base::HttpResponse again = bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1");
  BOOST_TEST(first.status == 201);
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == first.body);
  BOOST_TEST(first.headers.find("Idempotent-Replayed") == nullptr);
  BOOST_REQUIRE(again.headers.find("Idempotent-Replayed") != nullptr);
  BOOST_TEST(*again.headers.find("Idempotent-Replayed") == "true");
  BOOST_TEST(bench.facts_of("engine.order.sent").size() == 1U);
  BOOST_TEST(bench.facts_of("lab.order.acknowledged").size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_same_key_with_another_body_is_a_conflict) {
  Bench bench;
  bench.order("LC-1");
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-2"), "LC-1/1").status == 409);
  BOOST_TEST(bench.facts_of("engine.order.sent").size() == 1U);
}

BOOST_AUTO_TEST_CASE(two_accounts_may_use_the_same_key_and_see_only_their_own_orders) {
  Bench bench;
  const std::string first = bench.order("LC-1");
  bench.api_key = "key-2";
  const std::string second = bench.order("LC-1");
  BOOST_TEST(first != second);
  BOOST_TEST(bench.ask("GET", "/v1/orders/" + first).status == 404);
  BOOST_TEST(bench.ask("GET", "/v1/orders/" + second).status == 200);
  BOOST_TEST(bench.facts_of("lab.order.acknowledged")[1]->source == "/practices/p-02/labs/glidewell");
}

BOOST_AUTO_TEST_CASE(an_idempotency_key_is_needed_bounded_and_visible_ascii) {
  Bench bench;
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1")).status == 400);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), std::string(129, 'k')).status == 400);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), "caf\xE9").status == 400);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), std::string(128, 'k')).status == 201);
}

BOOST_AUTO_TEST_CASE(a_malformed_order_gets_400_and_does_not_spend_its_key) {
  Bench bench;
  for (const std::string_view body : {"", "{", "null", "[]", "{}", "\xff", R"({"case_id":"LC-1"})"}) {
    const base::HttpResponse response = bench.ask("POST", "/v1/orders", std::string(body), "LC-1/1");
    BOOST_TEST(response.status == 400);
    BOOST_TEST(!bench.text(response.body, "/message").empty());
  }
  BOOST_TEST(bench.facts.empty());
  bench.order("LC-1");
}

BOOST_AUTO_TEST_CASE(a_body_above_the_bound_is_refused) {
  Bench bench;
  BOOST_TEST(bench.ask("POST", "/v1/orders", std::string(1'000'001, ' '), "LC-1/1").status == 413);
}

BOOST_AUTO_TEST_CASE(a_refused_order_says_why_and_spends_its_key) {
  Bench bench;
  const std::string bad = order_json(
      "LC-1",
      R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"D1","margin_type":"chamfer"})");
  const base::HttpResponse refused = bench.ask("POST", "/v1/orders", bad, "LC-1/1");
  BOOST_TEST(refused.status == 422);
  BOOST_TEST(bench.text(refused.body, "/reasons/0/code") == "shade_unknown");
  BOOST_TEST(bench.text(refused.body, "/reasons/0/field") == "/prescription/shade");
  BOOST_TEST(bench.facts_of("engine.order.sent").size() == 1U);
  BOOST_REQUIRE_EQUAL(bench.facts_of("lab.order.rejected").size(), 1U);
  BOOST_TEST(bench.text(bench.facts_of("lab.order.rejected")[0]->data, "/reasons/0") ==
             "We know no shade D1.");
  BOOST_TEST(bench.ask("POST", "/v1/orders", bad, "LC-1/1").status == 422);
  BOOST_TEST(bench.facts_of("lab.order.rejected").size() == 1U);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/1").status == 409);
  BOOST_TEST(bench.ask("POST", "/v1/orders", order_json("LC-1"), "LC-1/2").status == 201);
}

BOOST_AUTO_TEST_CASE(the_sandbox_judges_alike_and_makes_nothing) {
  Bench bench;
  const base::HttpResponse mirrored = bench.ask("POST", "/sandbox/v1/orders", order_json("LC-1"), "LC-1/1");
  BOOST_TEST(mirrored.status == 201);
  BOOST_TEST(bench.text(mirrored.body, "/tracking").starts_with("SBX-"));
  BOOST_TEST(bench.ask("POST", "/sandbox/v1/orders", order_json("LC-1"), "LC-1/1").status == 200);
  BOOST_TEST(
      bench.ask("POST", "/sandbox/v1/orders", order_json("LC-2", R"({"procedure":"crown"})"), "x").status ==
      422);
  BOOST_TEST(bench.ask("POST", "/sandbox/v1/orders", "{}", "y").status == 400);
  BOOST_TEST(bench.facts_of("engine.order.mirrored").size() == 2U);
  BOOST_TEST(bench.facts_of("engine.order.sent").empty());
  BOOST_TEST(bench.ask("GET", "/v1/orders?case_id=LC-1").body == "[]");
  BOOST_TEST(!bench.lab->next_due());
  bench.order("LC-1");  // its key is not the sandbox's
}

BOOST_AUTO_TEST_CASE(the_feed_tells_each_change_once_in_order_a_hundred_at_a_time) {
  Bench bench;
  for (int i = 0; i < 101; ++i) {
    const std::string case_id = "LC-" + std::to_string(i);
    bench.order(case_id);
    bench.act("status", R"({"case":")" + case_id + R"(","status":"In Design"})");
  }
  const base::HttpResponse page = bench.ask("GET", "/v1/orders?changed_after=0");
  BOOST_TEST(bench.text(page.body, "/99/change") == "100");
  BOOST_TEST(bench.text(page.body, "/100/change") == "(none)");
  const base::HttpResponse rest = bench.ask("GET", "/v1/orders?changed_after=100");
  BOOST_TEST(bench.text(rest.body, "/0/case_id") == "LC-100");
  BOOST_TEST(bench.text(rest.body, "/1/change") == "(none)");
  bench.act("status", R"({"case":"LC-0","status":"Milling"})");
  const base::HttpResponse news = bench.ask("GET", "/v1/orders?changed_after=101");
  BOOST_TEST(bench.text(news.body, "/0/case_id") == "LC-0");
  BOOST_TEST(bench.text(news.body, "/0/change") == "102");
  BOOST_TEST(bench.ask("GET", "/v1/orders?changed_after=102").body == "[]");
  BOOST_TEST(bench.ask("GET", "/v1/orders?changed_after=-1").status == 400);
  BOOST_TEST(bench.ask("GET", "/v1/orders").status == 400);
}

BOOST_AUTO_TEST_CASE(an_order_can_be_asked_for_by_tracking_and_by_case) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  const base::HttpResponse fresh = bench.ask("GET", "/v1/orders/" + tracking);
  BOOST_TEST(bench.text(fresh.body, "/status") == "");
  BOOST_TEST(bench.text(fresh.body, "/sequence") == "0");
  BOOST_TEST(bench.text(fresh.body, "/hold") == "null");
  BOOST_TEST(bench.text(fresh.body, "/shipment") == "null");
  BOOST_TEST(bench.text(fresh.body, "/idempotency_key") == "LC-1/1");
  BOOST_TEST(bench.text(fresh.body, "/eta") == "2024-10-30T17:30:00.000Z");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/orders?case_id=LC-1").body, "/0/tracking") == tracking);
  BOOST_TEST(bench.ask("GET", "/v1/orders/GLW-000000").status == 404);
}

BOOST_AUTO_TEST_CASE(an_order_may_be_changed_until_fabrication) {
  Bench bench;
  const std::string target = "/v1/orders/" + bench.order("LC-1");
  const std::string change =
      R"({"prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"B1","margin_type":"chamfer"}})";
  BOOST_TEST(bench.ask("PATCH", target, change, "a1").status == 200);
  BOOST_TEST(*bench.ask("PATCH", target, change, "a1").headers.find("Idempotent-Replayed") == "true");
  BOOST_REQUIRE_EQUAL(bench.facts_of("engine.order.amended").size(), 1U);
  BOOST_TEST(bench.text(bench.facts_of("engine.order.amended")[0]->data, "/prescription/shade") == "B1");
  BOOST_TEST(bench.ask("PATCH", target, "{}", "a2").status == 400);
  BOOST_TEST(bench.ask("PATCH", target, R"({"attachments":7})", "a2").status == 400);
  BOOST_TEST(bench.ask("PATCH", target, R"({"prescription":{"procedure":"crown"}})", "a3").status == 422);
  bench.act("status", R"({"case":"LC-1","status":"Milling"})");
  BOOST_TEST(bench.ask("PATCH", target, change, "a4").status == 409);
}

BOOST_AUTO_TEST_CASE(an_order_may_be_cancelled_until_fabrication_and_cancelling_twice_is_one_cancellation) {
  Bench bench;
  const std::string target = "/v1/orders/" + bench.order("LC-1") + "/cancel";
  BOOST_TEST(bench.ask("POST", target, R"({"reason":7})").status == 400);
  BOOST_TEST(bench.ask("POST", target, R"({"reason":"the patient moved away"})").status == 200);
  BOOST_TEST(bench.ask("POST", target, R"({"reason":"the patient moved away"})").status == 200);
  BOOST_TEST(bench.facts_of("engine.order.cancelled").size() == 1U);
  BOOST_TEST(bench.statuses() == "Cancelled");
  bench.run_until(bench.now + base::days(30));
  BOOST_TEST(bench.statuses() == "Cancelled");

  const std::string late = "/v1/orders/" + bench.order("LC-2") + "/cancel";
  bench.act("status", R"({"case":"LC-2","status":"Sintering"})");
  BOOST_TEST(bench.ask("POST", late, R"({"reason":"too late"})").status == 409);
  BOOST_TEST(bench.facts_of("engine.order.cancelled").size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_invoice_line_costs_the_fee_of_each_unit_and_is_told_once) {
  Bench bench;
  bench.order("LC-1");
  bench.order(
      "LC-2",
      R"({"procedure":"bridge","teeth":["3","4","5"],"material":"zirconia","shade":"A2","margin_type":"chamfer"})");
  BOOST_TEST(bench.ask("GET", "/v1/statements?month=2024-10").body ==
             R"({"statement":"ST-p-01-2024-10","lines":[]})");
  bench.run_until(at("2024-10-29T12:00:00-07:00"));
  const base::HttpResponse early = bench.ask("GET", "/v1/statements?month=2024-10");
  BOOST_TEST(bench.text(early.body, "/lines/0/case") == "LC-1");
  BOOST_TEST(bench.text(early.body, "/lines/0/cents") == "9900");
  BOOST_TEST(bench.text(early.body, "/lines/0/date") == "2024-10-28");
  BOOST_TEST(bench.text(early.body, "/lines/0/description") == "zirconia crown");
  BOOST_TEST(bench.text(early.body, "/lines/1") == "(none)");
  bench.run_until(at("2024-11-01T12:00:00-07:00"));
  const base::HttpResponse whole = bench.ask("GET", "/v1/statements?month=2024-10");
  BOOST_TEST(bench.text(whole.body, "/lines/1/cents") == "29700");
  static_cast<void>(bench.ask("GET", "/v1/statements?month=2024-10"));
  const auto told = bench.facts_of("lab.invoice");
  BOOST_REQUIRE_EQUAL(told.size(), 2U);
  BOOST_TEST(told[0]->subject.empty());
  BOOST_TEST(bench.text(told[1]->data, "/lines/0/line") == "2");
  BOOST_TEST(bench.text(told[1]->data, "/lines/1") == "(none)");
  BOOST_TEST(bench.ask("GET", "/v1/statements?month=2024-11").body ==
             R"({"statement":"ST-p-01-2024-11","lines":[]})");
  for (const std::string_view month : {"", "?month=2024-13", "?month=2024", "?month=2024-1"})
    BOOST_TEST(bench.ask("GET", "/v1/statements" + std::string(month)).status == 400);
}

BOOST_AUTO_TEST_CASE(a_remake_under_warranty_costs_nothing) {
  Bench bench;
  const std::string tracking = bench.order("LC-1");
  bench.run_until(bench.now + base::days(14));
  bench.order("LC-2", {}, {}, R"(,"remake_of":")" + tracking + "\"");
  bench.run_until(bench.now + base::days(14));
  const base::HttpResponse statement = bench.ask("GET", "/v1/statements?month=2024-11");
  BOOST_TEST(bench.text(statement.body, "/lines/0/case") == "LC-2");
  BOOST_TEST(bench.text(statement.body, "/lines/0/cents") == "0");
}

BOOST_AUTO_TEST_CASE(any_address_and_method_gets_a_clear_answer) {
  Bench bench;
  const std::string order = "/v1/orders/" + bench.order("LC-1");
  struct Row {
    std::string method;
    std::string target;
    int status;
  };
  for (const Row& row :
       {Row{"POST", "/", 405}, Row{"GET", "/v2/orders", 404}, Row{"GET", "/v1", 404},
        Row{"GET", "/v1/parcels", 404}, Row{"DELETE", "/v1/orders", 405}, Row{"PUT", order, 405},
        Row{"GET", order + "/cancel", 405}, Row{"POST", order + "/nothing", 404},
        Row{"POST", order + "/cancel/more", 404}, Row{"POST", "/v1/statements", 405},
        Row{"GET", "/sandbox", 404}, Row{"GET", "/sandbox/v1/orders", 405}, Row{"GET", "%%%", 404},
        Row{"", "", 405}, Row{"GET", "/v1/orders?changed_after=1x", 400}}) {
    const base::HttpResponse response = bench.ask(row.method, row.target);
    BOOST_TEST(response.status == row.status, row.method + " " + row.target + ": " + response.body);
    BOOST_TEST(!bench.text(response.body, "/message").empty());
  }
}

BOOST_AUTO_TEST_CASE(an_answer_needs_a_text) {
  Bench bench;
  const std::string target = "/v1/orders/" + bench.order("LC-1") + "/answers";
  BOOST_TEST(bench.ask("POST", target, R"({"text":"A2"})").status == 400);  // no key
  BOOST_TEST(bench.ask("POST", target, R"({})", "q1").status == 400);
  BOOST_TEST(bench.ask("POST", target, R"({"text":""})", "q1").status == 400);
  BOOST_TEST(bench.ask("POST", target, R"({"text":")" + std::string(10'001, 'x') + "\"}", "q1").status ==
             400);
  BOOST_TEST(bench.ask("POST", target, R"({"text":"A2"})", "q1").status == 200);
  BOOST_TEST(bench.ask("POST", target, R"({"text":"A2"})", "q1").status == 200);
  BOOST_TEST(bench.facts_of("engine.question.answered").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::glidewell

#include "simulators/lab/dentsply_sirona/test_bench.hpp"

namespace articulator::simulators::dentsply_sirona {
namespace {

BOOST_AUTO_TEST_SUITE(dentsply_sirona_lab)

BOOST_AUTO_TEST_CASE(the_front_page_says_that_the_lab_is_stylised) {
  Bench bench;
  bench.token.clear();
  const base::HttpResponse page = bench.ask("GET", "/");
  BOOST_TEST(page.status == 200);
  BOOST_TEST(page.body.find("stylised") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_call_wants_a_token_that_is_good) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  const std::string token = std::exchange(bench.token, "");
  BOOST_TEST(*bench.ask("GET", address).headers.find("WWW-Authenticate") == "Bearer");
  bench.token = "ds.made-up";
  BOOST_TEST(*bench.ask("GET", address).headers.find("WWW-Authenticate") == "Bearer error=\"invalid_token\"");
  bench.token = token;
  bench.now = bench.now + base::seconds(3599);
  BOOST_TEST(bench.ask("GET", address).status == 200);
  bench.now = bench.now + base::seconds(1);
  BOOST_TEST(bench.ask("GET", address).status == 401);
  bench.token = bench.new_token("client-1", "secret-1");
  BOOST_TEST(bench.ask("GET", address).status == 200);
  bench.act("expire_tokens", "{}");
  BOOST_TEST(bench.ask("GET", address).status == 401);
}

BOOST_AUTO_TEST_CASE(an_account_sees_its_own_orders_only) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.token = bench.new_token("client-2", "secret-2");
  BOOST_TEST(bench.ask("GET", address).status == 404);
  BOOST_TEST(bench.order("LC-1") == address);
  const auto taken = bench.facts_of("lab.order.acknowledged");
  BOOST_REQUIRE_EQUAL(taken.size(), 2U);
  BOOST_TEST(taken[1]->source == "/practices/p-02/labs/dentsply-sirona");
}

BOOST_AUTO_TEST_CASE(a_second_order_of_the_same_name_is_none) {
  Bench bench;
  bench.order("LC-1");
  BOOST_TEST(bench.put("LC-1/1", order_json("LC-1")).status == 412);
  BOOST_TEST(bench.facts_of("engine.order.sent").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_list_of_changes_that_did_not_grow_is_not_told_again) {
  Bench bench;
  bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","stage":"in_design"})");
  const base::HttpResponse first = bench.ask("GET", "/v1/changes?after=0");
  const std::string etag = *first.headers.find("ETag");
  const auto ask = [&] { return bench.ask("GET", "/v1/changes?after=1", {}, {{"If-None-Match", etag}}); };
  BOOST_TEST(ask().status == 304);
  BOOST_TEST(ask().body.empty());
  bench.act("status", R"({"case":"LC-1","stage":"in_fabrication"})");
  BOOST_TEST(bench.text(ask().body, "/changes") == R"([{"order":"LC-1/1","revision":2}])");
}

BOOST_AUTO_TEST_CASE(the_line_moves_an_order_through_its_states_and_bills_it) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.run_until(bench.now + base::days(10));
  BOOST_TEST(bench.states() ==
             "ORDER_RECEIVED CAD_DESIGN CAM_PRODUCTION FINISHING QUALITY_CONTROL DISPATCHED");
  BOOST_TEST(bench.facts_of("lab.case.shipped").size() == 1U);
  BOOST_TEST(bench.facts_of("lab.invoice").empty());
  BOOST_TEST(bench.of_order(address, "/invoice/lines/0/cents") == "13500");
  BOOST_TEST(bench.of_order(address, "/invoice/lines/0/date") == "2024-10-25");
  bench.ask("GET", "/v1/statements?month=2024-10");
  BOOST_TEST(bench.facts_of("lab.invoice").size() == 1U);
  BOOST_TEST(bench.deliveries.empty());
}

BOOST_AUTO_TEST_CASE(a_rejected_design_leaves_its_word_until_another_is_approved) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","stage":"in_design"})");
  bench.act("propose_design", R"({"case":"LC-1"})");
  BOOST_TEST(bench.of_order(address, "/state") == "CAD_DESIGN");
  bench.ask("PUT", address + "/answers/W-1", R"({"decision":"reject","comment":"too bulky"})");
  BOOST_TEST(bench.of_order(address, "/state") == "DESIGN_REJECTED");
  BOOST_TEST(bench.of_order(address, "/waiting_for") == "null");
  bench.act("propose_design", R"({"case":"LC-1"})");
  BOOST_TEST(bench.of_order(address, "/state") == "DESIGN_REJECTED");
  BOOST_TEST(bench.of_order(address, "/waiting_for/id") == "W-2");
  BOOST_TEST(bench.of_order(address, "/design/version") == "2");
  bench.ask("PUT", address + "/answers/W-2", R"({"decision":"approve"})");
  BOOST_TEST(bench.of_order(address, "/state") == "CAD_DESIGN");
  BOOST_TEST(bench.states() == "CAD_DESIGN DESIGN_REJECTED CAD_DESIGN");
}

BOOST_AUTO_TEST_CASE(on_the_line_another_design_comes_by_itself_and_work_goes_on_once_it_is_approved) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.run_until(at("2024-10-22T18:00:00Z"));
  BOOST_REQUIRE_EQUAL(bench.of_order(address, "/state"), "CAD_DESIGN");
  bench.act("propose_design", R"({"case":"LC-1"})");
  bench.run_until(at("2024-10-23T14:00:00Z"));
  BOOST_TEST(bench.states() == "ORDER_RECEIVED CAD_DESIGN");  // it waits
  bench.ask("PUT", address + "/answers/W-1", R"({"decision":"reject","comment":"too bulky"})");
  bench.run_until(at("2024-10-23T17:59:00Z"));
  BOOST_TEST(bench.of_order(address, "/design/state") == "rejected");
  bench.run_until(at("2024-10-23T18:01:00Z"));
  BOOST_TEST(bench.of_order(address, "/design/state") == "proposed");
  bench.ask("PUT", address + "/answers/W-2", R"({"decision":"approve"})");
  bench.run_until(at("2024-11-08T00:00:00Z"));
  BOOST_TEST(bench.of_order(address, "/state") == "DISPATCHED");
}

BOOST_AUTO_TEST_CASE(an_old_state_is_shown_once_as_by_a_copy_that_lags_behind) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.act("status", R"({"case":"LC-1","status":"CAM_PRODUCTION","sequence":3})");
  bench.act("status", R"({"case":"LC-1","status":"CAD_DESIGN","sequence":2})");
  BOOST_TEST(bench.of_order(address, "/state") == "CAD_DESIGN");
  BOOST_TEST(bench.of_order(address, "/state") == "CAM_PRODUCTION");
  BOOST_TEST(bench.of_order(address, "/sequence") == "3");
}

BOOST_AUTO_TEST_CASE(an_incomplete_order_is_held_with_a_question_and_goes_on_when_amended) {
  Bench bench;
  const std::string no_shade =
      R"({"procedure":"crown","tooth":"19","material":"zirconia","margin_type":"chamfer"})";
  BOOST_TEST(bench.put("LC-1/1", order_json("LC-1", no_shade)).status == 201);
  bench.run_until(bench.now + base::hours(2));
  BOOST_REQUIRE_EQUAL(bench.facts_of("lab.case.question").size(), 1U);
  BOOST_TEST(bench.of_order("/v1/orders/LC-1%2F1", "/waiting_for/text") == "Which shade would you like?");
  const std::string amendment =
      R"({"prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer"}})";
  BOOST_TEST(bench.ask("PATCH", "/v1/orders/LC-1%2F1", amendment).status == 200);
  BOOST_TEST(bench.of_order("/v1/orders/LC-1%2F1", "/waiting_for") == "null");
}

BOOST_AUTO_TEST_CASE(a_remake_is_free_by_its_claim_and_the_policy) {
  Bench bench;
  const std::string first = bench.order("LC-1");
  const std::string number = bench.of_order(first, "/order_number");
  bench.run_until(bench.now + base::days(14));
  const auto claim = [&](const std::string& case_id, const std::string& cause) {
    return bench.order(case_id, R"(,"remake_of":")" + number + R"(","remake":{"cause":")" + cause +
                                    R"(","round":2,"warranty_claimed":true})");
  };
  const std::string covered = claim("LC-2", "fit");
  const std::string not_covered = claim("LC-3", "shade");
  BOOST_TEST(bench.of_order(covered, "/warranty/granted") == "true");
  BOOST_TEST(bench.of_order(not_covered, "/warranty/granted") == "false");
  bench.act("ship", R"({"case":"LC-2"})");
  bench.act("ship", R"({"case":"LC-3"})");
  BOOST_TEST(bench.of_order(covered, "/invoice/lines/0/cents") == "0");
  BOOST_TEST(bench.of_order(not_covered, "/invoice/lines/0/cents") == "13500");
}

BOOST_AUTO_TEST_CASE(a_line_can_be_billed_wrongly_or_not_at_all) {
  Bench bench;
  const std::string address = bench.order("LC-1");
  bench.act("unbill", R"({"case":"LC-1"})");
  bench.act("ship", R"({"case":"LC-1"})");
  BOOST_TEST(bench.of_order(address, "/invoice") == "null");
  bench.act("bill", R"({"practice":"p-01","case":"LC-1","cents":99})");
  BOOST_TEST(bench.text(bench.ask("GET", "/v1/statements?month=2024-10").body, "/lines/0/cents") == "99");
}

BOOST_AUTO_TEST_CASE(a_step_that_cannot_be_done_says_why) {
  Bench bench;
  bench.order("LC-1");
  struct Step {
    std::string_view verb;
    std::string_view arguments;
  };
  for (const Step& step :
       {Step{"webhooks", R"({"silent":true})"}, Step{"status", R"({"case":"LC-9","status":"X"})"},
        Step{"status", R"({"case":"LC-1","stage":"polishing"})"},
        Step{"status", R"({"case":"LC-1","stage":"in_design","status":"X"})"},
        Step{"release", R"({"case":"LC-1"})"}, Step{"pace", R"({"case":"LC-1","working_days":99})"},
        Step{"propose_design", R"({"case":"LC-1","note":"x"})"}, Step{"bill", R"({"cents":1})"},
        Step{"reject_next", R"({"reasons":[]})"}})
    BOOST_TEST(!bench.try_act(step.verb, step.arguments), step.verb);
}

BOOST_AUTO_TEST_CASE(a_lab_needs_clients_that_differ) {
  Config none = test_config();
  none.accounts.clear();
  BOOST_TEST(!make_dentsply_sirona(none));
  Config same = test_config();
  same.accounts[1].client_id = "client-1";
  BOOST_TEST(!make_dentsply_sirona(same));
  Config no_secret = test_config();
  no_secret.accounts[0].client_secret.clear();
  BOOST_TEST(!make_dentsply_sirona(no_secret));
  Config no_profile = test_config();
  no_profile.profile_json = "{}";
  BOOST_TEST(make_dentsply_sirona(no_profile).error().where.starts_with("lab profile"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::dentsply_sirona

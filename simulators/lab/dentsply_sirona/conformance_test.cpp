// The stylised contract of dentsply_sirona.hpp, request by request, against the simulator.
#include "simulators/lab/conformance_test.hpp"

#include "simulators/lab/dentsply_sirona/test_bench.hpp"

#include <iostream>

namespace articulator::simulators::dentsply_sirona {
namespace {

constexpr std::string_view of_form = "application/x-www-form-urlencoded";
constexpr std::string_view grant = "grant_type=client_credentials";

// A bench on which every kind of order lies: LC-1 fresh, LC-2 accepted, LC-3 waits for an answer, LC-4 for a
// design, LC-5 shipped, LC-6 cancelled.
void set_out(Bench& bench) {
  for (const std::string_view case_id : {"LC-1", "LC-2", "LC-3", "LC-4", "LC-5", "LC-6"})
    bench.order(case_id);
  bench.act("status", R"({"case":"LC-2","status":"CAD_DESIGN"})");
  bench.act("question", R"({"case":"LC-3","question":"Which shade?"})");
  bench.act("propose_design", R"({"case":"LC-4"})");
  bench.act("ship", R"({"case":"LC-5"})");
  bench.ask("POST", "/v1/orders/LC-6%2F1/cancellation", R"({"reason":"moved away"})");
}

std::vector<Row> token_rows() {
  const std::vector<base::Header> form{{"Content-Type", std::string(of_form)}};
  std::vector<base::Header> basic = form;
  basic.push_back({"Authorization", "Basic " + base::base64_encode("client-1:secret-1")});
  std::vector<base::Header> wrong = form;
  wrong.push_back({"Authorization", "Basic " + base::base64_encode("client-1:secret-2")});
  const std::string in_form = std::string(grant) + "&client_id=client-1&client_secret=secret-1";
  const std::string token = "/oauth/token";
  return {
      {"a client by HTTP Basic gets a token", "POST", token, std::string(grant), basic, 200, "/access_token",
       "*"},
      {"a client in the form gets a token", "POST", token, in_form, form, 200, "/access_token", "*"},
      {"the token is a bearer's", "POST", token, std::string(grant), basic, 200, "/token_type", "Bearer"},
      {"and good for an hour", "POST", token, std::string(grant), basic, 200, "/expires_in", "3600"},
      {"it is not to be stored", "POST", token, std::string(grant), basic, 200, "header:Cache-Control",
       "no-store"},
      {"a wrong secret", "POST", token, std::string(grant), wrong, 401, "/error", "invalid_client"},
      {"which is challenged", "POST", token, std::string(grant), wrong, 401, "header:WWW-Authenticate", "*"},
      {"another grant", "POST", token, "grant_type=password", basic, 400, "/error", "unsupported_grant_type"},
      {"no grant", "POST", token, "", basic, 400, "/error", "invalid_request"},
      {"a body that is no form", "POST", token, "{}", {}, 400, "/error", "invalid_request"},
      {"GET of a token", "GET", token, "", {}, 405, "header:Allow", "POST"},
  };
}

std::vector<Row> order_rows() {
  const std::vector<base::Header> make{{"If-None-Match", "*"}};
  const std::string shade_d1 =
      R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"D1","margin_type":"chamfer"})";
  const std::string amendment =
      R"({"prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"B1","margin_type":"chamfer"}})";
  return {
      {"an order is made under the practice's name", "PUT", "/v1/orders/LC-9", order_json("LC-9"), make, 201,
       "/order_number", "*"},
      {"with a promise", "PUT", "/v1/orders/LC-10", order_json("LC-10"), make, 201, "/ship_by", "2024-10-25"},
      {"a name is used once", "PUT", "/v1/orders/LC-1%2F1", order_json("LC-1"), make, 412, "/error",
       "exists"},
      {"whatever the order", "PUT", "/v1/orders/LC-1%2F1", order_json("LC-8"), make, 412, "/error", "exists"},
      {"a condition is required",
       "PUT",
       "/v1/orders/LC-11",
       order_json("LC-11"),
       {},
       428,
       "/error",
       "precondition_required"},
      {"what is no order", "PUT", "/v1/orders/LC-11", "{}", make, 400, "/error", "bad_request"},
      {"what is not made here", "PUT", "/v1/orders/LC-11", order_json("LC-11", shade_d1), make, 422,
       "/reasons/0/code", "shade_unknown"},
      {"a name too long", "PUT", "/v1/orders/" + std::string(129, 'x'), order_json("LC-11"), make, 400,
       "/error", "bad_request"},
      {"an order is read", "GET", "/v1/orders/LC-1%2F1", "", {}, 200, "/reference", "LC-1/1"},
      {"with its revision as ETag", "GET", "/v1/orders/LC-2%2F1", "", {}, 200, "header:ETag", "\"r1\""},
      {"and not again",
       "GET",
       "/v1/orders/LC-2%2F1",
       "",
       {{"If-None-Match", "\"r1\""}},
       304,
       "header:ETag",
       "\"r1\""},
      {"an unknown order", "GET", "/v1/orders/LC-99", "", {}, 404, "/error", "not_found"},
      {"a case's orders are named", "GET", "/v1/orders?case=LC-1", "", {}, 200, "/orders/0", "LC-1/1"},
      {"a list wants a case", "GET", "/v1/orders", "", {}, 400, "/error", "bad_request"},
      {"a fresh order is amended", "PATCH", "/v1/orders/LC-1%2F1", amendment, {}, 200, "/revision", "1"},
      {"the same again changes nothing",
       "PATCH",
       "/v1/orders/LC-1%2F1",
       amendment,
       {},
       200,
       "/revision",
       "1"},
      {"an accepted one is not amended",
       "PATCH",
       "/v1/orders/LC-2%2F1",
       amendment,
       {},
       409,
       "/error",
       "accepted"},
      {"nor a cancelled one", "PATCH", "/v1/orders/LC-6%2F1", amendment, {}, 409, "/error", "cancelled"},
      {"an amendment has content", "PATCH", "/v1/orders/LC-1%2F1", "{}", {}, 400, "/error", "bad_request"},
      {"an accepted order is not cancelled",
       "POST",
       "/v1/orders/LC-2%2F1/cancellation",
       R"({"reason":"x"})",
       {},
       409,
       "/error",
       "accepted"},
      {"a fresh one is",
       "POST",
       "/v1/orders/LC-1%2F1/cancellation",
       R"({"reason":"x"})",
       {},
       200,
       "/state",
       "CANCELLED"},
      {"twice is once",
       "POST",
       "/v1/orders/LC-6%2F1/cancellation",
       R"({"reason":"x"})",
       {},
       200,
       "/sequence",
       "1"},
      {"another method", "DELETE", "/v1/orders/LC-1%2F1", "", {}, 405, "header:Allow", "GET, PATCH, PUT"},
      {"the sandbox judges",
       "PUT",
       "/sandbox/v1/orders/LC-12",
       order_json("LC-12"),
       {},
       201,
       "/order_number",
       "*"},
      {"as the desk does",
       "PUT",
       "/sandbox/v1/orders/LC-12",
       order_json("LC-12", shade_d1),
       {},
       422,
       "/reasons/0/code",
       "shade_unknown"},
      {"and makes nothing", "GET", "/v1/orders/LC-12", "", {}, 404, "/error", "not_found"},
  };
}

std::vector<Row> talk_rows() {
  const std::string question = "/v1/orders/LC-3%2F1/answers/W-1";
  const std::string design = "/v1/orders/LC-4%2F1/answers/W-1";
  return {
      {"a question shows", "GET", "/v1/orders/LC-3%2F1", "", {}, 200, "/waiting_for/text", "Which shade?"},
      {"as a question", "GET", "/v1/orders/LC-3%2F1", "", {}, 200, "/waiting_for/kind", "question"},
      {"an answer has words", "PUT", question, R"({"text":""})", {}, 400, "/error", "bad_request"},
      {"to what is waited for",
       "PUT",
       "/v1/orders/LC-3%2F1/answers/W-7",
       R"({"text":"A2"})",
       {},
       409,
       "/error",
       "not_waiting"},
      {"it ends the wait", "PUT", question, R"({"text":"A2"})", {}, 200, "/waiting_for", "null"},
      {"the same twice is one", "PUT", question, R"({"text":"A2"})", {}, 200, "/revision", "2"},
      {"another is too late", "PUT", question, R"({"text":"A3"})", {}, 409, "/error", "not_waiting"},
      {"a design shows", "GET", "/v1/orders/LC-4%2F1", "", {}, 200, "/waiting_for/kind", "design"},
      {"with its version", "GET", "/v1/orders/LC-4%2F1", "", {}, 200, "/design/version", "1"},
      {"it wants a decision", "PUT", design, R"({"text":"fine"})", {}, 400, "/error", "bad_request"},
      {"turned down, the state says so",
       "PUT",
       design,
       R"({"decision":"reject","comment":"bulky"})",
       {},
       200,
       "/state",
       "DESIGN_REJECTED"},
      {"and the design", "GET", "/v1/orders/LC-4%2F1", "", {}, 200, "/design/state", "rejected"},
      {"changes name orders", "GET", "/v1/changes?after=0", "", {}, 200, "/changes/0/order", "*"},
      {"and their revision", "GET", "/v1/changes?after=0", "", {}, 200, "/changes/0/revision", "*"},
      {"and nothing else", "GET", "/v1/changes?after=0", "", {}, 200, "/changes/0/state", "(none)"},
      {"with an ETag", "GET", "/v1/changes?after=0", "", {}, 200, "header:ETag", "*"},
      {"after a cursor", "GET", "/v1/changes?after=1000", "", {}, 200, "/changes", "[]"},
      {"which is a number", "GET", "/v1/changes?after=x", "", {}, 400, "/error", "bad_request"},
      {"and is required", "GET", "/v1/changes", "", {}, 400, "/error", "bad_request"},
      {"what has shipped shows its parcel",
       "GET",
       "/v1/orders/LC-5%2F1",
       "",
       {},
       200,
       "/shipment/carrier",
       "FedEx"},
      {"and its invoice", "GET", "/v1/orders/LC-5%2F1", "", {}, 200, "/invoice/lines/0/cents", "13500"},
      {"which stands on the statement",
       "GET",
       "/v1/statements?month=2024-10",
       "",
       {},
       200,
       "/lines/0/case",
       "LC-5"},
      {"of its month only", "GET", "/v1/statements?month=2024-11", "", {}, 200, "/lines", "[]"},
      {"a statement wants a month",
       "GET",
       "/v1/statements?month=2024-13",
       "",
       {},
       400,
       "/error",
       "bad_request"},
      {"nothing else is here", "GET", "/v1/webhooks", "", {}, 404, "/error", "not_found"},
  };
}

base::HttpResponse answered(Bench& bench, const Row& row) {
  const bool own = !row.target.starts_with("/oauth");
  return own ? bench.ask(row.method, row.target, row.body, row.headers)
             : bench.send({row.method, row.target, {row.headers}, row.body});
}

BOOST_AUTO_TEST_SUITE(dentsply_sirona_conformance)

BOOST_AUTO_TEST_CASE(the_stylised_contract_holds_request_by_request) {
  Bench bench;
  set_out(bench);
  int rows = 0;
  int hold = 0;
  for (const std::vector<Row>& part : {token_rows(), order_rows(), talk_rows()}) {
    rows += static_cast<int>(part.size());
    hold += held(part, [&](const Row& row) { return answered(bench, row); });
  }
  std::cout << "Dentsply Sirona conformance: " << hold << " of " << rows << " hold\n";
  BOOST_TEST(hold == rows);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::dentsply_sirona

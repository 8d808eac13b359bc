// The stylised contract of glidewell.hpp, request by request, against the simulator.
#include "simulators/lab/conformance_test.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <iostream>

namespace articulator::simulators::glidewell {
namespace {

// The orders that the rows speak of, by case.
struct Orders {
  std::string fresh;     // LC-1
  std::string milling;   // LC-2
  std::string asked;     // LC-3: held with a question
  std::string shipped;   // LC-4
  std::string at_other;  // LC-5, of the other practice
};

Orders set_out(Bench& bench) {
  Orders orders{bench.order("LC-1"), bench.order("LC-2"), bench.order("LC-3"), bench.order("LC-4"), {}};
  bench.act("status", R"({"case":"LC-2","status":"Milling"})");
  bench.act("question", R"({"case":"LC-3","question":"Which shade?"})");
  bench.act("ship", R"({"case":"LC-4"})");
  bench.api_key = "key-2";
  orders.at_other = bench.order("LC-5");
  bench.api_key = "key-1";
  return orders;
}

std::vector<base::Header> keyed(std::string_view key) {
  return {{"X-API-Key", "key-1"}, {"Idempotency-Key", std::string(key)}};
}
const std::vector<base::Header> account{{"X-API-Key", "key-1"}};

std::vector<Row> account_rows() {
  const std::string feed = "/v1/orders?changed_after=0";
  return {
      {"a call without a key", "GET", feed, "", {}, 401, "/message", "*"},
      {"a call with an unknown key", "GET", feed, "", {{"X-API-Key", "key-9"}}, 401, "/message", "*"},
      {"a call with an account's key", "GET", feed, "", account, 200, "/0/tracking", "*"},
      {"the front page says what this is",
       "GET",
       "/",
       "",
       {},
       200,
       "header:Content-Type",
       "text/html; charset=utf-8"},
      {"the front page is only read", "POST", "/", "", {}, 405, "header:Allow", "GET"},
      {"an address without anything", "GET", "/v1/designs", "", account, 404, "/message", "*"},
      {"orders are not deleted", "DELETE", "/v1/orders", "", account, 405, "header:Allow", "GET, POST"},
  };
}

std::vector<Row> order_rows() {
  const std::string orders = "/v1/orders";
  const std::string shade_d1 =
      R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"D1","margin_type":"chamfer","due_date":"2024-11-04"})";
  return {
      {"an order needs a key of its own", "POST", orders, order_json("LC-9"), account, 400, "/message", "*"},
      {"in visible characters", "POST", orders, order_json("LC-9"), keyed("a key"), 400, "/message", "*"},
      {"of 128 at most", "POST", orders, order_json("LC-9"), keyed(std::string(129, 'k')), 400, "/message",
       "*"},
      {"what is no JSON", "POST", orders, "{", keyed("LC-9/1"), 400, "/message", "*"},
      {"what is no order", "POST", orders, "{}", keyed("LC-9/1"), 400, "/message", "*"},
      {"neither spends the key: the order is made", "POST", orders, order_json("LC-9"), keyed("LC-9/1"), 201,
       "/tracking", "*"},
      {"with a promise", "POST", orders, order_json("LC-10"), keyed("LC-10/1"), 201, "/ship_by",
       "2024-10-28"},
      {"the same again gets the same answer", "POST", orders, order_json("LC-10"), keyed("LC-10/1"), 200,
       "/ship_by", "2024-10-28"},
      {"and is said to be the first's", "POST", orders, order_json("LC-10"), keyed("LC-10/1"), 200,
       "header:Idempotent-Replayed", "true"},
      {"another order under the key", "POST", orders, order_json("LC-11"), keyed("LC-10/1"), 409, "/message",
       "*"},
      {"what is not made here", "POST", orders, order_json("LC-12", shade_d1), keyed("LC-12/1"), 422,
       "/reasons/0/code", "shade_unknown"},
      {"the sandbox judges alike", "POST", "/sandbox/v1/orders", order_json("LC-12", shade_d1),
       keyed("LC-12/t"), 422, "/reasons/0/code", "shade_unknown"},
      {"a test order gets a number", "POST", "/sandbox/v1/orders", order_json("LC-13"), keyed("LC-13/t"), 201,
       "/tracking", "*"},
      {"and is no order", "GET", "/v1/orders?case_id=LC-13", "", account, 200, "/0", "(none)"},
      {"the sandbox is for orders alone", "GET", "/sandbox/v1/orders", "", account, 405, "header:Allow",
       "POST"},
  };
}

std::vector<Row> reading_rows(const Orders& orders) {
  return {
      {"an order by its number", "GET", "/v1/orders/" + orders.fresh, "", account, 200, "/case_id", "LC-1"},
      {"with its key", "GET", "/v1/orders/" + orders.fresh, "", account, 200, "/idempotency_key", "LC-1/1"},
      {"a status in the lab's words", "GET", "/v1/orders/" + orders.milling, "", account, 200, "/status",
       "Milling"},
      {"a question that it waits for", "GET", "/v1/orders/" + orders.asked, "", account, 200,
       "/hold/question", "Which shade?"},
      {"no question, no hold", "GET", "/v1/orders/" + orders.fresh, "", account, 200, "/hold", "null"},
      {"a parcel", "GET", "/v1/orders/" + orders.shipped, "", account, 200, "/shipment/carrier", "UPS"},
      {"another practice's order", "GET", "/v1/orders/" + orders.at_other, "", account, 404, "/message", "*"},
      {"an order that never was", "GET", "/v1/orders/GLW-000000", "", account, 404, "/message", "*"},
      {"the orders of a case", "GET", "/v1/orders?case_id=LC-1", "", account, 200, "/0/tracking",
       orders.fresh},
      {"of a case without any", "GET", "/v1/orders?case_id=LC-99", "", account, 200, "/0", "(none)"},
      {"the feed goes by change number", "GET", "/v1/orders?changed_after=1000", "", account, 200, "/0",
       "(none)"},
      {"which is a number", "GET", "/v1/orders?changed_after=x", "", account, 400, "/message", "*"},
      {"a list needs to know which", "GET", "/v1/orders", "", account, 400, "/message", "*"},
      {"a statement has what was shipped", "GET", "/v1/statements?month=2024-10", "", account, 200,
       "/lines/0/case", "LC-4"},
      {"at its price", "GET", "/v1/statements?month=2024-10", "", account, 200, "/lines/0/cents", "9900"},
      {"in its month", "GET", "/v1/statements?month=2024-11", "", account, 200, "/lines", "[]"},
      {"a month is a month", "GET", "/v1/statements?month=2024-13", "", account, 400, "/message", "*"},
      {"and is needed", "GET", "/v1/statements", "", account, 400, "/message", "*"},
      {"statements are only read", "POST", "/v1/statements", "", account, 405, "header:Allow", "GET"},
  };
}

std::vector<Row> changing_rows(const Orders& orders) {
  const std::string fresh = "/v1/orders/" + orders.fresh;
  const std::string milling = "/v1/orders/" + orders.milling;
  const std::string asked = "/v1/orders/" + orders.asked;
  const std::string in_b1 =
      R"({"prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"B1","margin_type":"chamfer","due_date":"2024-11-04"}})";
  const std::string why = R"({"reason":"moved away"})";
  return {
      {"a change needs a key", "PATCH", fresh, in_b1, account, 400, "/message", "*"},
      {"a change in time", "PATCH", fresh, in_b1, keyed("LC-1/2"), 200, "/tracking", orders.fresh},
      {"the same again is one change", "PATCH", fresh, in_b1, keyed("LC-1/2"), 200,
       "header:Idempotent-Replayed", "true"},
      {"a change in fabrication", "PATCH", milling, in_b1, keyed("LC-2/2"), 409, "/message", "*"},
      {"an answer needs a text", "POST", asked + "/answers", "{}", keyed("LC-3/a"), 400, "/message", "*"},
      {"an answer ends the hold", "POST", asked + "/answers", R"({"text":"A2"})", keyed("LC-3/b"), 200,
       "/hold", "null"},
      {"answers are only given", "GET", asked + "/answers", "", account, 405, "header:Allow", "POST"},
      {"a cancellation says why", "POST", fresh + "/cancel", "[]", account, 400, "/message", "*"},
      {"a cancellation in time", "POST", fresh + "/cancel", why, account, 200, "/status", "Cancelled"},
      {"twice is one", "POST", fresh + "/cancel", why, account, 200, "/status", "Cancelled"},
      {"a change of what is cancelled", "PATCH", fresh, in_b1, keyed("LC-1/3"), 409, "/message", "*"},
      {"a cancellation in fabrication", "POST", milling + "/cancel", why, account, 409, "/message", "*"},
  };
}

BOOST_AUTO_TEST_SUITE(glidewell_conformance)

BOOST_AUTO_TEST_CASE(the_stylised_contract_holds_request_by_request) {
  Bench bench;
  const Orders orders = set_out(bench);
  int rows = 0;
  int hold = 0;
  for (const std::vector<Row>& part :
       {account_rows(), order_rows(), reading_rows(orders), changing_rows(orders)}) {
    rows += static_cast<int>(part.size());
    hold += held(part, [&](const Row& row) {
      world::SimulatorOutputs out;
      base::HttpResponse response =
          bench.lab->handle({row.method, row.target, {row.headers}, row.body}, bench.now, out).response;
      bench.take(std::move(out));
      return response;
    });
  }
  std::cout << "Glidewell conformance: " << hold << " of " << rows << " hold\n";
  BOOST_TEST(hold == rows);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::glidewell

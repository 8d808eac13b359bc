#include "simulators/lab/glidewell/routes.hpp"

#include "simulators/lab/glidewell/statements.hpp"
#include "simulators/lab/workshop/desk.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace articulator::simulators::glidewell {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::JsonKind;
using base::JsonValue;
using base::JsonWriter;

constexpr std::size_t answer_bytes_max = 10'000;

constexpr std::string_view front_page =
    "<!doctype html><html lang=\"en\"><title>Glidewell, simulated</title>"
    "<h1>A simulated dental lab</h1>"
    "<p>This is Articulator's simulator of an order interface to Glidewell. It is stylised: the lab's real "
    "contract is "
    "not public, so every route, field and status here is a convention of this project, and nothing here "
    "comes from or "
    "is endorsed by the lab. No order is made by anyone.</p>"
    "<p>Orders: <code>POST /v1/orders</code> with <code>X-API-Key</code> and <code>Idempotency-Key</code>. "
    "Changes: <code>GET /v1/orders?changed_after=0</code>.</p></html>";

// What all calls of an account have at hand.
struct Call {
  Lab& lab;
  Workshop& shop;
  base::JsonParser& parser;
  const HttpRequest& request;
  const base::Target& target;
  std::size_t account;
  Instant now;
  SimulatorOutputs& out;
};

HttpResponse message(int status, std::string_view text) {
  std::string body;
  JsonWriter(body).begin_object().member("message", text).end_object();
  return base::json_response(status, std::move(body));
}

HttpResponse not_allowed(std::string_view allowed) {
  HttpResponse response = message(405, "This address takes " + std::string(allowed) + " only.");
  response.headers.set("Allow", std::string(allowed));
  return response;
}

void write_order(JsonWriter& writer, const Order& order) {
  writer.begin_object()
      .member("tracking", std::string_view(order.tracking))
      .member("case_id", std::string_view(order.case_id))
      .member("idempotency_key", std::string_view(order.reference))
      .member("status", std::string_view(order.status))
      .member("sequence", static_cast<std::int64_t>(order.sequence))
      .member("change", static_cast<std::int64_t>(order.change))
      .member("stage_since", order.status_since);
  writer.key("eta");
  if (order.eta)
    writer.instant(*order.eta);
  else
    writer.null();
  writer.member("ship_by", std::string_view(base::format_date(order.plan.ship_by)));
  writer.key("hold");
  if (order.hold)
    writer.begin_object().member("question", std::string_view(order.hold->text)).end_object();
  else
    writer.null();
  writer.key("shipment");
  workshop::write_shipment(writer, order);
  writer.end_object();
}

HttpResponse order_answer(const Order& order) {
  std::string body;
  JsonWriter writer(body);
  write_order(writer, order);
  return base::json_response(200, std::move(body));
}

HttpResponse reasons_answer(const std::vector<Reason>& reasons) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object();
  workshop::write_reasons(writer, reasons);
  writer.end_object();
  return base::json_response(422, std::move(body));
}

// --- idempotency

// Performs `perform` once for a key: the same key with the same body gets the first answer again, with
// another body 409. Only answers to well-formed requests are remembered, so a 400 does not spend the key.
template <typename Perform>
HttpResponse once(const Call& call, std::string_view endpoint, Perform perform) {
  const std::string* key = call.request.headers.find("Idempotency-Key");
  if (key == nullptr || key->empty()) return message(400, "The header Idempotency-Key is missing.");
  if (key->size() > idempotency_key_bytes_max)
    return message(400, "The Idempotency-Key is longer than 128 characters.");
  if (!std::all_of(key->begin(), key->end(), [](char c) { return c > ' ' && c <= '~'; }))
    return message(400, "The Idempotency-Key has characters other than visible ASCII.");
  auto& answered = call.lab.answered(call.account);
  const std::string slot = std::string(endpoint) + '\n' + *key;
  const base::Sha256 body_hash = base::sha256(call.request.body);
  if (const auto found = answered.find(slot); found != answered.end()) {
    const Answered& first = found->second;
    if (first.body_hash != body_hash)
      return message(409,
                     "This Idempotency-Key was used for another body; send changed content under a new key.");
    HttpResponse again = base::json_response(first.status == 201 ? 200 : first.status, first.body);
    again.headers.set("Idempotent-Replayed", "true");
    return again;
  }
  HttpResponse response = perform(*key);
  if (response.status != 400) answered.emplace(slot, Answered{body_hash, response.status, response.body});
  return response;
}

// --- orders

HttpResponse acknowledge(const Call& call, const Order& order) {
  return base::json_response(201, workshop::tell_acknowledged(call.shop, order, call.out));
}

HttpResponse post_order(const Call& call) {
  return once(call, "orders", [&](const std::string& key) -> HttpResponse {
    const auto document = call.parser.parse(call.request.body);
    if (!document) return message(400, "The body is not JSON: " + document.error().text() + ".");
    const auto form = workshop::read_order(*document);
    if (!form) return message(400, "The order cannot be read: " + form.error().text() + ".");
    const Judgement judgement = call.shop.judge_order(call.account, *form, key);
    workshop::tell_sent(call.shop, call.account, "api", key, form->case_id, *document, call.out);
    if (!judgement.reasons.empty()) {
      workshop::tell_rejected(call.shop, call.account, form->case_id, judgement.reasons, call.out);
      return reasons_answer(judgement.reasons);
    }
    return acknowledge(call, call.shop.take_in(call.account, *form, judgement, key, call.now));
  });
}

HttpResponse post_sandbox_order(const Call& call) {
  return once(call, "sandbox", [&](const std::string& key) -> HttpResponse {
    const auto document = call.parser.parse(call.request.body);
    if (!document) return message(400, "The body is not JSON: " + document.error().text() + ".");
    const auto form = workshop::read_order(*document);
    if (!form) return message(400, "The order cannot be read: " + form.error().text() + ".");
    workshop::tell_mirrored(call.shop, call.account, form->case_id, *document, call.out);
    const Judgement judgement = workshop::judge(form->work, call.shop.profile());
    if (!judgement.reasons.empty()) return reasons_answer(judgement.reasons);
    std::string body;
    JsonWriter(body)
        .begin_object()
        .member("tracking", std::string_view(call.shop.test_number(call.account, key)))
        .end_object();
    return base::json_response(201, std::move(body));
  });
}

HttpResponse list_of_case(const Call& call, const std::string& case_id) {
  const AccountBook& book = call.shop.book(call.account);
  std::string body;
  JsonWriter writer(body);
  writer.begin_array();
  if (const auto found = book.by_case.find(case_id); found != book.by_case.end())
    for (const std::size_t index : found->second)
      write_order(writer, call.shop.order(index));
  writer.end_array();
  return base::json_response(200, std::move(body));
}

HttpResponse list_of_changes(const Call& call, const std::string& after_text) {
  std::uint64_t after = 0;
  const char* const end = after_text.data() + after_text.size();
  const auto parsed = std::from_chars(after_text.data(), end, after);
  if (parsed.ec != std::errc{} || parsed.ptr != end)
    return message(400, "changed_after takes a change number, 0 for everything.");
  const auto& feed = call.shop.book(call.account).feed;
  std::string body;
  JsonWriter writer(body);
  writer.begin_array();
  std::size_t count = 0;
  for (auto row = feed.upper_bound(after); row != feed.end() && count < feed_page_max; ++row, ++count)
    write_order(writer, call.shop.order(row->second));
  writer.end_array();
  return base::json_response(200, std::move(body));
}

HttpResponse list_orders(const Call& call) {
  if (const std::string* case_id = call.target.find("case_id")) return list_of_case(call, *case_id);
  if (const std::string* after = call.target.find("changed_after")) return list_of_changes(call, *after);
  return message(400, "Ask for orders by case_id or by changed_after.");
}

HttpResponse patch_order(const Call& call, Order& order) {
  return once(call, "amend " + order.tracking, [&](const std::string&) -> HttpResponse {
    const auto document = call.parser.parse(call.request.body);
    if (!document) return message(400, "The body is not JSON: " + document.error().text() + ".");
    WorkForm work = order.work;
    if (const auto read = workshop::read_amendment(*document, work); !read)
      return message(400, "The amendment cannot be read: " + read.error().text() + ".");
    if (order.cancelled) return message(409, "The order is cancelled.");
    if (order.is_final) return message(409, "The order is in fabrication and can no longer be changed.");
    const Judgement judgement = workshop::judge(work, call.shop.profile());
    if (!judgement.reasons.empty()) return reasons_answer(judgement.reasons);
    call.shop.amend(order, std::move(work), judgement, call.now, call.out);
    workshop::tell_amended(call.shop, order, *document, call.out);
    return order_answer(order);
  });
}

HttpResponse cancel_order(const Call& call, Order& order) {
  const auto document = call.parser.parse(call.request.body);
  if (!document || !document->is(JsonKind::object))
    return message(400, "The body of a cancellation is an object with a reason.");
  if (const auto read = workshop::check_cancellation(*document); !read)
    return message(400, "The cancellation cannot be read: " + read.error().text() + ".");
  if (order.cancelled) return order_answer(order);
  if (order.is_final) return message(409, "The order is in fabrication and can no longer be cancelled.");
  workshop::tell_cancelled(call.shop, order, call.out);
  call.shop.cancel(order, call.now, call.out);
  return order_answer(order);
}

// An answer that nobody asked for is taken note of, and changes nothing.
HttpResponse answer_question(const Call& call, Order& order) {
  return once(call, "answer " + order.tracking, [&](const std::string&) -> HttpResponse {
    const auto document = call.parser.parse(call.request.body);
    if (!document) return message(400, "The body is not JSON: " + document.error().text() + ".");
    base::ObjectReader reader(*document, "");
    const std::string text = reader.text("text");
    if (text.empty()) reader.report("text", "the answer is empty");
    if (text.size() > answer_bytes_max) reader.report("text", "the answer is longer than 10000 characters");
    if (const auto& error = reader.error())
      return message(400, "The answer cannot be read: " + error->text() + ".");
    std::string data;
    JsonWriter(data).begin_object().member("text", std::string_view(text)).end_object();
    call.shop.fact(call.out, order, "engine.question.answered", std::move(data));
    call.shop.release(order, call.now, call.out);
    return order_answer(order);
  });
}

HttpResponse get_statement(const Call& call) {
  const std::string* month = call.target.find("month");
  if (month == nullptr) return message(400, "Ask for a statement by month, as in month=2024-10.");
  if (!workshop::is_month(*month)) return message(400, "The month is written as 2024-10.");
  return base::json_response(200, statement(call.shop, call.account, *month, call.out));
}

// --- routing

HttpResponse one_order(const Call& call) {
  const auto& path = call.target.path;
  const std::string& method = call.request.method;
  Order* order = call.shop.find(call.account, path[2]);
  if (order == nullptr) return message(404, "There is no such order in this account.");
  if (path.size() == 3) {
    if (method == "GET") return order_answer(*order);
    if (method == "PATCH") return patch_order(call, *order);
    return not_allowed("GET, PATCH");
  }
  if (path.size() == 4 && (path[3] == "cancel" || path[3] == "answers")) {
    if (method != "POST") return not_allowed("POST");
    return path[3] == "cancel" ? cancel_order(call, *order) : answer_question(call, *order);
  }
  return message(404, "There is nothing at this address.");
}

HttpResponse account_call(const Call& call) {
  const auto& path = call.target.path;
  const std::string& method = call.request.method;
  if (path[0] == "sandbox") {
    if (path.size() != 3 || path[1] != "v1" || path[2] != "orders")
      return message(404, "There is nothing at this address.");
    return method == "POST" ? post_sandbox_order(call) : not_allowed("POST");
  }
  if (path.size() >= 2 && path[1] == "orders") {
    if (path.size() > 2) return one_order(call);
    if (method == "POST") return post_order(call);
    if (method == "GET") return list_orders(call);
    return not_allowed("GET, POST");
  }
  if (path.size() == 2 && path[1] == "statements")
    return method == "GET" ? get_statement(call) : not_allowed("GET");
  return message(404, "There is nothing at this address.");
}

}  // namespace

HttpResponse answer(Lab& lab, base::JsonParser& parser, const HttpRequest& request, Instant now,
                    SimulatorOutputs& out) {
  const base::Target target = base::parse_target(request.target);
  if (target.path.empty()) {
    if (request.method != "GET") return not_allowed("GET");
    HttpResponse page{200, {}, std::string(front_page)};
    page.headers.set("Content-Type", "text/html; charset=utf-8");
    return page;
  }
  if (target.path[0] != "v1" && target.path[0] != "sandbox")
    return message(404, "There is nothing at this address.");
  const std::string* key = request.headers.find("X-API-Key");
  if (key == nullptr) return message(401, "The header X-API-Key is missing.");
  const auto account = lab.account_of_key(*key);
  if (!account) return message(401, "This API key is not known.");
  if (request.body.size() > body_bytes_max) return message(413, "The body is longer than a million bytes.");
  return account_call({lab, lab.shop(), parser, request, target, *account, now, out});
}

}  // namespace articulator::simulators::glidewell

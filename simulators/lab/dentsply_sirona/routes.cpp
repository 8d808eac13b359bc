#include "simulators/lab/dentsply_sirona/routes.hpp"

#include "simulators/lab/dentsply_sirona/oauth.hpp"
#include "simulators/lab/dentsply_sirona/order_json.hpp"
#include "simulators/lab/dentsply_sirona/statements.hpp"
#include "simulators/lab/workshop/desk.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::JsonKind;
using base::JsonValue;
using base::JsonWriter;
using workshop::Judgement;
using workshop::Reason;

constexpr std::size_t answer_bytes_max = 10'000;

constexpr std::string_view front_page =
    "<!doctype html><html lang=\"en\"><title>Dentsply Sirona, simulated</title>"
    "<h1>A simulated dental lab</h1>"
    "<p>This is Articulator's simulator of an order interface to Dentsply Sirona. It is stylised: the real "
    "contract is for partners only and not public, so every route, field and state here is a convention of "
    "this project, and nothing here comes from or is endorsed by the company. No order is made by anyone.</p>"
    "<p>Tokens: <code>POST /oauth/token</code> with <code>grant_type=client_credentials</code>. "
    "Orders: <code>PUT /v1/orders/{reference}</code> with <code>If-None-Match: *</code>. "
    "Changes: <code>GET /v1/changes?after=0</code>, then <code>GET /v1/orders/{reference}</code>.</p></html>";

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

HttpResponse message(int status, std::string_view error, std::string_view text) {
  std::string body;
  JsonWriter(body).begin_object().member("error", error).member("message", text).end_object();
  return base::json_response(status, std::move(body));
}

HttpResponse nothing_here() {
  return message(404, "not_found", "There is nothing at this address.");
}

HttpResponse unreadable(std::string_view what, const base::Error& error) {
  return message(400, "bad_request", std::string(what) + " cannot be read: " + error.text() + ".");
}

HttpResponse not_allowed(std::string_view allowed) {
  HttpResponse response =
      message(405, "method_not_allowed", "This address takes " + std::string(allowed) + " only.");
  response.headers.set("Allow", std::string(allowed));
  return response;
}

bool asks_for_other_than(const HttpRequest& request, std::string_view etag) {
  const std::string* known = request.headers.find("If-None-Match");
  return known == nullptr || *known != etag;
}

HttpResponse with_etag(HttpResponse response, const std::string& etag) {
  response.headers.set("ETag", etag);
  return response;
}

HttpResponse not_modified(const std::string& etag) {
  return with_etag(HttpResponse{304, {}, {}}, etag);
}

HttpResponse order_answer(const Call& call, const Order& order) {
  std::string body;
  JsonWriter writer(body);
  write_order(writer, call.lab, order, call.out);
  return with_etag(base::json_response(200, std::move(body)), etag_of(order));
}

HttpResponse reasons_answer(const std::vector<Reason>& reasons) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().member("error", "rejected");
  workshop::write_reasons(writer, reasons);
  writer.end_object();
  return base::json_response(422, std::move(body));
}

// --- orders

HttpResponse acknowledge(const Call& call, const Order& order) {
  workshop::tell_acknowledged(call.shop, order, call.out);
  HttpResponse response = order_answer(call, order);
  response.status = 201;
  return response;
}

bool is_reference(std::string_view reference) {
  return !reference.empty() && reference.size() <= reference_bytes_max &&
         std::all_of(reference.begin(), reference.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// What makes a PUT the same as one before.
std::string content_key(const Call& call, const std::string& reference) {
  return fmt::format("{}\n{}\n{}", call.account, reference, base::hex(base::sha256(call.request.body)));
}

HttpResponse put_order(const Call& call, const std::string& reference) {
  if (!is_reference(reference))
    return message(400, "bad_request", "A reference is 1 to 128 visible ASCII characters.");
  const std::string* condition = call.request.headers.find("If-None-Match");
  if (condition == nullptr || *condition != "*")
    return message(428, "precondition_required", "An order is made with If-None-Match: *.");
  if (const Order* known = call.shop.find_reference(call.account, reference))
    return with_etag(message(412, "exists", "There is an order of this reference."), etag_of(*known));
  const std::string same = content_key(call, reference);
  if (const auto before = call.lab.refused().find(same); before != call.lab.refused().end())
    return reasons_answer(before->second);
  const auto document = call.parser.parse(call.request.body);
  if (!document) return unreadable("The body", document.error());
  const auto form = workshop::read_order(*document);
  if (!form) return unreadable("The order", form.error());
  const Judgement judgement = call.shop.judge_order(call.account, *form, reference);
  workshop::tell_sent(call.shop, call.account, "api", reference, form->case_id, *document, call.out);
  if (!judgement.reasons.empty()) {
    workshop::tell_rejected(call.shop, call.account, form->case_id, judgement.reasons, call.out);
    call.lab.refused().emplace(same, judgement.reasons);
    return reasons_answer(judgement.reasons);
  }
  return acknowledge(call, call.shop.take_in(call.account, *form, judgement, reference, call.now));
}

HttpResponse put_sandbox_order(const Call& call, const std::string& reference) {
  const auto document = call.parser.parse(call.request.body);
  if (!document) return unreadable("The body", document.error());
  const auto form = workshop::read_order(*document);
  if (!form) return unreadable("The order", form.error());
  if (call.lab.tested().insert(content_key(call, reference)).second)
    workshop::tell_mirrored(call.shop, call.account, form->case_id, *document, call.out);
  const Judgement judgement = workshop::judge(form->work, call.shop.profile());
  if (!judgement.reasons.empty()) return reasons_answer(judgement.reasons);
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("order_number", std::string_view(call.shop.test_number(call.account, reference)))
      .end_object();
  return base::json_response(201, std::move(body));
}

HttpResponse get_order(const Call& call, Order& order) {
  if (auto& stale = call.lab.own(order).stale) {
    HttpResponse old = base::json_response(200, *stale);
    stale.reset();
    return old;
  }
  if (!asks_for_other_than(call.request, etag_of(order))) return not_modified(etag_of(order));
  return order_answer(call, order);
}

bool is_same(const workshop::WorkForm& a, const workshop::WorkForm& b) {
  const auto same_file = [](const workshop::Attachment& one, const workshop::Attachment& other) {
    return one.name == other.name && one.kind == other.kind && one.bytes == other.bytes;
  };
  return a.procedure == b.procedure && a.material == b.material && a.shade == b.shade &&
         a.margin == b.margin && a.due_date == b.due_date && a.arch == b.arch && a.teeth == b.teeth &&
         std::equal(a.attachments.begin(), a.attachments.end(), b.attachments.begin(), b.attachments.end(),
                    same_file);
}

HttpResponse patch_order(const Call& call, Order& order) {
  const auto document = call.parser.parse(call.request.body);
  if (!document) return unreadable("The body", document.error());
  workshop::WorkForm work = order.work;
  if (const auto read = workshop::read_amendment(*document, work); !read)
    return unreadable("The amendment", read.error());
  if (order.cancelled) return message(409, "cancelled", "The order is cancelled.");
  if (order.is_final) return message(409, "accepted", "The order was accepted and can no longer be changed.");
  if (is_same(work, order.work)) return order_answer(call, order);
  const Judgement judgement = workshop::judge(work, call.shop.profile());
  if (!judgement.reasons.empty()) return reasons_answer(judgement.reasons);
  if (!call.shop.amend(order, std::move(work), judgement, call.now, call.out)) call.shop.changed(order);
  workshop::tell_amended(call.shop, order, *document, call.out);
  return order_answer(call, order);
}

HttpResponse cancel_order(const Call& call, Order& order) {
  const auto document = call.parser.parse(call.request.body);
  if (!document || !document->is(JsonKind::object))
    return message(400, "bad_request", "The body of a cancellation is an object with a reason.");
  if (const auto read = workshop::check_cancellation(*document); !read)
    return unreadable("The cancellation", read.error());
  if (order.cancelled) return order_answer(call, order);
  if (order.is_final)
    return message(409, "accepted", "The order was accepted and can no longer be cancelled.");
  workshop::tell_cancelled(call.shop, order, call.out);
  call.shop.cancel(order, call.now, call.out);
  return order_answer(call, order);
}

struct Reply {
  std::string text;
  std::optional<bool> approved;
};

base::Expected<Reply> read_reply(JsonValue body, bool of_design) {
  base::ObjectReader reader(body, "");
  Reply reply;
  if (of_design) {
    const std::string decision = reader.text("decision");
    if (decision != "approve" && decision != "reject")
      reader.report("decision", "is neither approve nor reject");
    reply.approved = decision == "approve";
    reply.text = reader.text_or("comment", "");
  } else {
    reply.text = reader.text("text");
    if (reply.text.empty()) reader.report("text", "the answer is empty");
  }
  if (reply.text.size() > answer_bytes_max)
    reader.report(of_design ? "comment" : "text", "is longer than 10000 characters");
  return reader.finished(std::move(reply));
}

HttpResponse put_answer(const Call& call, Order& order, const std::string& id) {
  const auto document = call.parser.parse(call.request.body);
  if (!document) return unreadable("The body", document.error());
  const base::Sha256 hash = base::sha256(call.request.body);
  auto& answers = call.lab.own(order).answers;
  if (const auto given = answers.find(id); given != answers.end() && given->second == hash)
    return order_answer(call, order);
  if (!order.hold || order.hold->id != id)
    return message(409, "not_waiting", "The order does not wait for this answer.");
  const bool of_design = order.hold->kind == HoldKind::design;
  auto reply = read_reply(*document, of_design);
  if (!reply) return unreadable("The answer", reply.error());
  answers.emplace(id, hash);
  std::string data;
  JsonWriter writer(data);
  writer.begin_object();
  if (reply->approved) writer.member("decision", *reply->approved ? "approve" : "reject");
  writer.member("text", std::string_view(reply->text)).end_object();
  call.shop.fact(call.out, order, "engine.question.answered", std::move(data));
  if (reply->approved)
    call.lab.decide_design(order, *reply->approved, std::move(reply->text), call.now, call.out);
  else
    call.shop.release(order, call.now, call.out);
  return order_answer(call, order);
}

HttpResponse list_orders(const Call& call) {
  const std::string* case_id = call.target.find("case");
  if (case_id == nullptr) return message(400, "bad_request", "Ask for orders by case.");
  const AccountBook& book = call.shop.book(call.account);
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().key("orders").begin_array();
  if (const auto found = book.by_case.find(*case_id); found != book.by_case.end())
    for (const std::size_t index : found->second)
      writer.text(call.shop.order(index).reference);
  writer.end_array().end_object();
  return base::json_response(200, std::move(body));
}

// --- what changed, and what it costs

HttpResponse too_many(base::Duration wait) {
  HttpResponse response =
      message(429, "too_many", "Ask with If-None-Match: a list that has not changed costs nothing.");
  response.headers.set("Retry-After", std::to_string((wait.count() + 999) / 1000));
  return response;
}

HttpResponse get_changes(const Call& call) {
  const std::string* text = call.target.find("after");
  std::uint64_t after = 0;
  const char* const begin = text != nullptr ? text->data() : nullptr;
  const char* const end = text != nullptr ? begin + text->size() : nullptr;
  const auto parsed = std::from_chars(begin, end, after);
  if (text == nullptr || parsed.ec != std::errc{} || parsed.ptr != end)
    return message(400, "bad_request", "after takes a cursor, 0 for everything.");
  const AccountBook& book = call.shop.book(call.account);
  const std::string etag = "\"c" + std::to_string(book.last_change) + "\"";
  if (!asks_for_other_than(call.request, etag)) return not_modified(etag);
  if (const auto until = call.lab.lists().take(call.account, call.now)) return too_many(*until - call.now);
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().key("changes").begin_array();
  std::uint64_t cursor = after;
  std::size_t count = 0;
  auto row = book.feed.upper_bound(after);
  for (; row != book.feed.end() && count < changes_page_max; ++row, ++count) {
    const Order& order = call.shop.order(row->second);
    cursor = row->first;
    writer.begin_object().member("order", std::string_view(order.reference));
    writer.member("revision", static_cast<std::int64_t>(order.revision)).end_object();
  }
  writer.end_array().member("cursor", static_cast<std::int64_t>(cursor));
  writer.member("more", row != book.feed.end()).end_object();
  return with_etag(base::json_response(200, std::move(body)), etag);
}

HttpResponse get_statement(const Call& call) {
  const std::string* month = call.target.find("month");
  std::string body = month != nullptr ? statement(call.shop, call.account, *month, call.out) : std::string();
  if (body.empty()) return message(400, "bad_request", "Ask for a statement by month, as in month=2024-10.");
  return base::json_response(200, std::move(body));
}

// --- routing

HttpResponse one_order(const Call& call) {
  const auto& path = call.target.path;
  const std::string& method = call.request.method;
  if (path.size() == 3 && method == "PUT") return put_order(call, path[2]);
  Order* order = call.shop.find_reference(call.account, path[2]);
  if (order == nullptr) return message(404, "not_found", "There is no such order in this account.");
  if (path.size() == 3) {
    if (method == "GET") return get_order(call, *order);
    if (method == "PATCH") return patch_order(call, *order);
    return not_allowed("GET, PATCH, PUT");
  }
  if (path.size() == 4 && path[3] == "cancellation")
    return method == "POST" ? cancel_order(call, *order) : not_allowed("POST");
  if (path.size() == 5 && path[3] == "answers")
    return method == "PUT" ? put_answer(call, *order, path[4]) : not_allowed("PUT");
  return nothing_here();
}

HttpResponse account_call(const Call& call) {
  const auto& path = call.target.path;
  const std::string& method = call.request.method;
  if (path[0] == "sandbox") {
    if (path.size() != 4 || path[1] != "v1" || path[2] != "orders") return nothing_here();
    return method == "PUT" ? put_sandbox_order(call, path[3]) : not_allowed("PUT");
  }
  if (path.size() == 2 && path[1] == "orders")
    return method == "GET" ? list_orders(call) : not_allowed("GET");
  if (path.size() > 2 && path[1] == "orders") return one_order(call);
  if (path.size() == 2 && path[1] == "changes")
    return method == "GET" ? get_changes(call) : not_allowed("GET");
  if (path.size() == 2 && path[1] == "statements")
    return method == "GET" ? get_statement(call) : not_allowed("GET");
  return nothing_here();
}

}  // namespace

HttpResponse answer(Lab& lab, Tokens& tokens, base::JsonParser& parser, const HttpRequest& request,
                    Instant now, SimulatorOutputs& out) {
  const base::Target target = base::parse_target(request.target);
  if (target.path.empty()) {
    if (request.method != "GET") return not_allowed("GET");
    HttpResponse page{200, {}, std::string(front_page)};
    page.headers.set("Content-Type", "text/html; charset=utf-8");
    return page;
  }
  if (target.path.size() == 2 && target.path[0] == "oauth" && target.path[1] == "token") {
    if (request.method != "POST") return not_allowed("POST");
    return issue_token(lab, tokens, request, now, out);
  }
  if (target.path[0] != "v1" && target.path[0] != "sandbox") return nothing_here();
  const auto account = bearer_of(tokens, request, now);
  if (!account) return account.error();
  if (request.body.size() > body_bytes_max)
    return message(413, "too_large", "The body is longer than a million bytes.");
  return account_call({lab, lab.shop(), parser, request, target, *account, now, out});
}

}  // namespace articulator::simulators::dentsply_sirona

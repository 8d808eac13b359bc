#include "engine/connect/lab/dentsply_sirona/orders.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/model/prescription.hpp"

#include <string_view>
#include <vector>

namespace articulator::connect::dentsply_sirona {
namespace {

constexpr std::size_t reasons_max = 100;
constexpr std::size_t orders_of_case_max = 100;

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

// {"reasons":[{"code","field","message"}]} -> "/prescription/shade: no such shade". Never empty: a rejection
// without a reason is a rejection.
std::vector<std::string> reasons_of(base::JsonParser& parser, const base::HttpResponse& answer) {
  std::vector<std::string> reasons;
  const auto body = read_body(parser, answer);
  const auto list = body ? body->find("reasons") : std::nullopt;
  for (const base::JsonValue& reason : list ? list->elements() : std::vector<base::JsonValue>()) {
    const auto text_of = [&reason](std::string_view key) {
      const auto value = reason.find(key);
      return std::string((value ? value->text() : std::nullopt).value_or(""));
    };
    const std::string field = text_of("field");
    const std::string message = text_of("message").empty() ? text_of("code") : text_of("message");
    const std::string text = field.empty() || message.empty() ? field + message : field + ": " + message;
    if (!text.empty() && reasons.size() < reasons_max) reasons.push_back(text);
  }
  if (reasons.empty()) reasons.push_back("the order was rejected without a reason");
  return reasons;
}

// The order of this name; empty: the lab has none.
Flow<Got<std::optional<OrderRow>>> order_of(Account& account, Line& line, std::string reference) {
  auto answer = co_await ask(account, line, account.get(order_path(reference)));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 404) co_return std::optional<OrderRow>();
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  const auto body = read_body(account.parser, *answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  auto row = read_order(*body);
  if (!row) co_return std::unexpected(unreadable(peer, row.error()));
  co_return std::optional<OrderRow>(std::move(*row));
}

// The latest order of the case, or the one with the number, if any of them has it.
Flow<Got<std::optional<OrderRow>>> order_meant(Account& account, Line& line, Wanted wanted) {
  if (const auto known = account.references.find(wanted.tracking); known != account.references.end()) {
    std::string reference = known->second;
    co_return co_await order_of(account, line, std::move(reference));
  }
  base::HttpRequest list = account.get("/v1/orders?case=" + base::percent_encode(wanted.case_id.text));
  auto value = co_await ask_for_json(account, line, std::move(list));
  if (!value) co_return std::unexpected(std::move(value.error()));
  base::ObjectReader in(*value, "");
  std::vector<std::string> references = in.texts_or_none("orders");
  if (references.size() > orders_of_case_max) references.resize(orders_of_case_max);
  std::optional<OrderRow> latest;
  for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
    auto row = co_await order_of(account, line, *reference);
    if (!row) co_return std::unexpected(std::move(row.error()));
    const bool meant = *row && (wanted.tracking.empty() || (*row)->tracking == wanted.tracking);
    if (meant || !latest) latest = std::move(*row);
    if (meant) break;
  }
  co_return latest;
}

model::OrderAcknowledged acknowledged(Account& account, OrderRow row) {
  account.references.insert_or_assign(row.tracking, row.reference);
  return {std::move(row.tracking), std::move(row.ship_by), std::move(row.warranty)};
}

}  // namespace

Flow<Outcome> Submission::run(bool) {
  base::HttpRequest request = account_.send("PUT", order_path(reference_), body_);
  request.headers.set("If-None-Match", "*");
  auto answer = co_await ask(account_, line(), std::move(request));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  model::TaskDone done;
  if (answer->status == 422) {
    done.events.push_back(
        {line().now(), case_id_, account_.lab, model::OrderRejected{reasons_of(account_.parser, *answer)}});
    co_return done;
  }
  if (answer->status == 412) {
    auto row = co_await order_of(account_, line(), reference_);
    if (!row) co_return std::unexpected(std::move(row.error()));
    if (!*row || (*row)->case_id != case_id_)
      co_return refused("412 from Dentsply Sirona: the name " + reference_ + " was used for something else");
    done.remark = "it had arrived before";
    done.events.push_back({line().now(), case_id_, account_.lab, acknowledged(account_, std::move(**row))});
    co_return done;
  }
  if (auto failed = failure_of(peer, *answer, line().now())) co_return std::unexpected(std::move(*failed));
  const auto body = read_body(account_.parser, *answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  auto row = read_order(*body);
  if (!row) co_return std::unexpected(unreadable(peer, row.error()));
  done.events.push_back({line().now(), case_id_, account_.lab, acknowledged(account_, std::move(*row))});
  co_return done;
}

Flow<Outcome> Search::run(bool) {
  auto row = co_await order_of(account_, line(), reference_);
  if (!row) co_return std::unexpected(std::move(row.error()));
  model::TaskDone done;
  done.acted = false;
  done.remark = "the lab has no order under " + reference_;
  if (!*row) co_return done;
  done.found = true;
  done.remark = "the lab has the order";
  done.events.push_back({line().now(), case_id_, account_.lab, acknowledged(account_, std::move(**row))});
  co_return done;
}

Flow<Outcome> Mirroring::run(bool) {
  const std::string path = "/sandbox" + order_path(reference_);
  auto answer = co_await ask(account_, line(), account_.send("PUT", path, body_));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  model::TaskDone done;
  if (answer->status == 422) {
    done.remark = "the sandbox would reject it";
    for (const std::string& reason : reasons_of(account_.parser, *answer))
      done.remark += "; " + reason;
    co_return done;
  }
  if (auto failed = failure_of(peer, *answer, line().now())) co_return std::unexpected(std::move(*failed));
  done.remark = "the sandbox would take it";
  co_return done;
}

Flow<Outcome> Change::run(bool) {
  auto row = co_await order_meant(account_, line(), wanted_);
  if (!row) co_return std::unexpected(std::move(row.error()));
  if (!*row) {
    if (what_.needless_without_order)
      co_return model::TaskDone{{}, "the lab has no order of this case", false};
    co_return refused("the lab has no order of " + wanted_.case_id.text);
  }
  const std::string path = order_path((*row)->reference) + what_.suffix;
  auto answer = co_await ask(account_, line(), account_.send(what_.method, path, what_.body));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 409) co_return refused("too late: the lab has accepted the order");
  if (auto failed = failure_of(peer, *answer, line().now())) co_return std::unexpected(std::move(*failed));
  co_return model::TaskDone{};
}

Change::What amendment(const model::Order& order) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("attachments");
  write_attachments(out, order.file.attachments);
  out.key("prescription");
  model::write_prescription(out, order.file.prescription);
  out.end_object();
  return {"PATCH", "", std::move(body), false};
}

Change::What cancellation(const std::string& reason) {
  std::string body;
  base::JsonWriter(body).begin_object().member("reason", reason).end_object();
  return {"POST", "/cancellation", std::move(body), true};
}

bool approves(std::string_view words) {
  std::string plain;
  for (const char c : words)
    if (c >= 'a' && c <= 'z')
      plain += c;
    else if (c >= 'A' && c <= 'Z')
      plain += static_cast<char>(c - 'A' + 'a');
    else if (c != ' ' && c != '.' && c != '!')
      return false;
  return plain == "approved" || plain == "approve" || plain == "yes";
}

Answer::Answer(Account& account, Wanted wanted, std::string text)
    : account_(account), wanted_(std::move(wanted)), text_(std::move(text)) {
  const auto reference = account_.references.find(wanted_.tracking);
  if (reference == account_.references.end()) return;
  if (const auto known = account_.orders.find(reference->second); known != account_.orders.end())
    meant_ = known->second.asked;
}

Flow<Outcome> Answer::run(bool) {
  auto row = co_await order_meant(account_, line(), wanted_);
  if (!row) co_return std::unexpected(std::move(row.error()));
  if (!*row) co_return refused("the lab has no order of " + wanted_.case_id.text);
  const std::optional<Waiting>& waiting = (*row)->waiting;
  if (!waiting) co_return model::TaskDone{{}, "the lab waits for no answer", false};
  if (meant_.empty()) meant_ = waiting->id;
  if (waiting->id != meant_)
    co_return model::TaskDone{{}, "the lab has come to wait for something else", false};
  const bool of_design = waiting->kind == WaitingKind::design;
  std::string body;
  base::JsonWriter out(body);
  out.begin_object();
  if (of_design)
    out.member("comment", text_).member("decision", approves(text_) ? "approve" : "reject");
  else
    out.member("text", text_);
  out.end_object();
  const std::string path = order_path((*row)->reference) + "/answers/" + base::percent_encode(waiting->id);
  auto answer = co_await ask(account_, line(), account_.send("PUT", path, std::move(body)));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 409) co_return model::TaskDone{{}, "the lab waits for this answer no longer", false};
  if (auto failed = failure_of(peer, *answer, line().now())) co_return std::unexpected(std::move(*failed));
  co_return model::TaskDone{};
}

}  // namespace articulator::connect::dentsply_sirona

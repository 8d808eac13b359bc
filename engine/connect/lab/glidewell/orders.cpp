#include "engine/connect/lab/glidewell/orders.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/lab/glidewell/changes.hpp"
#include "engine/connect/order_json.hpp"
#include "engine/model/prescription.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::glidewell {
namespace {

constexpr std::string_view too_late = "too late: in fabrication";
constexpr std::size_t tracking_chars_max = 64;
constexpr std::size_t reasons_max = 100;

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

// {"reasons":[{"code","field","message"}]} -> "/prescription/shade: no such shade". Never empty: a rejection
// without a reason is a rejection.
std::vector<std::string> reasons_of(base::JsonParser& parser, const base::HttpResponse& answer) {
  std::vector<std::string> reasons;
  const auto body = read_body(parser, answer);
  const auto list = body ? body->find("reasons") : std::nullopt;
  if (list) {
    for (const base::JsonValue& reason : list->elements()) {
      const auto text_of = [&reason](std::string_view key) {
        const auto value = reason.find(key);
        return (value ? value->text() : std::nullopt).value_or(std::string_view{});
      };
      const std::string_view field = text_of("field");
      const std::string_view message = text_of("message").empty() ? text_of("code") : text_of("message");
      std::string text(field);
      if (!text.empty() && !message.empty()) text += ": ";
      text += message;
      if (!text.empty() && reasons.size() < reasons_max) reasons.push_back(std::move(text));
    }
  }
  if (reasons.empty()) reasons.push_back("the order was rejected without a reason");
  return reasons;
}

struct Acknowledgement {
  std::string tracking;
  std::string ship_by;
  std::optional<model::WarrantyAnswer> warranty;
};

base::Expected<Acknowledgement> read_acknowledgement(base::JsonParser& parser,
                                                     const base::HttpResponse& answer) {
  const auto body = read_body(parser, answer);
  if (!body) return std::unexpected(body.error());
  base::ObjectReader in(*body, "");
  Acknowledgement read;
  read.tracking = in.text("tracking");
  read.ship_by = in.text_or("ship_by", "");
  if (in.has("warranty")) {
    base::ObjectReader claim = in.object("warranty");
    read.warranty.emplace();
    read.warranty->granted = claim.boolean("granted");
    read.warranty->reason = claim.text_or("reason", "");
    in.report(claim.error());
  }
  if (read.tracking.empty() || read.tracking.size() > tracking_chars_max)
    in.report("tracking", "is no tracking number");
  if (in.error()) return std::unexpected(*in.error());
  return read;
}

// The orders of one case, or the failure to get them.
Flow<Got<std::vector<OrderRow>>> orders_of(Account& account, Line& line, model::CaseId case_id) {
  auto value = co_await fetch(account, line, "/v1/orders?case_id=" + base::percent_encode(case_id.text));
  if (!value) co_return std::unexpected(std::move(value.error()));
  std::vector<OrderRow> orders;
  for (const base::JsonValue& element : value->elements()) {
    auto row = read_order(element);
    if (row && row->case_id == case_id) orders.push_back(std::move(*row));
  }
  co_return orders;
}

// A key that is the same however often the message is retried, and another for the next message: what was
// changed to A, to B and to A again is three changes.
std::string message_key(Account& account, const std::string& stem, std::string_view kind,
                        std::string_view body) {
  const std::string name = stem + "/" + std::string(kind);
  const int count = ++account.messages[name];
  return name + "/" + std::to_string(count) + "/" + base::hex(base::sha256(body)).substr(0, 16);
}

}  // namespace

Flow<Outcome> Submission::run(bool) {
  const base::HttpResponse& answer = co_await line().call(account_.send("POST", "/v1/orders", body_, key_));
  model::TaskDone done;
  if (answer.status == 422) {
    done.events.push_back(
        {line().now(), case_id_, account_.lab, model::OrderRejected{reasons_of(account_.parser, answer)}});
    co_return done;
  }
  if (answer.status == 409) co_return co_await take_what_is_there();
  if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
  auto read = read_acknowledgement(account_.parser, answer);
  if (!read) co_return std::unexpected(unreadable(peer, read.error()));
  if (answer.headers.find("Idempotent-Replayed") != nullptr) done.remark = "it had arrived before";
  done.events.push_back({line().now(), case_id_, account_.lab,
                         model::OrderAcknowledged{std::move(read->tracking), std::move(read->ship_by),
                                                  std::move(read->warranty)}});
  co_return done;
}

// The lab has had this key with another body. Whatever it took under our key is our order.
Flow<Outcome> Submission::take_what_is_there() {
  auto orders = co_await orders_of(account_, line(), case_id_);
  if (!orders) co_return std::unexpected(std::move(orders.error()));
  for (const OrderRow& order : *orders) {
    if (order.idempotency_key != key_) continue;
    model::TaskDone done;
    done.remark = "the lab has this order already, with another body";
    done.acted = false;
    done.events.push_back(
        {line().now(), case_id_, account_.lab, model::OrderAcknowledged{order.tracking, order.ship_by}});
    co_return done;
  }
  co_return refused("409 from Glidewell: the key " + key_ + " was used for something else");
}

Flow<Outcome> Search::run(bool) {
  auto orders = co_await orders_of(account_, line(), case_id_);
  if (!orders) co_return std::unexpected(std::move(orders.error()));
  model::TaskDone done;
  done.acted = false;
  done.remark = "the lab has no order under " + key_;
  for (const OrderRow& order : *orders) {
    if (order.idempotency_key != key_) continue;
    done.found = true;
    done.remark = "the lab has the order";
    done.events.push_back(
        {line().now(), case_id_, account_.lab, model::OrderAcknowledged{order.tracking, order.ship_by}});
  }
  co_return done;
}

Flow<Outcome> Mirroring::run(bool) {
  const base::HttpResponse& answer =
      co_await line().call(account_.send("POST", "/sandbox/v1/orders", body_, key_));
  model::TaskDone done;
  if (answer.status == 422) {
    done.remark = "the sandbox would reject it";
    for (const std::string& reason : reasons_of(account_.parser, answer))
      done.remark += "; " + reason;
    co_return done;
  }
  if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
  const auto read = read_acknowledgement(account_.parser, answer);
  if (read) done.remark = "the sandbox calls it " + read->tracking;
  co_return done;
}

Flow<Outcome> Message::run(bool) {
  if (tracking_.empty()) {
    auto orders = co_await orders_of(account_, line(), case_id_);
    if (!orders) co_return std::unexpected(std::move(orders.error()));
    if (!orders->empty()) tracking_ = orders->back().tracking;
  }
  if (tracking_.empty()) {
    if (what_.needless_without_order)
      co_return model::TaskDone{{}, "the lab has no order of this case", false};
    co_return refused("the lab has no order of " + case_id_.text);
  }
  const std::string path = "/v1/orders/" + base::percent_encode(tracking_) + what_.suffix;
  const base::HttpResponse& answer =
      co_await line().call(account_.send(what_.method, path, what_.body, what_.idempotency_key));
  if (answer.status == 409 && !what_.too_late.empty()) co_return refused(what_.too_late);
  if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
  co_return model::TaskDone{};
}

Message::What amendment(Account& account, const model::Order& order) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("attachments");
  write_attachments(out, order.file.attachments);
  out.key("prescription");
  model::write_prescription(out, order.file.prescription);
  out.end_object();
  std::string key = message_key(account, order.idempotency_key, "amend", body);
  return {"PATCH", "", std::move(body), std::move(key), std::string(too_late), false};
}

Message::What cancellation(const std::string& reason) {
  std::string body;
  base::JsonWriter(body).begin_object().member("reason", reason).end_object();
  return {"POST", "/cancel", std::move(body), "", std::string(too_late), true};
}

Message::What answer_to_question(Account& account, const model::CaseId& case_id, const std::string& text) {
  std::string body;
  base::JsonWriter(body).begin_object().member("text", text).end_object();
  std::string key = message_key(account, case_id.text, "answer", body);
  return {"POST", "/answers", std::move(body), std::move(key), "", false};
}

}  // namespace articulator::connect::glidewell

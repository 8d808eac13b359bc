#include "engine/connect/lab/glidewell/changes.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/lab/glidewell/statements.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace articulator::connect::glidewell {
namespace {

constexpr std::size_t page_rows = 100;
constexpr std::size_t pages_max = 500;
constexpr std::int64_t number_max = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t remark_chars_max = 2'000;

}  // namespace

Shipment read_shipment(base::ObjectReader& in) {
  Shipment shipment;
  shipment.carrier = in.text("carrier");
  shipment.carrier_tracking = in.text("carrier_tracking");
  shipment.delivery = in.optional_instant("delivery");
  return shipment;
}

base::Expected<OrderRow> read_order(base::JsonValue value) {
  base::ObjectReader in(value, "");
  OrderRow row;
  row.tracking = in.text("tracking");
  row.case_id = model::CaseId(in.text("case_id"));
  row.idempotency_key = in.text_or("idempotency_key", "");
  row.status = in.text_or("status", "");
  row.sequence = in.integer_or("sequence", 0, 0, number_max);
  row.change = in.integer_or("change", 0, 0, number_max);
  row.ship_by = in.text_or("ship_by", "");
  row.eta = in.optional_instant("eta");
  if (in.has("hold")) {
    base::ObjectReader hold = in.object("hold");
    row.question = hold.text_or("question", "");
    in.report(hold.error());
  }
  if (in.has("shipment")) {
    base::ObjectReader shipment = in.object("shipment");
    row.shipment = read_shipment(shipment);
    in.report(shipment.error());
  }
  if (row.tracking.empty()) in.report("tracking", "is empty");
  if (row.case_id.empty()) in.report("case_id", "is empty");
  if (in.error()) return std::unexpected(*in.error());
  return row;
}

void learn(Account& account, const OrderRow& row, base::Instant now, std::vector<model::Event>& events) {
  KnownOrder& known = account.order(row.tracking);
  const auto say = [&](model::Happening happening) {
    events.push_back({now, row.case_id, account.lab, std::move(happening)});
  };
  if (row.sequence > known.sequence && !row.status.empty()) {
    known.sequence = row.sequence;
    if (!account.is_hold(row.status)) known.moved_at = std::max(known.moved_at, row.change);
    say(model::LabStatus{row.tracking, row.status, row.sequence, row.eta});
  }
  if (!row.question) known.question.clear();
  if (row.question && !row.question->empty() && *row.question != known.question) {
    known.question = *row.question;
    known.asked_at = row.change;
    say(model::LabQuestion{*row.question});
  }
  if (row.shipment && row.shipment->carrier_tracking != known.shipment) {
    known.shipment = row.shipment->carrier_tracking;
    say(model::LabShipped{row.shipment->carrier, row.shipment->carrier_tracking, row.shipment->delivery});
  }
}

Flow<Outcome> Poll::run(bool) {
  std::vector<OrderRow> changed;
  std::int64_t change = account_.change;
  model::TaskDone done;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto value = co_await fetch(account_, line(), "/v1/orders?changed_after=" + std::to_string(change));
    if (!value) co_return std::unexpected(std::move(value.error()));
    if (!value->is(base::JsonKind::array))
      co_return std::unexpected(unreadable(peer, {"", "a list of orders is no array", ""}));
    const std::vector<base::JsonValue> rows = value->elements();
    const std::int64_t before = change;
    for (const base::JsonValue& element : rows) {
      // A row that cannot be read is passed over for good, so its number counts all the same.
      const auto number = element.find("change");
      change = std::max(change, (number ? number->integer() : std::nullopt).value_or(0));
      auto row = read_order(element);
      if (row)
        changed.push_back(std::move(*row));
      else if (done.remark.size() < remark_chars_max)
        done.remark += "an order was passed over: " + row.error().text() + "; ";
    }
    if (rows.size() < page_rows || change == before) break;
  }
  for (const OrderRow& row : changed)
    learn(account_, row, line().now(), done.events);
  account_.change = change;
  co_await look_for_statements(account_, line(), done);
  co_return done;
}

}  // namespace articulator::connect::glidewell

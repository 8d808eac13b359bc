#include "engine/connect/lab/dentsply_sirona/changes.hpp"

#include "engine/connect/answer.hpp"

#include <limits>
#include <utility>

namespace articulator::connect::dentsply_sirona {
namespace {

constexpr std::size_t pages_max = 500;
constexpr std::size_t page_rows_max = 1'000;
constexpr std::size_t text_chars_max = 10'000;
constexpr std::int64_t number_max = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t remark_chars_max = 2'000;

std::optional<Waiting> read_waiting(base::ObjectReader& in) {
  if (!in.has("waiting_for")) return {};
  base::ObjectReader one = in.object("waiting_for");
  Waiting waiting;
  waiting.id = one.text("id");
  waiting.text = one.text_or("text", "").substr(0, text_chars_max);
  const std::string kind = one.text_or("kind", "question");
  if (kind == "design") waiting.kind = WaitingKind::design;
  if (kind == "hold") waiting.kind = WaitingKind::hold;
  in.report(one.error());
  return waiting;
}

std::optional<model::LabShipped> read_shipment(base::ObjectReader& in) {
  if (!in.has("shipment")) return {};
  base::ObjectReader one = in.object("shipment");
  model::LabShipped shipment;
  shipment.carrier = one.text("carrier");
  shipment.carrier_tracking = one.text("carrier_tracking");
  shipment.delivery = one.optional_instant("delivery");
  in.report(one.error());
  return shipment;
}

std::optional<model::WarrantyAnswer> read_warranty(base::ObjectReader& in) {
  if (!in.has("warranty")) return {};
  base::ObjectReader one = in.object("warranty");
  model::WarrantyAnswer warranty;
  warranty.granted = one.boolean("granted");
  warranty.reason = one.text_or("reason", "");
  in.report(one.error());
  return warranty;
}

// A person answers in words; those to a design are read as yes or no (see orders.hpp).
std::string question_of(const Waiting& waiting) {
  if (waiting.kind != WaitingKind::design) return waiting.text;
  return waiting.text + " (Answer \"approved\", and nothing else, to have it made as it is.)";
}

}  // namespace

base::Expected<OrderRow> read_order(base::JsonValue value) {
  base::ObjectReader in(value, "");
  OrderRow row;
  row.reference = in.text("reference");
  row.tracking = in.text("order_number");
  row.case_id = model::CaseId(in.text("case_id"));
  row.revision = in.integer("revision", 0, number_max);
  row.state = in.text_or("state", "");
  row.sequence = in.integer_or("sequence", 0, 0, number_max);
  row.ship_by = in.text_or("ship_by", "");
  row.eta = in.optional_instant("eta");
  row.waiting = read_waiting(in);
  row.shipment = read_shipment(in);
  row.warranty = read_warranty(in);
  if (in.has("invoice")) {
    auto invoice = model::read_invoice(*in.value("invoice"));
    if (invoice)
      row.invoice = std::move(*invoice);
    else
      in.report(invoice.error());
  }
  if (row.reference.empty()) in.report("reference", "is empty");
  if (row.tracking.empty() || row.tracking.size() > 64) in.report("order_number", "is no order number");
  if (row.case_id.empty()) in.report("case_id", "is empty");
  return in.finished(std::move(row));
}

model::Invoice untold(Account& account, model::Invoice invoice) {
  std::erase_if(invoice.lines, [&](const model::BilledLine& line) {
    return !account.billed.emplace(invoice.statement, line.line).second;
  });
  return invoice;
}

void learn(Account& account, const OrderRow& row, base::Instant now, std::vector<model::Event>& events) {
  KnownOrder& known = account.order(row.reference);
  account.references.insert_or_assign(row.tracking, row.reference);
  const auto say = [&](model::Happening happening) {
    events.push_back({now, row.case_id, account.lab, std::move(happening)});
  };
  known.revision = std::max(known.revision, row.revision);
  if (row.sequence > known.sequence && !row.state.empty()) {
    known.sequence = row.sequence;
    say(model::LabStatus{row.tracking, row.state, row.sequence, row.eta});
  }
  if (row.waiting && row.waiting->id != known.asked) {
    known.asked = row.waiting->id;
    // A hold is a state, and says so itself.
    if (row.waiting->kind != WaitingKind::hold) say(model::LabQuestion{question_of(*row.waiting)});
  }
  if (row.shipment && row.shipment->carrier_tracking != known.shipment) {
    known.shipment = row.shipment->carrier_tracking;
    say(*row.shipment);
  }
  if (!row.invoice) return;
  model::Invoice news = untold(account, *row.invoice);
  if (!news.lines.empty()) events.push_back({now, {}, account.lab, model::LabInvoice{std::move(news)}});
}

Flow<Got<std::optional<Poll::Page>>> Poll::page_after(std::int64_t cursor, std::string etag) {
  base::HttpRequest request = account_.get("/v1/changes?after=" + std::to_string(cursor));
  if (!etag.empty()) request.headers.set("If-None-Match", etag);
  auto answer = co_await ask(account_, line(), std::move(request));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 304) co_return std::optional<Page>();
  if (auto failed = failure_of(peer, *answer, line().now())) co_return std::unexpected(std::move(*failed));
  const auto body = read_body(account_.parser, *answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  base::ObjectReader in(*body, "");
  Page page;
  page.cursor = in.integer("cursor", 0, number_max);
  page.more = in.boolean_or("more", false);
  for (const base::JsonValue& element : in.elements("changes")) {
    if (page.changes.size() >= page_rows_max) break;
    base::ObjectReader one(element, "/changes");
    Change change;
    change.reference = one.text("order");
    change.revision = one.integer("revision", 0, number_max);
    in.report(one.error());
    page.changes.push_back(std::move(change));
  }
  if (in.error()) co_return std::unexpected(unreadable(peer, *in.error()));
  if (const std::string* tag = answer->headers.find("ETag")) page.etag = *tag;
  co_return std::optional<Page>(std::move(page));
}

Flow<Got<std::optional<OrderRow>>> Poll::fetch(Change change, std::string& remark) {
  auto value = co_await ask_for_json(account_, line(), account_.get(order_path(change.reference)));
  if (!value) co_return std::unexpected(std::move(value.error()));
  auto row = read_order(*value);
  if (!row) {
    if (remark.size() < remark_chars_max) remark += "an order was passed over: " + row.error().text() + "; ";
    co_return std::optional<OrderRow>();
  }
  // A copy that lags behind would hide what the list has told.
  if (row->revision < change.revision)
    co_return std::unexpected(model::TaskFailed{
        true, std::nullopt, std::string(peer) + " shows an older state of " + row->tracking});
  co_return std::optional<OrderRow>(std::move(*row));
}

Flow<Outcome> Poll::run(bool) {
  std::vector<OrderRow> changed;
  std::int64_t cursor = account_.cursor;
  std::string etag = account_.changes_etag;
  model::TaskDone done;
  done.acted = false;
  for (std::size_t n = 0; n < pages_max; ++n) {
    if (n > 0) etag.clear();
    auto got = co_await page_after(cursor, etag);
    if (!got) co_return std::unexpected(std::move(got.error()));
    if (!*got) break;
    const Page page = std::move(**got);
    etag = page.etag;
    for (const Change& change : page.changes) {
      if (account_.order(change.reference).revision >= change.revision && change.revision > 0) continue;
      auto row = co_await fetch(change, done.remark);
      if (!row) co_return std::unexpected(std::move(row.error()));
      if (*row) changed.push_back(std::move(**row));
    }
    const bool stuck = page.cursor <= cursor;
    cursor = std::max(cursor, page.cursor);
    if (!page.more || stuck) break;
  }
  for (const OrderRow& row : changed)
    learn(account_, row, line().now(), done.events);
  account_.cursor = cursor;
  account_.changes_etag = etag;
  co_return done;
}

}  // namespace articulator::connect::dentsply_sirona

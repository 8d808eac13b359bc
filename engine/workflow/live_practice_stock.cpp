// What a live practice's stock has to do with its cases, and purchase orders on their way to a supplier
// (INV-02). A purchase is a question to a person; only an approval sends it, and under its number, so once.
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <utility>

namespace articulator::workflow {

void LivePractice::use_stock(const model::Event& event, bool was_under_way, base::Instant now) {
  if (!inventory_.keeps_stock()) return;
  inventory_.look_again();
  const Case* found = practice_.find(event.case_id);
  if (found == nullptr) return;
  const model::Prescription& rx = found->file->prescription;
  if (std::holds_alternative<model::CaseReady>(event.happening) && !was_under_way)
    inventory_.used(model::UsedWhen::sent, rx, now);
  if (std::holds_alternative<model::CaseSeated>(event.happening) && was_under_way)
    inventory_.used(model::UsedWhen::seated, rx, now);
}

void LivePractice::draft_purchases(base::Instant now) {
  for (const Purchase& drafted : inventory_.draft(practice_, now))
    context_.record(now, bench_.practice, "engine", "purchase.drafted", {},
                    json_object([&](base::JsonWriter& w) {
                      w.member("item", drafted.item).member("quantity", drafted.quantity);
                      w.key("reasons").begin_array().text("INV-02").end_array();
                      w.member("review", drafted.number);
                    }),
                    context_.new_correlation());
}

void LivePractice::purchase_decided(const model::PersonId& by, const std::string& number, bool approved,
                                    std::int64_t quantity, base::Instant now) {
  const std::string correlation = context_.new_correlation();
  context_.record(now, bench_.practice, by.text, approved ? "purchase.approved" : "purchase.rejected", {},
                  json_object([&](base::JsonWriter& w) {
                    if (approved) w.member("quantity", quantity);
                    w.member("review", number);
                  }),
                  correlation);
  if (!approved) return inventory_.reject(number, now);
  Job send = job(supplier_peer_, Errand::purchase, {}, number, correlation);
  send.make = [this, order = inventory_.approve(number, quantity, now)] {
    return supplier_ ? supplier_->order(order) : nullptr;
  };
  outbox_.add(std::move(send), now);
}

bool LivePractice::stock_changed(const model::PersonId& by, const std::string& item, bool counted,
                                 std::int64_t units, base::Instant now) {
  if (!(counted ? inventory_.counted(item, units) : inventory_.received(item, units))) return false;
  context_.record(now, bench_.practice, by.text, counted ? "stock.counted" : "stock.received", {},
                  json_object([&](base::JsonWriter& w) { w.member("item", item).member("units", units); }),
                  context_.new_correlation());
  return true;
}

}  // namespace articulator::workflow

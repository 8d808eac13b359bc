// The ledger of what was ordered, and what the lab bills of it (DECISIONS, row `lab.invoice`).
#include "engine/insight/reconciliation/ledger.hpp"
#include "engine/model/stage.hpp"
#include "engine/workflow/practice_state.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace articulator::workflow {
namespace {

// The product's fee for each unit. Empty: the lab's profile has no such product, so no price is right.
std::optional<base::Cents> fee_of(const PracticeState& state, const Case& open) {
  const model::LabProfile* lab = find_lab(state, open.file.outline().lab);
  const model::Prescription& rx = open.file->prescription;
  if (lab == nullptr || !rx.procedure.value || !rx.material.value) return std::nullopt;
  const model::Product* product = lab->product(*rx.procedure.value, *rx.material.value);
  if (product == nullptr) return std::nullopt;
  return product->fee * static_cast<std::int64_t>(std::max<std::size_t>(rx.teeth.size(), 1));
}

bool is_shipped(const Case& open) {
  const bool past_shipping = open.stage >= model::Stage::shipped && open.stage <= model::Stage::closed;
  return past_shipping || !open.carrier_tracking.empty() || open.received_back;
}

}  // namespace

void keep_books(const Turn& turn, const model::CaseId& id, const Case& open) {
  if (!open.sent) return;
  insight::Ordered& entry = turn.state.ledger.enter(id, open.round, turn.at);
  if (!entry.shipped_at) {  // what is made can no longer change
    entry.lab = open.file.outline().lab;
    entry.patient = open.file.outline().patient;
    entry.fee = fee_of(turn.state, open);
    entry.teeth.clear();
    for (const auto& tooth : open.file->prescription.teeth)
      if (tooth.value) entry.teeth.push_back(*tooth.value);
    entry.warranty = open.remake && open.remake->warranty_claimed;
    entry.idempotency_key = id.text + "/" + std::to_string(open.orders_sent);
  }
  turn.state.ledger.set_tracking(entry, open.tracking);
  if (!entry.shipped_at && is_shipped(open)) entry.shipped_at = turn.at;
  if (!entry.delivered_at && open.received_back) entry.delivered_at = turn.at;
}

void lab_invoice(const Turn& turn, const model::LabId& lab, const model::LabInvoice& billed) {
  const bool watched_only = turn.state.policy.phase == model::Phase::monitor;  // GOV-01: nothing is decided
  for (const model::BilledLine& line : billed.invoice.lines) {
    const insight::JudgedLine judged = turn.state.ledger.judge(line, lab);
    if (watched_only) continue;
    turn.out.push_back(
        {turn.at, judged.case_id, model::InvoiceLine{billed.invoice.statement, line.line, judged.result}});
  }
}

}  // namespace articulator::workflow

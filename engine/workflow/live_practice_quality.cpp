// Remakes and invoices as people and labs see them: what a person must look at, what the lab says to a claim,
// and the monthly statements.
#include "engine/base/calendar.hpp"
#include "engine/insight/reconciliation/reconcile.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

namespace articulator::workflow {
namespace {

constexpr std::size_t reconciliations_max = 24;      // two labs, a year
constexpr std::int32_t asked_at_ms = 6 * 3'600'000;  // 06:00 local, before anybody needs the line
constexpr std::string_view no_reason = "the lab gave no reason";

std::string month_text(base::Date date) {
  return base::format_date(date).substr(0, 7);
}

base::Date first_of_next_month(base::Date date) {
  const base::YearMonthDay day = base::year_month_day(date);
  return day.month == 12 ? base::make_date(day.year + 1, 1, 1) : base::make_date(day.year, day.month + 1, 1);
}

// What the work did cost, as billed: of each line the case that it was taken for (ANA-01).
model::LabInvoice costs_of(const insight::Reconciliation& report) {
  model::LabInvoice costs;
  costs.invoice.statement = report.statement;
  for (const insight::LineOutcome& outcome : report.lines) {
    if (outcome.round == 0) continue;
    model::BilledLine& line = costs.invoice.lines.emplace_back();
    line.line = outcome.line;
    line.case_id = outcome.case_id;
    line.amount = outcome.billed;
  }
  return costs;
}

}  // namespace

// RMK-02: no review is opened for it, since nothing waits for an answer: a notice says that the case's way is
// open, and the words of whoever sends the case once more decide it.
void LivePractice::hand_to_person(const model::CaseId& id, const model::RemakeTriaged& triaged,
                                  base::Instant now, const std::string& correlation) {
  if (triaged.route != model::RemakeRoute::person) return;
  add_notice({now, id, "remake.triaged", std::string(model::word(triaged.cause))});
  context_.record(now, bench_.practice, "engine", "notice.shown", id, json_object([&](base::JsonWriter& w) {
                    w.member("to", model::word(model::Role::lab_coordinator));
                    w.member("what", "remake.triaged");
                  }),
                  correlation);
}

// RMK-03: a refusal is the coordinator's to argue with; the round goes on.
void LivePractice::hear_warranty(const model::CaseId& id, const model::WarrantyAnswer& answer,
                                 base::Instant now, const std::string& correlation) {
  context_.record(now, bench_.practice, "engine", answer.granted ? "warranty.granted" : "warranty.refused",
                  id, json_object([&](base::JsonWriter& w) {
                    if (!answer.granted)
                      w.member("reason",
                               answer.reason.empty() ? std::string(no_reason) : plain(answer.reason));
                  }),
                  correlation);
  if (!answer.granted)
    add_notice({now, id, "warranty.refused", answer.reason.empty() ? std::string(no_reason) : answer.reason});
}

void LivePractice::expect_statements(base::Instant after) {
  const base::TimeZone& zone = practice_.policy().zone;
  statements_ = zone.instant({first_of_next_month(zone.local(after).date), asked_at_ms});
}

void LivePractice::ask_for_statements(base::Instant now) {
  if (!statements_ || *statements_ > now) return;
  // The month that ended: the day before the first.
  const std::string month = month_text(practice_.policy().zone.local(*statements_).date + -1);
  expect_statements(*statements_);
  for (std::size_t lab = 0; lab < labs_.size(); ++lab) {
    if (!labs_[lab]->statement(month)) continue;
    Job ask = job(lab + 1, Errand::statement, {}, month, context_.new_correlation());
    ask.make = [this, lab, month] { return labs_[lab]->statement(month); };
    outbox_.add(std::move(ask), now);
  }
}

void LivePractice::reconcile(const model::LabId& lab, const model::Invoice& invoice, base::Instant now,
                             const std::string& correlation) {
  const model::LabProfile* profile = practice_.lab(lab);
  insight::Terms terms;
  terms.lab = lab;
  terms.as_of = now;
  terms.zone = profile != nullptr ? profile->zone : practice_.policy().zone;
  if (profile != nullptr) terms.billing = profile->billing;
  insight::Reconciliation report = insight::reconcile(invoice, practice_.ledger().entries(), terms);
  context_.record(now, bench_.practice, "engine", "statement.reconciled", {},
                  json_object([&](base::JsonWriter& w) { insight::write_summary(w, report); }), correlation);
  insight_.observe({now, {}, lab, costs_of(report)});
  reconciled_.push_back(std::move(report));
  if (reconciled_.size() > reconciliations_max) reconciled_.pop_front();
}

}  // namespace articulator::workflow

// How long a month's statement takes, and how much of it is told without a number.
#include "engine/insight/reconciliation/reconcile.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr int cases = 20'000;
constexpr int lines = 5'000;
constexpr int cases_a_patient = 4;

std::vector<insight::Ordered> ledger() {
  const base::Instant start = base::parse_instant("2024-01-02T15:00:00Z").value();
  std::vector<insight::Ordered> entries;
  for (int n = 0; n < cases; ++n) {
    insight::Ordered entry;
    entry.case_id = model::CaseId(fmt::format("LC-{}", n));
    entry.lab = model::LabId("glidewell");
    entry.tracking = fmt::format("GLW-{:06X}", n);
    entry.patient = model::PatientId(fmt::format("PT-{}", n / cases_a_patient));
    entry.teeth = {*model::ToothNumber::from_universal(std::to_string(2 + n % cases_a_patient))};
    entry.fee = base::Cents{9900};
    entry.ordered_at = start + base::hours(n / 3);
    entry.shipped_at = entry.ordered_at + base::days(5);
    entries.push_back(std::move(entry));
  }
  return entries;
}

// `numbered`: with case ids; else by patient, tooth, date and amount alone.
model::Invoice statement(const std::vector<insight::Ordered>& entries, bool numbered) {
  model::Invoice invoice;
  invoice.statement = "ST-1";
  for (int n = 0; n < lines; ++n) {
    const insight::Ordered& entry =
        entries[static_cast<std::size_t>(n * (cases / lines) + n % 4) % entries.size()];
    model::BilledLine line;
    line.line = n + 1;
    if (numbered) line.case_id = entry.case_id;
    line.patient = entry.patient;
    line.tooth = entry.teeth.front();
    line.amount = {9900};
    line.date = base::TimeZone().local(*entry.shipped_at).date;
    invoice.lines.push_back(std::move(line));
  }
  return invoice;
}

void measure(const std::vector<insight::Ordered>& entries, bool numbered) {
  const model::Invoice invoice = statement(entries, numbered);
  insight::Terms terms;
  terms.as_of = base::parse_instant("2024-12-31T00:00:00Z").value();
  const Stopwatch watch;
  const insight::Reconciliation report = insight::reconcile(invoice, entries, terms);
  const double seconds = watch.seconds();
  const auto matched = std::ranges::count_if(
      report.lines, [](const insight::LineOutcome& line) { return !line.trouble.has_value(); });
  print_figure("invoices", fmt::format("{:.3f} s", seconds),
               fmt::format("{} lines against {} cases, {}: {} matched (goal: under 1 s)", lines, cases,
                           numbered ? "by number" : "by evidence alone", matched));
}

}  // namespace

bool bench_invoices() {
  const std::vector<insight::Ordered> entries = ledger();
  measure(entries, true);
  measure(entries, false);
  return true;
}

}  // namespace articulator::bench

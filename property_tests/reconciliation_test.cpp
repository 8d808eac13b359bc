// One law: whatever a lab bills, every line ends as matched or as an exception, no making of a case is
// matched twice, and the cents add up (REC-01, REC-03).
#include "engine/insight/reconciliation/reconcile.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

using insight::Ordered;

const base::Instant start = base::parse_instant("2024-10-01T15:00:00Z").value();

// Few names, so that they meet.
Ordered drawn_entry(int number) {
  Ordered entry;
  entry.case_id = model::CaseId("LC-" + std::to_string(number / 2));
  entry.round = 1 + number % 2;
  entry.tracking = "T-" + std::to_string(number);
  const int patient = *rc::gen::inRange(0, 4);
  entry.patient = model::PatientId("PT-" + std::to_string(patient));
  const int tooth = *rc::gen::inRange(1, 4);
  entry.teeth = {*model::ToothNumber::from_universal(std::to_string(tooth))};
  if (*rc::gen::inRange(0, 10) > 0) entry.fee = base::Cents{9900};
  entry.warranty = *rc::gen::arbitrary<bool>();
  entry.billed = *rc::gen::inRange(0, 6) == 0;
  if (*rc::gen::inRange(0, 5) > 0) entry.shipped_at = start + base::days(*rc::gen::inRange(0, 40));
  if (entry.shipped_at) entry.delivered_at = *entry.shipped_at + base::days(2);
  if (*rc::gen::inRange(0, 4) == 0) entry.credit_due = base::Cents{9900};
  entry.complained_at = start;
  return entry;
}

model::BilledLine drawn_line(int number) {
  model::BilledLine line;
  line.line = number;
  const int how = *rc::gen::inRange(0, 4);
  const int which = *rc::gen::inRange(0, 14);
  if (how == 0) line.case_id = model::CaseId("LC-" + std::to_string(which / 2));
  if (how == 1) line.tracking = "T-" + std::to_string(which);
  if (how == 2) {
    line.patient = model::PatientId("PT-" + std::to_string(which % 5));
    line.tooth = model::ToothNumber::from_universal(std::to_string(1 + which % 4));
  }
  line.description = *rc::gen::element<std::string>("crown", "Sales tax", "shipping", "");
  line.amount = {*rc::gen::element<std::int64_t>(9900, 0, -9900, 1, 750)};
  if (*rc::gen::arbitrary<bool>()) line.date = base::make_date(2024, 10, *rc::gen::inRange(1, 31));
  return line;
}

}  // namespace

RC_BOOST_PROP(every_line_is_accounted_for_once_and_the_cents_add_up, ()) {
  std::vector<Ordered> entries;
  const int made = *rc::gen::inRange(0, 12);
  for (int n = 0; n < made; ++n)
    entries.push_back(drawn_entry(n));
  model::Invoice statement;
  const int billed = *rc::gen::inRange(0, 20);
  for (int n = 0; n < billed; ++n)
    statement.lines.push_back(drawn_line(n));
  insight::Terms terms;
  terms.billing = {*rc::gen::inRange(0, 1000), base::Cents{*rc::gen::inRange(0, 1000)}};
  terms.as_of = start + base::days(60);

  const insight::Reconciliation report = insight::reconcile(statement, entries, terms);

  RC_ASSERT(report.lines.size() == statement.lines.size());
  std::set<std::pair<std::string, int>> used;
  std::int64_t sum = 0;
  for (std::size_t n = 0; n < report.lines.size(); ++n) {
    const insight::LineOutcome& line = report.lines[n];
    RC_ASSERT(line.line == statement.lines[n].line);
    RC_ASSERT(line.billed == statement.lines[n].amount);
    sum += line.billed.cents;
    const bool takes_a_case = line.kind == insight::LineKind::work && line.round > 0 &&
                              line.trouble != insight::Trouble::billed_twice;
    if (takes_a_case) RC_ASSERT(used.insert({line.case_id.text, line.round}).second);
  }
  RC_ASSERT(report.totals.billed.cents == sum);
  RC_ASSERT(report.totals.matched.cents + report.totals.in_question.cents == sum);
  for (const insight::CaseTrouble& one : report.cases)
    if (one.trouble == insight::Trouble::not_billed) RC_ASSERT(!used.contains({one.case_id.text, one.round}));
}

}  // namespace articulator::property_tests

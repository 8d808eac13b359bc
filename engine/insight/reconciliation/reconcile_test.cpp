#include "engine/insight/reconciliation/reconcile.hpp"

#include "engine/insight/reconciliation/evidence.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

const base::Instant ordered = base::parse_instant("2024-10-01T15:00:00Z").value();

Ordered made(const std::string& id, int round = 1) {
  Ordered entry;
  entry.case_id = model::CaseId(id);
  entry.round = round;
  entry.lab = model::LabId("glidewell");
  entry.tracking = "GLW-" + id + "-" + std::to_string(round);
  entry.patient = model::PatientId("PT-" + id);
  entry.teeth = {*model::ToothNumber::from_universal("19")};
  entry.fee = base::Cents{9900};
  entry.ordered_at = ordered;
  entry.shipped_at = ordered + base::days(5);
  entry.delivered_at = ordered + base::days(7);
  return entry;
}

model::BilledLine billed(std::int64_t number, const std::string& id, std::int64_t cents = 9900) {
  model::BilledLine line;
  line.line = number;
  line.case_id = model::CaseId(id);
  line.amount = {cents};
  line.date = base::make_date(2024, 10, 6);
  return line;
}

model::BilledLine charge(std::int64_t number, const std::string& description, std::int64_t cents) {
  model::BilledLine line = billed(number, "", cents);
  line.description = description;
  return line;
}

model::BilledLine unnumbered(std::int64_t number, const std::string& patient, const std::string& tooth) {
  model::BilledLine line = billed(number, "");
  line.patient = model::PatientId(patient);
  line.tooth = model::ToothNumber::from_universal(tooth);
  return line;
}

Terms terms() {
  Terms terms;
  terms.lab = model::LabId("glidewell");
  terms.as_of = ordered + base::days(31);
  return terms;
}

// "matched LC-1/1, never_ordered" and what is missing after a bar.
std::string told(const Reconciliation& report) {
  std::string text;
  for (const LineOutcome& line : report.lines) {
    text += (text.empty() ? "" : ", ") + std::string(line.trouble ? word(*line.trouble) : "matched");
    if (line.round > 0) text += " " + line.case_id.text + "/" + std::to_string(line.round);
  }
  for (const CaseTrouble& one : report.cases)
    text += " | " + std::string(word(one.trouble)) + " " + one.case_id.text + "/" + std::to_string(one.round);
  return text;
}

std::string judged(std::vector<model::BilledLine> lines, const std::vector<Ordered>& entries,
                   const Terms& as = terms()) {
  return told(reconcile({"ST-1", std::move(lines), std::nullopt}, entries, as));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reconciliation)

BOOST_AUTO_TEST_CASE(a_line_is_matched_by_its_case_or_by_its_tracking_number) {
  BOOST_TEST(judged({billed(1, "LC-1")}, {made("LC-1")}) == "matched LC-1/1");
  model::BilledLine by_tracking = billed(1, "");
  by_tracking.tracking = "GLW-LC-1-1";
  BOOST_TEST(judged({by_tracking}, {made("LC-1")}) == "matched LC-1/1");
}

BOOST_AUTO_TEST_CASE(no_case_is_used_twice) {
  BOOST_TEST(judged({billed(1, "LC-1"), billed(2, "LC-1")}, {made("LC-1")}) ==
             "matched LC-1/1, billed_twice LC-1/1");
  Ordered before = made("LC-1");
  before.billed = true;  // by an earlier statement
  BOOST_TEST(judged({billed(1, "LC-1")}, {before}) == "billed_twice LC-1/1");
}

BOOST_AUTO_TEST_CASE(each_round_may_be_billed_once) {
  Ordered again = made("LC-1", 2);
  again.warranty = true;
  BOOST_TEST(judged({billed(1, "LC-1"), billed(2, "LC-1", 0)}, {made("LC-1"), again}) ==
             "matched LC-1/1, matched LC-1/2");
  BOOST_TEST(judged({billed(1, "LC-1"), billed(2, "LC-1")}, {made("LC-1"), again}) ==
             "matched LC-1/1, warranty_billed LC-1/2");
}

BOOST_AUTO_TEST_CASE(price_shipment_and_order_are_looked_at) {
  Ordered early = made("LC-2");
  early.shipped_at.reset();
  early.delivered_at.reset();
  BOOST_TEST(judged({billed(1, "LC-1", 9901), billed(2, "LC-2"), billed(3, "LC-9")}, {made("LC-1"), early}) ==
             "price_differs LC-1/1, billed_early LC-2/1, never_ordered");
}

BOOST_AUTO_TEST_CASE(a_case_of_another_lab_was_never_ordered_of_this_one) {
  Ordered other = made("LC-1");
  other.lab = model::LabId("dentsply-sirona");
  BOOST_TEST(judged({billed(1, "LC-1")}, {other}) == "never_ordered");
}

BOOST_AUTO_TEST_CASE(what_was_delivered_by_the_end_of_the_month_should_be_billed) {
  Ordered late = made("LC-2");
  late.delivered_at = base::parse_instant("2024-11-01T00:00:00Z").value();
  Ordered free = made("LC-3", 2);
  free.warranty = true;
  BOOST_TEST(judged({billed(1, "LC-1")}, {made("LC-1"), late, free}) == "matched LC-1/1");
  late.delivered_at = base::parse_instant("2024-10-31T23:59:59Z").value();
  BOOST_TEST(judged({billed(1, "LC-1")}, {made("LC-1"), late}) == "matched LC-1/1 | not_billed LC-2/1");
}

BOOST_AUTO_TEST_CASE(a_credit_that_is_owed_is_looked_for) {
  Ordered owed = made("LC-1");
  owed.billed = true;
  owed.credit_due = base::Cents{9900};
  owed.complained_at = ordered + base::days(10);
  BOOST_TEST(judged({billed(1, "LC-2")}, {owed, made("LC-2")}) == "matched LC-2/1 | credit_missing LC-1/1");
  BOOST_TEST(judged({billed(1, "LC-1", -9900)}, {owed}) == "matched LC-1/1");
  BOOST_TEST(judged({billed(1, "LC-1", -5000)}, {owed}) == "price_differs LC-1/1 | credit_missing LC-1/1");
  BOOST_TEST(judged({billed(1, "LC-1", -9900), billed(2, "LC-1", -9900)}, {owed}) ==
             "matched LC-1/1, price_differs LC-1/1");
}

BOOST_AUTO_TEST_CASE(tax_and_shipping_are_what_was_agreed_to_the_cent) {
  BOOST_TEST(judged({billed(1, "LC-1"), charge(2, "Sales tax", 1)}, {made("LC-1")}) ==
             "matched LC-1/1, tax_off");
  Terms agreed = terms();
  agreed.billing = {825, base::Cents{750}};
  // 8.25 % of 99.00 is 8.1675.
  const auto lines = [](std::int64_t tax, std::int64_t shipping) {
    return std::vector{billed(1, "LC-1"), charge(2, "Sales tax", tax), charge(3, "UPS Shipping", shipping)};
  };
  BOOST_TEST(judged(lines(817, 750), {made("LC-1")}, agreed) == "matched LC-1/1, matched, matched");
  BOOST_TEST(judged(lines(816, 1500), {made("LC-1")}, agreed) == "matched LC-1/1, tax_off, shipping_off");
  BOOST_TEST(judged({charge(1, "taxi for the courier's dog", 100)}, {}) == "shipping_off");
}

BOOST_AUTO_TEST_CASE(a_line_without_a_number_is_told_by_its_evidence) {
  Ordered other = made("LC-2");
  other.patient = model::PatientId("PT-LC-1");
  other.teeth = {*model::ToothNumber::from_universal("3")};
  const std::vector entries{made("LC-1"), other};
  BOOST_TEST(judged({unnumbered(1, "PT-LC-1", "3"), unnumbered(2, "PT-LC-1", "19")}, entries) ==
             "matched LC-2/1, matched LC-1/1");
  BOOST_TEST(judged({unnumbered(1, "PT-LC-1", "30")}, {made("LC-1")}) == "never_ordered | not_billed LC-1/1");
  BOOST_TEST(judged({unnumbered(1, "PT-9", "19")}, {}) == "never_ordered");
}

BOOST_AUTO_TEST_CASE(evidence_is_an_assignment_not_the_first_that_fits) {
  // The first line fits both cases, the second only one of them.
  Ordered bridge = made("LC-2");
  bridge.patient = model::PatientId("PT-LC-1");
  bridge.teeth = {*model::ToothNumber::from_universal("19"), *model::ToothNumber::from_universal("20")};
  model::BilledLine either = unnumbered(1, "PT-LC-1", "19");
  model::BilledLine only = unnumbered(2, "PT-LC-1", "20");
  BOOST_TEST(judged({either, only}, {made("LC-1"), bridge}) == "matched LC-1/1, matched LC-2/1");
  BOOST_TEST(judged({only, either}, {bridge, made("LC-1")}) == "matched LC-2/1, matched LC-1/1");
}

BOOST_AUTO_TEST_CASE(a_tie_is_nobodys_to_guess) {
  Ordered twin = made("LC-2");
  twin.patient = model::PatientId("PT-LC-1");
  BOOST_TEST(judged({unnumbered(1, "PT-LC-1", "19")}, {made("LC-1"), twin}) == "ambiguous");
  BOOST_TEST(judged({unnumbered(1, "PT-LC-1", "19"), unnumbered(2, "PT-LC-1", "19")}, {made("LC-1")}) ==
             "ambiguous, ambiguous");
}

BOOST_AUTO_TEST_CASE(more_alike_than_can_be_told_apart_are_ties) {
  std::vector<model::BilledLine> lines;
  for (std::int64_t n = 0; n <= static_cast<std::int64_t>(alike_max); ++n)
    lines.push_back(unnumbered(n, "PT-LC-1", "19"));
  const Reconciliation report = reconcile({"ST-1", lines, std::nullopt}, {made("LC-1")}, terms());
  for (const LineOutcome& line : report.lines)
    BOOST_TEST((line.trouble == Trouble::ambiguous));
}

BOOST_AUTO_TEST_CASE(a_total_that_is_not_the_sum_of_its_lines_is_said) {
  model::Invoice statement{"ST-1", {billed(1, "LC-1")}, base::Cents{9900}};
  BOOST_TEST(!reconcile(statement, {made("LC-1")}, terms()).total_off);
  statement.total = base::Cents{9901};
  BOOST_TEST(reconcile(statement, {made("LC-1")}, terms()).total_off);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(ledger)

BOOST_AUTO_TEST_CASE(the_oldest_go_first_and_none_is_kept_for_ever) {
  Ledger book;
  for (std::size_t n = 0; n < Ledger::rounds_max + 5; ++n)
    book.enter(model::CaseId("LC-" + std::to_string(n)), 1, ordered);
  book.forget(ordered);
  BOOST_TEST(book.size() == Ledger::rounds_max);
  BOOST_TEST((book.first(model::CaseId("LC-4")) == nullptr));
  BOOST_TEST((book.first(model::CaseId("LC-5")) != nullptr));
  book.forget(ordered + Ledger::kept_for + base::seconds(1));
  BOOST_TEST(book.size() == 0U);
}

BOOST_AUTO_TEST_CASE(what_the_lab_rejected_was_never_ordered) {
  Ledger book;
  book.set_tracking(book.enter(model::CaseId("LC-1"), 1, ordered), "T-1");
  book.withdraw(model::CaseId("LC-1"), 1);
  model::BilledLine line = billed(1, "");
  line.tracking = "T-1";
  BOOST_TEST((book.judge(line, {}).result == model::LineResult::never_ordered));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::insight

// Whether a lab's statement is right: each line against what was ordered, and what was ordered against the
// lines (REC-01 to REC-03).
//
//   Reconciliation report = reconcile(statement, ledger.entries(), {.lab = "glidewell", ...});
//   for (const LineOutcome& line : report.lines) if (line.trouble) ...
//
// Every line ends as matched or as an exception, and no line and no making of a case is used twice. Money is
// whole cents: what is matched and what is in question add up to what the statement bills, to the cent. A
// pure function of its three arguments; it changes no ledger.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/money.hpp"
#include "engine/insight/reconciliation/ledger.hpp"
#include "engine/model/invoice.hpp"
#include "engine/model/lab_profile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::insight {

enum class Trouble : std::uint8_t {  // REC-02
  billed_twice,
  never_ordered,
  price_differs,
  warranty_billed,
  credit_missing,  // of a case: the lab owes it, and the statement has none
  not_billed,      // of a case: delivered, and on no statement so far
  tax_off,
  shipping_off,
  billed_early,
  ambiguous,  // fits several cases equally well
  total_off   // of the statement: its total is not the sum of its lines
};
inline constexpr std::size_t troubles = 11;
std::string_view word(Trouble trouble);

enum class LineKind : std::uint8_t { work, credit, tax, shipping };
std::string_view word(LineKind kind);
// A credit is below zero; tax and shipping name no case and say so in their description.
LineKind kind_of(const model::BilledLine& line);

struct LineOutcome {
  std::int64_t line = 0;
  LineKind kind = LineKind::work;
  std::optional<Trouble> trouble;  // none: matched
  model::CaseId case_id;           // that it was matched to, or that it names
  int round = 0;                   // 0: of no case that was ordered
  bool by_evidence = false;
  base::Cents billed;
  std::optional<base::Cents> expected;
};

// What is missing from the statement.
struct CaseTrouble {
  Trouble trouble = Trouble::not_billed;
  model::CaseId case_id;
  int round = 1;
  base::Cents cents;  // that were expected
};

struct Totals {
  base::Cents billed;                 // the sum of all lines
  base::Cents matched;                // of those that are right
  base::Cents in_question;            // of those that are not
  std::optional<base::Cents> stated;  // by the statement itself
};

struct Reconciliation {
  std::string statement;
  model::LabId lab;
  base::Instant at;
  std::vector<LineOutcome> lines;  // one for each line, in their order
  std::vector<CaseTrouble> cases;
  bool total_off = false;
  Totals totals;
};

struct Terms {
  model::LabId lab;
  model::Billing billing;  // what the lab may bill besides the work
  base::TimeZone zone;     // the lab's, in which its lines are dated
  base::Instant as_of;
};

Reconciliation reconcile(const model::Invoice& statement, const std::vector<Ordered>& entries,
                         const Terms& terms);

// {"exceptions":{trouble:count},"lines","matched","statement","total_cents"...}: for the audit.
void write_summary(base::JsonWriter& out, const Reconciliation& report);  // members of an object that is open
// All of it, one object: for people.
void write_reconciliation(base::JsonWriter& out, const Reconciliation& report);

}  // namespace articulator::insight

// By when: VAL-09.
#include "engine/model/prescription.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

void due_date(const Subject& subject, Report& report) {
  const auto& due = subject.rx.due_date;
  if (due.missing())
    return report.found({fmt::format("No due date was given for {}.", teeth_named(subject)),
                         "Give the date on which the work must be at the practice."});
  if (!due.value)
    return report.found({fmt::format("\"{}\" is not a date ({}).", due.given, teeth_named(subject)),
                         "Write the due date like 2024-10-21."});
  const base::Date today = subject.context.zone.local(subject.context.now).date;
  if (*due.value < today)
    return report.found(
        {fmt::format("The due date of {}, {}, is past.", teeth_named(subject), format_date(*due.value)),
         "Give a date to come."});
  if (subject.product == nullptr) return report.not_judged();
  const model::LabProfile& lab = *subject.context.lab;
  const base::Date reachable = lab.reachable(subject.context.now, *subject.product);
  if (*due.value >= reachable) return;
  report.warn(
      {fmt::format("{} cannot have {} for {} at the practice by {}; the earliest date is {}.",
                   lab_name(subject), work_named(subject), teeth_named(subject), format_date(*due.value),
                   format_date(reachable)),
       fmt::format("Move the due date to {} or later, or ask the lab for a rush.", format_date(reachable)),
       fmt::format("{} working days in the lab and {} on the way, by {}'s calendar",
                   subject.product->turnaround_working_days, lab.transit_working_days, lab_name(subject))});
}

constexpr std::array<RuleRow, 1> rows{
    {{9, Severity::blocker, "/prescription/due_date", "due date reachable", due_date}}};

}  // namespace

std::span<const RuleRow> date_rules() {
  return rows;
}

}  // namespace articulator::validation

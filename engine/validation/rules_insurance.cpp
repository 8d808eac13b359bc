// What the patient's dental plan pays for, in the words of a front desk. VAL-21.
#include "engine/model/coverage.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Coverage;

// The one with the fewest codes speaks: a plan says "major work 50 %" and then "but D2740 not at all".
const model::Coinsurance* share_of(const Coverage& coverage, const std::string& code) {
  const model::Coinsurance* found = nullptr;
  for (const model::Coinsurance& share : coverage.coinsurance) {
    if (!share.codes.holds(code)) continue;
    if (!found || (share.codes.first >= found->codes.first && share.codes.last <= found->codes.last))
      found = &share;
  }
  return found;
}

// The same day so many months later; the month's last day where it has none such.
base::Date months_later(base::Date date, int months) {
  const base::YearMonthDay from = base::year_month_day(date);
  const int month = from.year * 12 + (from.month - 1) + months;
  const base::Date first = base::make_date(month / 12, month % 12 + 1, 1);
  const base::Date next = base::make_date((month + 1) / 12, (month + 1) % 12 + 1, 1);
  return first + std::min(from.day - 1, next - first - 1);
}

bool concerns(const model::PastWork& work, const Subject& subject) {
  return std::any_of(subject.rx.teeth.begin(), subject.rx.teeth.end(),
                     [&](const auto& tooth) { return tooth.value && work.tooth == tooth.value; });
}

// The latest work that the limit counts; null: none.
const model::PastWork* last_done(const Subject& subject, const Coverage& coverage,
                                 const model::FrequencyLimit& limit) {
  const model::PastWork* last = nullptr;
  for (const model::PastWork& work : coverage.history) {
    if (!limit.codes.holds(work.code) || (limit.per_tooth && !concerns(work, subject))) continue;
    if (!last || work.date > last->date) last = &work;
  }
  return last;
}

void not_covered(const Coverage& coverage, const std::string& code, Report& report) {
  const model::Coinsurance* share = share_of(coverage, code);
  if (!share || share->percent > 0) return;
  report.found({fmt::format("The patient's plan does not cover {}: the whole fee is the patient's.", code),
                "Tell the patient the fee before the case goes out.",
                fmt::format("{}: {} at 0 %", coverage.plan, text_of(share->codes))});
}

void too_soon(const Subject& subject, const Coverage& coverage, const std::string& code, Report& report) {
  const base::Date today = subject.context.zone.local(subject.context.now).date;
  for (const model::FrequencyLimit& limit : coverage.limitations) {
    if (!limit.codes.holds(code)) continue;
    const model::PastWork* last = last_done(subject, coverage, limit);
    if (!last) continue;
    const base::Date again = months_later(last->date, limit.months);
    if (again <= today) continue;
    report.found(
        {fmt::format(
             "The plan pays for {} once in {} months{}. The last one was on {}; it pays again from {}.", code,
             limit.months, limit.per_tooth ? " a tooth" : "", base::format_date(last->date),
             base::format_date(again)),
         "Ask the patient whether to wait, to pay, or to have the plan asked for an exception.",
         fmt::format("{}: {} on {}", coverage.plan, last->code, base::format_date(last->date))});
  }
}

void downgraded(const Subject& subject, const Coverage& coverage, const std::string& code, Report& report) {
  for (const model::AlternateBenefit& benefit : coverage.alternate_benefits) {
    if (benefit.code != code || benefit.pays_as == code) continue;
    const bool applies =
        benefit.only == model::AlternateBenefit::Only::always ||
        std::any_of(subject.rx.teeth.begin(), subject.rx.teeth.end(),
                    [&](const auto& tooth) { return tooth.value && applies_to(benefit.only, *tooth.value); });
    if (!applies) continue;
    report.found(
        {fmt::format("The plan pays {} on {} as {}: the patient owes the difference.", code,
                     teeth_named(subject), benefit.pays_as),
         "Tell the patient the difference, or prescribe what the plan pays for.",
         fmt::format("{}: {} pays as {} ({})", coverage.plan, code, benefit.pays_as, word(benefit.only))});
  }
}

void preauthorization_absent(const Coverage& coverage, const std::string& code, Report& report) {
  const auto& codes = coverage.preauthorization_codes;
  if (coverage.preauthorized || std::find(codes.begin(), codes.end(), code) == codes.end()) return;
  report.found({fmt::format("The plan wants {} approved beforehand, and no approval is on file.", code),
                "Send the preauthorization, and the case when the plan has answered.",
                fmt::format("{}: preauthorization wanted for {}", coverage.plan, code)});
}

void insurance(const Subject& subject, Report& report) {
  const std::optional<Coverage>& coverage = subject.file.coverage;
  const std::string& code = subject.rx.procedure_code;
  if (!coverage || code.empty()) return report.not_judged();
  not_covered(*coverage, code, report);
  too_soon(subject, *coverage, code, report);
  downgraded(subject, *coverage, code, report);
  preauthorization_absent(*coverage, code, report);
}

constexpr std::array<RuleRow, 1> rows{
    {{21, Severity::warning, "/prescription/procedure_code", "insurance", insurance}}};

}  // namespace

std::span<const RuleRow> insurance_rules() {
  return rows;
}

}  // namespace articulator::validation

#include "replay/saved/billing.hpp"

#include "engine/base/calendar.hpp"
#include "replay/saved/expected.hpp"

namespace articulator::replay::saved {
namespace {

constexpr std::int32_t read_at_ms = 6 * 3'600'000;  // local
// In the evening, so that it is the same day at every lab of the country.
constexpr base::Duration billed_before = base::hours(12);
// A statement that was read at six comes some milliseconds later.
constexpr base::Duration read_within = base::minutes(1);

base::Instant first_of_next_month(base::Instant at, const base::TimeZone& zone) {
  base::Date day = zone.local(at).date + 1;
  while (!base::format_date(day).ends_with("-01"))
    day = day + 1;
  return zone.instant({day, read_at_ms});
}

}  // namespace

base::Expected<Billing> billing_of(const Divergence& divergence, const CaseHistory& history) {
  const auto decided = decided_at(divergence);
  if (!decided) return std::unexpected(decided.error());
  const auto zone = base::TimeZone::find(history.policy.value("time_zone", "America/Chicago"));
  if (!zone) return base::failure("", "the policy's time zone is not known here");
  // From two days before, so that the first itself is found.
  base::Instant read_at = first_of_next_month(*decided - base::days(2), *zone);
  if (read_at + read_within < *decided) read_at = first_of_next_month(*decided, *zone);
  return Billing{read_at - billed_before, read_at, read_at - *decided};
}

base::Expected<base::Duration> later_by(const Divergence& divergence, const CaseHistory& history) {
  if (divergence.type != DecisionType::invoice_line) return base::Duration{0};
  const auto billing = billing_of(divergence, history);
  if (!billing) return std::unexpected(billing.error());
  return billing->later_by;
}

}  // namespace articulator::replay::saved

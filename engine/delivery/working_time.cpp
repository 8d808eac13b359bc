#include "engine/delivery/working_time.hpp"

#include <algorithm>
#include <bit>

namespace articulator::delivery {
namespace {

bool in_the_week(base::Date date, const base::WorkingDays& days) {
  return ((days.weekdays >> static_cast<unsigned>(base::weekday(date))) & 1U) != 0;
}

// Working days from the first Monday of 1970 to before `date`: a count, so that a span of any length costs
// the same.
std::int64_t working_days_before(base::Date date, const base::WorkingDays& days) {
  constexpr base::Date monday{4};
  const int since = date - monday;
  const int weeks = since >= 0 ? since / 7 : (since - 6) / 7;
  const auto rest = static_cast<unsigned>(since - weeks * 7);
  const auto week = static_cast<unsigned>(days.weekdays & 0x7FU);
  std::int64_t count = std::int64_t{weeks} * std::popcount(week) + std::popcount(week & ((1U << rest) - 1U));
  for (const base::Date holiday : days.holidays) {
    if (holiday >= date) break;
    if (in_the_week(holiday, days)) --count;
  }
  return count;
}

std::int64_t place(base::Instant instant, const LabCalendar& lab) {
  const base::LocalTime local = lab.zone.local(instant);
  return working_days_before(local.date, lab.days) * working_day_ms +
         (lab.days.works(local.date) ? local.ms_of_day : 0);
}

}  // namespace

std::int64_t working_ms(base::Instant from, base::Instant to, const LabCalendar& lab) {
  return std::max<std::int64_t>(0, place(to, lab) - place(from, lab));
}

base::Instant after_working(base::Instant from, std::int64_t ms, const LabCalendar& lab) {
  const base::LocalTime local = lab.zone.local(from);
  const base::Date first = base::this_or_next_working_day(local.date, lab.days);
  const std::int64_t total = (first == local.date ? local.ms_of_day : 0) + ms;
  const base::Date date = base::add_working_days(first, static_cast<int>(total / working_day_ms), lab.days);
  return lab.zone.instant({date, static_cast<std::int32_t>(total % working_day_ms)});
}

}  // namespace articulator::delivery

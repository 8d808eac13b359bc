#include "engine/base/opening_hours.hpp"

#include "engine/base/assert.hpp"

namespace articulator::base {

std::optional<Instant> OpeningHours::closed_until(const TimeZone& zone, Instant now) const {
  ART_ASSERT(open_minute < close_minute && days.weekdays != 0);
  constexpr int ms_a_minute = 60'000;
  const LocalTime local = zone.local(now);
  const bool is_day = days.works(local.date);
  if (is_day && local.ms_of_day < open_minute * ms_a_minute)
    return zone.instant({local.date, open_minute * ms_a_minute});
  if (is_day && local.ms_of_day < close_minute * ms_a_minute) return std::nullopt;
  const Date next = this_or_next_working_day(local.date + 1, days);
  const Instant opens = zone.instant({next, open_minute * ms_a_minute});
  // Open around the clock on days that follow each other: it never closes in between.
  return opens > now ? std::optional(opens) : std::nullopt;
}

}  // namespace articulator::base

#include "engine/outreach/quiet_hours.hpp"

namespace articulator::outreach {
namespace {
constexpr std::int32_t hour_ms = 3'600'000;
constexpr std::int32_t quiet_from_ms_of_day = 21 * hour_ms;
constexpr std::int32_t quiet_until_ms_of_day = 8 * hour_ms;
}  // namespace

base::Instant send_at(base::Instant now, const base::TimeZone& zone) {
  const base::LocalTime local = zone.local(now);
  if (local.ms_of_day >= quiet_until_ms_of_day && local.ms_of_day < quiet_from_ms_of_day) return now;
  const base::Date morning = local.ms_of_day >= quiet_from_ms_of_day ? local.date + 1 : local.date;
  return zone.instant({morning, quiet_until_ms_of_day});
}

}  // namespace articulator::outreach

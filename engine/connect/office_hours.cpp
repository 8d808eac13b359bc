#include "engine/connect/office_hours.hpp"

#include <algorithm>
#include <cstdint>

namespace articulator::connect {
namespace {

constexpr std::int32_t opens_ms_of_day = 8 * 3'600'000;
constexpr std::int32_t closes_ms_of_day = 18 * 3'600'000;

}  // namespace

bool at_work(const base::LocalTime& local) {
  return base::weekday(local.date) < base::Weekday::saturday && local.ms_of_day >= opens_ms_of_day &&
         local.ms_of_day < closes_ms_of_day;
}

base::Instant next_look(const model::PmsAccess& access, base::Instant last_started) {
  const base::Instant soon = last_started + base::seconds(access.poll_seconds);
  if (at_work(access.zone.local(last_started))) return soon;
  const base::Instant later = last_started + base::seconds(access.poll_seconds_closed);
  const base::LocalTime then = access.zone.local(later);
  if (!at_work(then)) return std::max(soon, later);
  return std::max(soon, std::min(later, access.zone.instant({then.date, opens_ms_of_day})));
}

}  // namespace articulator::connect

// Working time: how much of a lab's working days lies between two instants, and where so much of them ends.
//
//   const std::int64_t ms = working_ms(shipped_at, received_at, {profile.zone, profile.days});
//   const base::Instant then = after_working(shipped_at, ms, calendar);   // received_at, or the next workday
//
// A working day counts whole, from midnight to midnight of the lab's clock, so that a status written at night
// has its place; weekends and the lab's holidays count nothing.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"

#include <cstdint>

namespace articulator::delivery {

inline constexpr std::int64_t working_day_ms = 86'400'000;

struct LabCalendar {
  const base::TimeZone& zone;
  const base::WorkingDays& days;
};

// At least 0; `to` before `from` is 0.
std::int64_t working_ms(base::Instant from, base::Instant to, const LabCalendar& lab);

// The instant by which `ms` of working time have passed since `from`; `ms` at least 0. Where that is the
// midnight that ends a working day, the beginning of the next one.
base::Instant after_working(base::Instant from, std::int64_t ms, const LabCalendar& lab);

}  // namespace articulator::delivery

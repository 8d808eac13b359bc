// OpeningHours: when something is up, by the clock of the place where it stands: an office's server that is
// switched off at night and over the weekend.
//
//   OpeningHours hours{6 * 60, 20 * 60, {}};                // 06:00 to 20:00, Monday to Friday
//   hours.closed_until(zone, friday_21_00)                  // Monday 06:00; empty: it is up
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"

#include <optional>

namespace articulator::base {

struct OpeningHours {
  int open_minute = 0;         // of the day
  int close_minute = 24 * 60;  // of the day, after open_minute
  WorkingDays days{};          // at least one weekday; asserted

  // When it is up again; empty: it is up.
  [[nodiscard]] std::optional<Instant> closed_until(const TimeZone& zone, Instant now) const;
};

}  // namespace articulator::base

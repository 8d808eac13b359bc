// When an office is taken to be at work: 8:00 to 18:00 local time, Monday to Friday. News then is wanted at
// once, while at other times it comes from somebody who stayed late. The bench has no office hours to go by.
#pragma once

#include "engine/base/calendar.hpp"

#include <cstdint>

namespace articulator::connect::open_dental {

inline constexpr std::int32_t opens_ms_of_day = 8 * 3'600'000;
inline constexpr std::int32_t closes_ms_of_day = 18 * 3'600'000;

inline bool at_work(const base::LocalTime& local) {
  return base::weekday(local.date) < base::Weekday::saturday && local.ms_of_day >= opens_ms_of_day &&
         local.ms_of_day < closes_ms_of_day;
}

}  // namespace articulator::connect::open_dental

// Open Dental's times: the office's wall clock without a zone [D].
//
//   read_local("2024-10-21 14:05:00")  -> that wall-clock time
//   read_local("0001-01-01 00:00:00")  -> none: the column is empty
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::open_dental {

inline constexpr std::string_view no_time = "0001-01-01 00:00:00";

// "yyyy-MM-dd HH:mm:ss", also with a 'T' or the date alone (midnight). None: empty text, and years before
// 1900, since the vendor's own code takes a date for set when its year is above 1880. Error: anything else.
base::Expected<std::optional<base::LocalTime>> read_local(std::string_view text);

std::string format_local(const base::LocalTime& time);  // to the second

// Where a feed of changes must be asked from, so that no row is missed. `last_stamp` is the latest stamp
// seen, `asked` when the feed was last asked. While the clocks go back an hour of stamps comes twice, and the
// latest stamp is no longer the highest: then from four hours before the last asking, which is more than any
// zone goes back and rows known already change nothing.
std::string ask_from(const std::string& last_stamp, base::Instant asked, base::Instant now,
                     const base::TimeZone& zone);

// True if a row with this stamp was read before one with the other. Never within four hours after the clocks
// went back, when stamps say nothing of the order, nor for a row without a stamp.
bool is_older(const std::string& stamp, const std::string& other, base::Instant now,
              const base::TimeZone& zone);

}  // namespace articulator::connect::open_dental

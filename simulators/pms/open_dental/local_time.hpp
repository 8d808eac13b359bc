// Office-local dates and times as Open Dental keeps and writes them: a wall clock without a zone.
//
//   parse_local("2024-10-21 14:03:22", Precision::date_time)->s
//   format_local(LocalDateTime{}, Precision::date)            ->  "0001-01-01", which means none
//
// A caller may ask for other forms (`DateTimeFormatString=dd/MM/yyyy HH:mm:ss zzz`); the letters understood
// are yyyy, MM, dd, HH, mm, ss and zzz (vendor's page apiimplementation, "Date Format").
#pragma once

#include "engine/base/calendar.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::open_dental {

struct LocalDateTime {
  static constexpr std::int64_t none_s = std::numeric_limits<std::int64_t>::min();

  std::int64_t s = none_s;  // since 1970-01-01 00:00:00 on the office's clock; none_s: no date

  [[nodiscard]] bool empty() const { return s == none_s; }
  friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

enum class Precision : std::uint8_t { date, date_time };

LocalDateTime local_date_time(const base::LocalTime& time);
base::LocalTime local_time(LocalDateTime time);  // of a time that is not empty
base::Date date_of(LocalDateTime time);          // likewise
LocalDateTime local_date_time(base::Instant instant, const base::TimeZone& zone);
base::Instant instant_of(LocalDateTime time, const base::TimeZone& zone);  // of a time that is not empty
LocalDateTime start_of_day(LocalDateTime time);

// "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss", which the vendor takes for each other; 0001-01-01 is the empty time.
// Empty optional: anything else.
std::optional<LocalDateTime> parse_local(std::string_view text);
std::optional<std::int64_t> parse_time_of_day_s(std::string_view text);  // "HH:mm:ss"

// Written into the caller's buffer, since a page of rows has hundreds of them.
using LocalText = std::array<char, 19>;
std::string_view local_text(LocalText& buffer, LocalDateTime time, Precision precision);
std::string format_local(LocalDateTime time, Precision precision);
std::string format_time_of_day(std::int64_t seconds);

// By a caller's own pattern; `offset_minutes` is what zzz says.
std::string format_local(LocalDateTime time, std::string_view pattern, int offset_minutes);

}  // namespace articulator::simulators::open_dental

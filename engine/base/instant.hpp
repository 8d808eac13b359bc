// Instant and Duration: the only time the deterministic part knows.
//
// An instant is given from outside, always; nothing here reads a clock. Its unit is the millisecond, since
// the log format's `time` has milliseconds and lockstep promises not to drift by one.
//
//   Instant t = parse_instant("2024-10-21T09:00:00-05:00").value();
//   format_instant(t + minutes(5))  ->  "2024-10-21T14:05:00.000Z"
#pragma once

#include "engine/base/error.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace articulator::base {

using Duration = std::chrono::milliseconds;

constexpr Duration milliseconds(std::int64_t n) {
  return Duration{n};
}
constexpr Duration seconds(std::int64_t n) {
  return Duration{n * 1000};
}
constexpr Duration minutes(std::int64_t n) {
  return Duration{n * 60'000};
}
constexpr Duration hours(std::int64_t n) {
  return Duration{n * 3'600'000};
}
constexpr Duration days(std::int64_t n) {
  return Duration{n * 86'400'000};
}

struct Instant {
  std::int64_t ms_since_epoch = 0;  // since 1970-01-01T00:00:00Z, leap seconds not counted

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant a, Duration d) { return {a.ms_since_epoch + d.count()}; }
  friend constexpr Instant operator-(Instant a, Duration d) { return {a.ms_since_epoch - d.count()}; }
  friend constexpr Duration operator-(Instant a, Instant b) {
    return Duration{a.ms_since_epoch - b.ms_since_epoch};
  }
};

// Reads RFC 3339: date, `T`, time, an optional fraction (kept to the millisecond), `Z` or an offset; years
// 1900-2199. Error: what is wrong with the text.
Expected<Instant> parse_instant(std::string_view text);

// "2024-10-21T14:05:00.000Z": always UTC, always milliseconds, so that equal instants are equal text.
std::string format_instant(Instant instant);
void append_instant(std::string& out, Instant instant);

// "90s", "5m", "36h", "2d", "250ms", and sums of them: "1h30m". Error: anything else, or more than 100 years.
Expected<Duration> parse_duration(std::string_view text);
std::string format_duration(Duration duration);

}  // namespace articulator::base

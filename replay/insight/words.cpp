#include "replay/insight/words.hpp"

#include "engine/base/calendar.hpp"

#include <array>

#include <fmt/format.h>

namespace articulator::replay::insight {
namespace {

constexpr std::int64_t minutes_a_day = 1440;
constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

// Tenths, rounded half up, with one decimal.
std::string tenths(std::int64_t value, std::int64_t tenth) {
  const std::int64_t rounded = (2 * value + tenth) / (2 * tenth);
  return fmt::format("{}.{}", rounded / 10, rounded % 10);
}

}  // namespace

std::string days(std::int64_t minutes) {
  return tenths(minutes, minutes_a_day / 10);
}

std::string percent(std::int64_t bp) {
  return tenths(bp, 10);
}

std::string money(base::Cents amount) {
  const std::int64_t cents = amount.cents < 0 ? -amount.cents : amount.cents;
  return fmt::format("{}${}.{:02}", amount.cents < 0 ? "-" : "", grouped(cents / 100), cents % 100);
}

std::string spoken(std::string_view word) {
  std::string text(word);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

std::string date(std::int64_t ms_since_epoch) {
  const base::YearMonthDay day = base::year_month_day(base::local_time_of(ms_since_epoch).date);
  return fmt::format("{} {} {}", day.day, months[static_cast<std::size_t>(day.month - 1)], day.year);
}

std::string rate(std::int64_t hits, std::int64_t all, const articulator::insight::Interval& interval) {
  if (all == 0) return "no case yet";
  return fmt::format("{} % ({} to {})", percent(articulator::insight::rate_bp(hits, all)),
                     percent(interval.low_bp), percent(interval.high_bp));
}

}  // namespace articulator::replay::insight

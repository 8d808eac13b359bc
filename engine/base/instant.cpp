#include "engine/base/instant.hpp"

#include "engine/base/calendar.hpp"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace articulator::base {
namespace {

// -1: these are not two digits.
int two_digits(const char* from) {
  const unsigned tens = static_cast<unsigned char>(from[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(from[1]) - unsigned{'0'};
  return tens <= 9 && ones <= 9 ? static_cast<int>(tens * 10 + ones) : -1;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "-05:00" in minutes. Empty: it is no offset.
std::optional<int> offset_of(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int hours = two_digits(text.data() + 1);
  const int minutes = two_digits(text.data() + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  return (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
}

std::unexpected<Error> not_an_instant(std::string_view text) {
  return failure("", fmt::format("\"{}\" is not an instant", text.substr(0, 40)),
                 "write it like 2024-10-21T09:00:00-05:00");
}

void put_two(char* out, int value) {
  out[0] = static_cast<char>('0' + value / 10);
  out[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

Expected<Instant> parse_instant(std::string_view text) {
  const char* from = text.data();
  const char* const end = from + text.size();
  if (text.size() < 20 || (from[10] != 'T' && from[10] != 't') || from[13] != ':' || from[16] != ':')
    return not_an_instant(text);
  const auto date = optional_date(text.substr(0, 10));
  const int hour = two_digits(from + 11);
  const int minute = two_digits(from + 14);
  const int second = two_digits(from + 17);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return not_an_instant(text);
  const char* at = from + 19;
  int ms = 0;
  if (*at == '.') {
    const char* const first = ++at;
    for (int scale = 100; at != end && is_digit(*at); ++at, scale /= 10)
      ms += (*at - '0') * scale;
    if (at == first) return not_an_instant(text);
  }
  const bool is_utc = end - at == 1 && (*at == 'Z' || *at == 'z');
  const auto offset_minutes = is_utc ? std::optional(0) : offset_of({at, end});
  if (!offset_minutes) return not_an_instant(text);
  const std::int64_t seconds_of_day = hour * 3600 + minute * 60 + second - *offset_minutes * 60;
  return Instant{(std::int64_t{date->days_since_epoch} * 86'400 + seconds_of_day) * 1000 + ms};
}

void append_instant(std::string& out, Instant instant) {
  const LocalTime utc = local_time_of(instant.ms_since_epoch);
  const YearMonthDay ymd = year_month_day(utc.date);
  std::array<char, 24> text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
                            '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z'};
  put_two(text.data(), ymd.year / 100 % 100);
  put_two(&text[2], ymd.year % 100);
  put_two(&text[5], ymd.month);
  put_two(&text[8], ymd.day);
  put_two(&text[11], utc.ms_of_day / 3'600'000);
  put_two(&text[14], utc.ms_of_day / 60'000 % 60);
  put_two(&text[17], utc.ms_of_day / 1000 % 60);
  text[20] = static_cast<char>('0' + utc.ms_of_day % 1000 / 100);
  put_two(&text[21], utc.ms_of_day % 100);
  out.append(text.data(), text.size());
}

std::string format_instant(Instant instant) {
  std::string out;
  append_instant(out, instant);
  return out;
}

Expected<Duration> parse_duration(std::string_view text) {
  constexpr std::int64_t century_ms = 100LL * 366 * 86'400'000;
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
      {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  const auto refuse = [&] {
    return failure("", fmt::format("\"{}\" is not a duration", text.substr(0, 40)),
                   "write it like 90s, 5m, 36h, 2d or 1h30m");
  };
  std::int64_t total = 0;
  std::size_t at = 0;
  if (text.empty()) return refuse();
  while (at < text.size()) {
    std::int64_t value = 0;
    const std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      value = value * 10 + (text[at] - '0');
      if (value > century_ms) return refuse();
    }
    if (at == first) return refuse();
    const std::size_t unit_first = at;
    while (at < text.size() && text[at] >= 'a' && text[at] <= 'z')
      ++at;
    const std::string_view unit = text.substr(unit_first, at - unit_first);
    bool known = false;
    for (const auto& [word, ms] : units) {
      if (word != unit) continue;
      if (value > century_ms / ms) return refuse();
      total += value * ms;
      known = true;
    }
    if (!known || total > century_ms) return refuse();
  }
  return Duration{total};
}

std::string format_duration(Duration duration) {
  std::int64_t ms = duration.count();
  if (ms == 0) return "0s";
  std::string out = ms < 0 ? "-" : "";
  if (ms < 0) ms = -ms;
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
      {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};
  for (const auto& [word, unit_ms] : units) {
    if (ms / unit_ms == 0) continue;
    out += fmt::format("{}{}", ms / unit_ms, word);
    ms %= unit_ms;
  }
  return out;
}

}  // namespace articulator::base

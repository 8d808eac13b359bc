#include "simulators/pms/open_dental/local_time.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::int64_t day_s = 86'400;

void append_two(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

bool all_digits(std::string_view text) {
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return !text.empty();
}

int two_digits(std::string_view text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

struct Parts {
  base::YearMonthDay day{1, 1, 1};
  int second_of_day = 0;
};

Parts parts_of(LocalDateTime time) {
  if (time.empty()) return {};
  const base::LocalTime local = local_time(time);
  return {base::year_month_day(local.date), local.ms_of_day / 1000};
}

}  // namespace

LocalDateTime local_date_time(const base::LocalTime& time) {
  return {time.date.days_since_epoch * day_s + time.ms_of_day / 1000};
}

base::LocalTime local_time(LocalDateTime time) {
  return base::local_time_of(time.s * 1000);
}

base::Date date_of(LocalDateTime time) {
  return local_time(time).date;
}

LocalDateTime local_date_time(base::Instant instant, const base::TimeZone& zone) {
  return local_date_time(zone.local(instant));
}

base::Instant instant_of(LocalDateTime time, const base::TimeZone& zone) {
  return zone.instant(local_time(time));
}

LocalDateTime start_of_day(LocalDateTime time) {
  if (time.empty()) return time;
  return {date_of(time).days_since_epoch * day_s};
}

std::optional<std::int64_t> parse_time_of_day_s(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  if (!all_digits(text.substr(0, 2)) || !all_digits(text.substr(3, 2)) || !all_digits(text.substr(6, 2)))
    return std::nullopt;
  const int hour = two_digits(text);
  const int minute = two_digits(text.substr(3));
  const int second = two_digits(text.substr(6));
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return hour * 3600 + minute * 60 + second;
}

std::optional<LocalDateTime> parse_local(std::string_view text) {
  if (text.size() != 10 && text.size() != 19) return std::nullopt;
  std::int64_t of_day = 0;
  if (text.size() == 19) {
    const auto parsed = parse_time_of_day_s(text.substr(11));
    if (!parsed || text[10] != ' ') return std::nullopt;
    of_day = *parsed;
  }
  const std::string_view date_text = text.substr(0, 10);
  if (date_text == "0001-01-01") return LocalDateTime{};
  const auto date = base::parse_date(date_text);
  if (!date) return std::nullopt;
  return LocalDateTime{date->days_since_epoch * day_s + of_day};
}

std::string_view local_text(LocalText& buffer, LocalDateTime time, Precision precision) {
  const Parts parts = parts_of(time);
  constexpr std::string_view empty = "0000-00-00 00:00:00";
  std::ranges::copy(empty, buffer.begin());
  const auto two = [&buffer](std::size_t at, int value) {
    buffer[at] = static_cast<char>('0' + value / 10);
    buffer[at + 1] = static_cast<char>('0' + value % 10);
  };
  two(0, parts.day.year / 100);
  two(2, parts.day.year % 100);
  two(5, parts.day.month);
  two(8, parts.day.day);
  two(11, parts.second_of_day / 3600);
  two(14, parts.second_of_day / 60 % 60);
  two(17, parts.second_of_day % 60);
  return {buffer.data(), precision == Precision::date ? 10U : 19U};
}

std::string format_local(LocalDateTime time, Precision precision) {
  LocalText buffer{};
  return std::string(local_text(buffer, time, precision));
}

std::string format_time_of_day(std::int64_t seconds) {
  std::string out;
  append_two(out, static_cast<int>(seconds / 3600));
  out += ':';
  append_two(out, static_cast<int>(seconds / 60 % 60));
  out += ':';
  append_two(out, static_cast<int>(seconds % 60));
  return out;
}

std::string format_local(LocalDateTime time, std::string_view pattern, int offset_minutes) {
  const Parts parts = parts_of(time);
  const int minutes_abs = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  const std::array<std::pair<std::string_view, std::string>, 7> letters{{
      {"yyyy", fmt::format("{:04}", parts.day.year)},
      {"zzz",
       fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', minutes_abs / 60, minutes_abs % 60)},
      {"MM", fmt::format("{:02}", parts.day.month)},
      {"dd", fmt::format("{:02}", parts.day.day)},
      {"HH", fmt::format("{:02}", parts.second_of_day / 3600)},
      {"mm", fmt::format("{:02}", parts.second_of_day / 60 % 60)},
      {"ss", fmt::format("{:02}", parts.second_of_day % 60)},
  }};
  std::string out;
  while (!pattern.empty()) {
    std::size_t used = 0;
    for (const auto& [letter, value] : letters) {
      if (!pattern.starts_with(letter)) continue;
      out += value;
      used = letter.size();
      break;
    }
    if (used == 0) {
      out += pattern.front();
      used = 1;
    }
    pattern.remove_prefix(used);
  }
  return out;
}

}  // namespace articulator::simulators::open_dental

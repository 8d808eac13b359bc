#include "engine/base/calendar.hpp"

#include "engine/base/assert.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

namespace articulator::base {

YearMonthDay year_month_day(Date date) {
  const date::year_month_day ymd{date::sys_days{date::days{date.days_since_epoch}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

namespace {
date::year_month_day to_ymd(int year, int month, int day) {
  return {date::year{year}, date::month{static_cast<unsigned>(month)}, date::day{static_cast<unsigned>(day)}};
}
}  // namespace

Date make_date(int year, int month, int day) {
  const auto ymd = to_ymd(year, month, day);
  ART_ASSERT(ymd.ok());
  return {static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count())};
}

Weekday weekday(Date date) {
  // 1970-01-01 was a Thursday.
  const int since_monday = (date.days_since_epoch % 7 + 7 + 3) % 7;
  return static_cast<Weekday>(since_monday);
}

Expected<Date> parse_date(std::string_view text) {
  const auto refuse = [&] {
    return failure("", fmt::format("\"{}\" is not a date", text.substr(0, 40)), "write it like 2024-10-21");
  };
  const auto date = optional_date(text);
  if (!date) return refuse();
  return *date;
}

// By arithmetic, since each line of a log has an instant.
std::optional<Date> optional_date(std::string_view text) {
  const char* from = text.data();
  if (text.size() != 10 || from[4] != '-' || from[7] != '-') return std::nullopt;
  unsigned above_nine = 0;
  const auto two_digits = [&](std::size_t at) {
    const unsigned tens = static_cast<unsigned char>(from[at]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(from[at + 1]) - unsigned{'0'};
    above_nine |= static_cast<unsigned>(tens > 9) | static_cast<unsigned>(ones > 9);
    return static_cast<int>(tens * 10 + ones);
  };
  const int century = two_digits(0);
  const int year = century * 100 + two_digits(2);
  const int month = two_digits(5);
  const int day = two_digits(8);
  if (above_nine != 0 || year < 1900 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  constexpr std::array<int, 13> days_before{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const auto before = static_cast<std::size_t>(month - 1);
  const int days = days_before[before + 1] - days_before[before] + (is_leap && month == 2 ? 1 : 0);
  if (day < 1 || day > days) return std::nullopt;
  const auto leap_days_until = [](int last_year) {
    return last_year / 4 - last_year / 100 + last_year / 400;
  };
  const int day_of_year = days_before[before] + (is_leap && month > 2 ? 1 : 0) + day - 1;
  return Date{(year - 1970) * 365 + leap_days_until(year - 1) - leap_days_until(1969) + day_of_year};
}

std::string format_date(Date date) {
  const YearMonthDay ymd = year_month_day(date);
  constexpr int four_digits_end = 10'000;
  if (ymd.year < 0 || ymd.year >= four_digits_end)
    return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t last, int number) {
    for (std::size_t at = last; number > 0; --at, number /= 10)
      text[at] = static_cast<char>('0' + number % 10);
  };
  put(3, ymd.year);
  put(6, ymd.month);
  put(9, ymd.day);
  return text;
}

LocalTime local_time_of(std::int64_t local_ms) {
  constexpr std::int64_t day_ms = 86'400'000;
  std::int64_t day = local_ms / day_ms;
  std::int64_t rest = local_ms % day_ms;
  if (rest < 0) {
    rest += day_ms;
    --day;
  }
  return {{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>(rest)};
}

struct TimeZone::Table {
  struct Span {
    std::int64_t first_ms;  // from this instant on
    std::int64_t offset_ms;
  };
  std::string name;
  std::vector<Span> spans;  // sorted; the first starts before every instant in use

  [[nodiscard]] std::size_t index(std::int64_t ms) const {
    const auto after =
        std::upper_bound(spans.begin(), spans.end(), ms,
                         [](std::int64_t value, const Span& span) { return value < span.first_ms; });
    return static_cast<std::size_t>(after - spans.begin()) - (after == spans.begin() ? 0 : 1);
  }
};

Expected<TimeZone> TimeZone::find(std::string_view name) {
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return failure("", fmt::format("there is no time zone \"{}\"", name.substr(0, 60)),
                   "use a name of the IANA database, such as America/Chicago");
  }
  auto table = std::make_shared<Table>();
  table->name = std::string(name);
  const date::sys_seconds last = date::sys_days{date::year{2200} / 1 / 1};
  for (date::sys_seconds at = date::sys_days{date::year{1900} / 1 / 1}; at < last;) {
    const date::sys_info info = zone->get_info(at);
    const std::int64_t offset_ms = info.offset.count() * 1000;
    if (table->spans.empty() || table->spans.back().offset_ms != offset_ms)
      table->spans.push_back({at.time_since_epoch().count() * 1000, offset_ms});
    if (info.end <= at) break;
    at = info.end;
  }
  TimeZone found;
  found.table_ = std::move(table);
  return found;
}

const std::string& TimeZone::name() const {
  static const std::string utc = "UTC";
  return table_ ? table_->name : utc;
}

Duration TimeZone::offset(Instant instant) const {
  if (!table_) return Duration{0};
  return Duration{table_->spans[table_->index(instant.ms_since_epoch)].offset_ms};
}

LocalTime TimeZone::local(Instant instant) const {
  return local_time_of(instant.ms_since_epoch + offset(instant).count());
}

Instant TimeZone::instant(const LocalTime& local) const {
  const std::int64_t wall_ms = std::int64_t{local.date.days_since_epoch} * 86'400'000 + local.ms_of_day;
  if (!table_) return {wall_ms};
  // The offset in force a day earlier is the one from before any change near this wall time: it gives the
  // first of two and, in a gap, the clock that was not yet moved. Only where that lands after the change (and
  // the wall time exists under the new offset) does the new offset hold.
  const std::int64_t before_ms = table_->spans[table_->index(wall_ms - 86'400'000)].offset_ms;
  const Instant first{wall_ms - before_ms};
  const std::int64_t there_ms = offset(first).count();
  if (there_ms == before_ms) return first;
  const Instant second{wall_ms - there_ms};
  return offset(second).count() == there_ms ? second : first;
}

bool WorkingDays::works(Date date) const {
  const auto bit = static_cast<unsigned>(weekday(date));
  return ((weekdays >> bit) & 1U) != 0 && !std::binary_search(holidays.begin(), holidays.end(), date);
}

Date this_or_next_working_day(Date date, const WorkingDays& days) {
  ART_ASSERT((days.weekdays & 0x7FU) != 0);
  while (!days.works(date))
    date = date + 1;
  return date;
}

Date add_working_days(Date date, int count, const WorkingDays& days) {
  ART_ASSERT((days.weekdays & 0x7FU) != 0);
  const int step = count < 0 ? -1 : 1;
  for (int left = count * step; left > 0;) {
    date = date + step;
    if (days.works(date)) --left;
  }
  return date;
}

}  // namespace articulator::base

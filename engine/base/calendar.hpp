// Civil dates, time zones and working days: what "by Thursday, lab time" means.
//
//   TimeZone zone = TimeZone::find("America/Phoenix").value();
//   LocalTime t = zone.local(now);                        // wall clock there
//   Instant due = zone.instant({t.date, 8 * 3'600'000});  // 08:00 local
//   Date d = add_working_days(t.date, 5, lab_days);
//
// Zones come from the system's time-zone database through Hinnant's `date` library, read once a zone into a
// plain table, so that a look-up is a binary search without locks or files. The database lists clock changes
// up to 2037; after that a zone stays on the time that it had then.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::base {

struct Date {
  std::int32_t days_since_epoch = 0;  // since 1970-01-01, proleptic Gregorian
  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, int days) { return {d.days_since_epoch + days}; }
  friend constexpr int operator-(Date a, Date b) { return a.days_since_epoch - b.days_since_epoch; }
};

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1-12
  int day = 1;    // 1-31
};

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

YearMonthDay year_month_day(Date date);
Date make_date(int year, int month, int day);  // a real date; asserted
Weekday weekday(Date date);

// "2024-10-21", years 1900-2199. Error: anything else, also 2023-02-29.
Expected<Date> parse_date(std::string_view text);
std::optional<Date> optional_date(std::string_view text);  // the same without a reason
std::string format_date(Date date);

struct LocalTime {
  Date date;
  std::int32_t ms_of_day = 0;  // 0 .. 86'399'999
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

// Milliseconds since the local epoch, split into date and time of day.
LocalTime local_time_of(std::int64_t local_ms);

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // Error: no such zone in the database.
  static Expected<TimeZone> find(std::string_view name);

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] Duration offset(Instant instant) const;
  [[nodiscard]] LocalTime local(Instant instant) const;

  // The instant at which the wall clock shows `local`. Twice (clocks go back): the first. Never (clocks go
  // forward): as if the clocks had not yet been moved, so 02:30 becomes 03:30.
  [[nodiscard]] Instant instant(const LocalTime& local) const;

  friend bool operator==(const TimeZone& a, const TimeZone& b) { return a.name() == b.name(); }

 private:
  struct Table;
  std::shared_ptr<const Table> table_;  // null: UTC
};

struct WorkingDays {
  std::uint8_t weekdays = 0b0011111;  // bit n: Weekday n; Monday to Friday unless said
  std::vector<Date> holidays;         // sorted

  [[nodiscard]] bool works(Date date) const;
};

// The date itself when it is worked on, else the next that is. At least one weekday must be worked; asserted.
Date this_or_next_working_day(Date date, const WorkingDays& days);

// `count` working days after `date` (which itself need not be one); count < 0 goes back.
Date add_working_days(Date date, int count, const WorkingDays& days);

}  // namespace articulator::base

#include "engine/base/calendar.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

constexpr std::int32_t hour_ms = 3'600'000;

Instant at(std::string_view text) {
  return parse_instant(text).value();
}
Date day(std::string_view text) {
  return parse_date(text).value();
}
TimeZone zone(std::string_view name) {
  return TimeZone::find(name).value();
}

std::string shown(const LocalTime& local) {
  return format_date(local.date) + " " + format_duration(milliseconds(local.ms_of_day));
}

BOOST_AUTO_TEST_SUITE(calendar)

BOOST_AUTO_TEST_CASE(dates_are_those_of_the_calendar) {
  BOOST_TEST(day("1970-01-01").days_since_epoch == 0);
  BOOST_TEST(day("1969-12-31").days_since_epoch == -1);
  BOOST_TEST((day("2024-03-01") - day("2024-02-28")) == 2);
  BOOST_TEST((day("2100-03-01") - day("2100-02-28")) == 1);
  BOOST_TEST(format_date(make_date(2024, 2, 29) + 366) == "2025-03-01");
  for (const std::string_view text :
       {"", "2024-2-29", "2023-02-29", "2024-02-30", "2024-00-10", "2024-10-00", "2024/10/21", "1899-12-31",
        "2200-01-01", "2024-10-21 ", "+024-10-21", "20241021"})
    BOOST_TEST(!parse_date(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(each_day_of_three_centuries_is_read_as_it_is_written) {
  const Date last = make_date(2199, 12, 31);
  for (Date date = make_date(1900, 1, 1); date <= last; date = date + 1) {
    const auto read = optional_date(format_date(date));
    BOOST_REQUIRE(read.has_value());
    BOOST_REQUIRE_EQUAL(read->days_since_epoch, date.days_since_epoch);
  }
  for (const std::string_view text :
       {"2024-13-01", "2024-04-31", "2100-02-29", "1900-02-29", "2024-1a-01", "2024-01-/1"})
    BOOST_TEST(!optional_date(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(weekdays_are_right_before_and_after_1970) {
  BOOST_CHECK(weekday(day("1970-01-01")) == Weekday::thursday);
  BOOST_CHECK(weekday(day("1969-12-28")) == Weekday::sunday);
  BOOST_CHECK(weekday(day("1900-01-01")) == Weekday::monday);
  BOOST_CHECK(weekday(day("2024-10-21")) == Weekday::monday);
  BOOST_CHECK(weekday(day("2024-02-29")) == Weekday::thursday);
}

BOOST_AUTO_TEST_CASE(an_unknown_zone_is_an_error) {
  for (const std::string_view name : {"", "Mars/Olympus", "../../etc/passwd", "america/chicago"})
    BOOST_TEST(!TimeZone::find(name).has_value(), name);
  BOOST_CHECK(zone("UTC") == TimeZone{});
}

BOOST_AUTO_TEST_CASE(a_wall_clock_shows_the_zones_time) {
  struct Row {
    std::string_view zone;
    std::string_view instant;
    std::string_view local;
  };
  const std::vector<Row> rows{{"America/Chicago", "2024-07-01T12:00:00Z", "2024-07-01 7h"},
                              {"America/Chicago", "2024-12-01T12:00:00Z", "2024-12-01 6h"},
                              {"America/Chicago", "2024-12-01T03:00:00Z", "2024-11-30 21h"},
                              {"America/Chicago", "2024-11-03T06:59:59.999Z", "2024-11-03 1h59m59s999ms"},
                              {"America/Chicago", "2024-11-03T07:00:00Z", "2024-11-03 1h"},
                              {"America/Chicago", "2025-03-09T07:59:59Z", "2025-03-09 1h59m59s"},
                              {"America/Chicago", "2025-03-09T08:00:00Z", "2025-03-09 3h"},
                              {"America/Phoenix", "2024-07-01T12:00:00Z", "2024-07-01 5h"},
                              {"America/Phoenix", "2024-12-01T12:00:00Z", "2024-12-01 5h"},
                              {"Asia/Kathmandu", "2024-12-01T12:00:00Z", "2024-12-01 17h45m"},
                              {"UTC", "1969-12-31T23:00:00Z", "1969-12-31 23h"},
                              {"America/Chicago", "2037-07-01T12:00:00Z", "2037-07-01 7h"}};
  for (const Row& row : rows)
    BOOST_TEST(shown(zone(row.zone).local(at(row.instant))) == row.local, row.zone << " " << row.instant);
}

BOOST_AUTO_TEST_CASE(a_wall_clock_time_is_found_also_where_clocks_are_moved) {
  struct Row {
    std::string_view zone;
    std::string_view date;
    int hour;
    int minute;
    std::string_view instant;
  };
  const std::vector<Row> rows{
      {"America/Chicago", "2024-10-21", 8, 0, "2024-10-21T08:00:00-05:00"},
      // 02:00 to 03:00 on 2025-03-09 does not exist: as if the clock had not yet been moved
      {"America/Chicago", "2025-03-09", 1, 59, "2025-03-09T01:59:00-06:00"},
      {"America/Chicago", "2025-03-09", 2, 30, "2025-03-09T03:30:00-05:00"},
      {"America/Chicago", "2025-03-09", 3, 0, "2025-03-09T03:00:00-05:00"},
      {"America/Chicago", "2025-03-09", 8, 0, "2025-03-09T08:00:00-05:00"},
      // 01:00 to 02:00 on 2024-11-03 comes twice: the first
      {"America/Chicago", "2024-11-03", 0, 59, "2024-11-03T00:59:00-05:00"},
      {"America/Chicago", "2024-11-03", 1, 30, "2024-11-03T01:30:00-05:00"},
      {"America/Chicago", "2024-11-03", 2, 0, "2024-11-03T02:00:00-06:00"},
      {"America/Chicago", "2024-11-04", 0, 0, "2024-11-04T00:00:00-06:00"},
      {"America/Phoenix", "2025-03-09", 2, 30, "2025-03-09T02:30:00-07:00"},
      {"Pacific/Auckland", "2024-09-29", 2, 30, "2024-09-29T03:30:00+13:00"},
      {"Pacific/Auckland", "2025-04-06", 2, 30, "2025-04-06T02:30:00+13:00"},
      {"UTC", "2024-10-21", 8, 0, "2024-10-21T08:00:00Z"}};
  for (const Row& row : rows) {
    const LocalTime local{day(row.date), row.hour * hour_ms + row.minute * 60'000};
    BOOST_TEST(format_instant(zone(row.zone).instant(local)) == format_instant(at(row.instant)),
               row.zone << " " << row.date << " " << row.hour << ":" << row.minute);
  }
}

BOOST_AUTO_TEST_CASE(every_hour_of_a_year_is_found_again) {
  for (const std::string_view name :
       {"America/New_York", "America/Los_Angeles", "America/Phoenix", "Australia/Lord_Howe"}) {
    const TimeZone here = zone(name);
    for (Instant instant = at("2024-01-01T00:00:00Z"); instant < at("2025-01-01T00:00:00Z");
         instant = instant + hours(1)) {
      const Instant again = here.instant(here.local(instant));
      // Of an hour that comes twice the first is given.
      const bool same = again == instant || (again < instant && instant - again <= hours(1));
      BOOST_REQUIRE_MESSAGE(same, name << " " << format_instant(instant));
      BOOST_REQUIRE(here.local(again) == here.local(instant));
    }
  }
}

BOOST_AUTO_TEST_CASE(working_days_pass_over_weekends_and_holidays) {
  const WorkingDays lab{0b0011111, {day("2024-11-28"), day("2024-11-29")}};
  struct Row {
    std::string_view from;
    int count;
    std::string_view to;
  };
  const std::vector<Row> rows{{"2024-10-21", 0, "2024-10-21"},  {"2024-10-21", 1, "2024-10-22"},
                              {"2024-10-25", 1, "2024-10-28"},  {"2024-10-26", 1, "2024-10-28"},
                              {"2024-10-21", 5, "2024-10-28"},  {"2024-11-27", 1, "2024-12-02"},
                              {"2024-11-26", 2, "2024-12-02"},  {"2024-12-02", -1, "2024-11-27"},
                              {"2024-10-28", -1, "2024-10-25"}, {"2024-10-27", -1, "2024-10-25"}};
  for (const Row& row : rows)
    BOOST_TEST(format_date(add_working_days(day(row.from), row.count, lab)) == row.to,
               row.from << " " << row.count);
  BOOST_TEST(format_date(this_or_next_working_day(day("2024-11-28"), lab)) == "2024-12-02");
  BOOST_TEST(format_date(this_or_next_working_day(day("2024-11-27"), lab)) == "2024-11-27");
}

BOOST_AUTO_TEST_CASE(a_lab_may_work_on_saturdays) {
  const WorkingDays lab{0b0111111, {}};
  BOOST_TEST(format_date(add_working_days(day("2024-10-25"), 1, lab)) == "2024-10-26");
  BOOST_TEST(format_date(add_working_days(day("2024-10-26"), 1, lab)) == "2024-10-28");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base

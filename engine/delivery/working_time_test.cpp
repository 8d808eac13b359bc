#include "engine/delivery/working_time.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::delivery {
namespace {

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

struct Lab {
  base::TimeZone zone = base::TimeZone::find("America/Los_Angeles").value();
  base::WorkingDays days{0b0011111, {base::make_date(2024, 11, 28), base::make_date(2024, 11, 29)}};
  [[nodiscard]] LabCalendar calendar() const { return {zone, days}; }
};

constexpr std::int64_t hour_ms = 3'600'000;

}  // namespace

BOOST_AUTO_TEST_SUITE(working_time)

BOOST_AUTO_TEST_CASE(weekends_and_holidays_of_the_lab_count_nothing) {
  const Lab lab;
  struct Row {
    std::string_view from;
    std::string_view to;
    std::int64_t hours;
  };
  for (const Row& row : {
           Row{"2024-10-21T09:00:00-07:00", "2024-10-21T15:00:00-07:00", 6},
           Row{"2024-10-25T18:00:00-07:00", "2024-10-28T06:00:00-07:00", 12},   // over a weekend
           Row{"2024-10-26T09:00:00-07:00", "2024-10-27T09:00:00-07:00", 0},    // within one
           Row{"2024-11-27T12:00:00-08:00", "2024-12-02T12:00:00-08:00", 24},   // over Thanksgiving
           Row{"2024-10-31T12:00:00-07:00", "2024-11-05T12:00:00-08:00", 72},   // clocks change on Sunday
           Row{"2024-10-22T12:00:00-07:00", "2024-10-21T12:00:00-07:00", 0},    // backwards
           Row{"1969-12-29T00:00:00-08:00", "1970-01-05T00:00:00-08:00", 120},  // a week before the epoch
       })
    BOOST_TEST(working_ms(at(row.from), at(row.to), lab.calendar()) == row.hours * hour_ms);
}

BOOST_AUTO_TEST_CASE(the_end_of_a_span_is_found_again) {
  const Lab lab;
  for (const std::string_view from : {"2024-10-21T09:00:00-07:00", "2024-10-25T23:59:00-07:00",
                                      "2024-10-26T09:00:00-07:00", "2024-11-27T12:00:00-08:00"})
    for (const std::int64_t hours : {0, 1, 12, 24, 25, 100, 240})
      BOOST_TEST(working_ms(at(from), after_working(at(from), hours * hour_ms, lab.calendar()),
                            lab.calendar()) == hours * hour_ms);
}

BOOST_AUTO_TEST_CASE(midnight_after_work_is_the_next_days_beginning) {
  const Lab lab;
  BOOST_TEST(
      base::format_instant(after_working(at("2024-10-25T12:00:00-07:00"), 12 * hour_ms, lab.calendar())) ==
      base::format_instant(at("2024-10-28T00:00:00-07:00")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::delivery

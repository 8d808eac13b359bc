#include "engine/outreach/quiet_hours.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::outreach {
namespace {

BOOST_AUTO_TEST_SUITE(quiet_hours)

BOOST_AUTO_TEST_CASE(messages_wait_for_eight_by_the_practices_own_clock) {
  struct Row {
    std::string_view zone;
    std::string_view now;
    std::string_view sent;
  };
  const std::vector<Row> rows{
      {"America/Chicago", "2024-10-21T20:59:59.999-05:00", "2024-10-21T20:59:59.999-05:00"},
      {"America/Chicago", "2024-10-21T21:00:00-05:00", "2024-10-22T08:00:00-05:00"},
      {"America/Chicago", "2024-10-22T00:00:00-05:00", "2024-10-22T08:00:00-05:00"},
      {"America/Chicago", "2024-10-22T07:59:59.999-05:00", "2024-10-22T08:00:00-05:00"},
      {"America/Chicago", "2024-10-22T08:00:00-05:00", "2024-10-22T08:00:00-05:00"},
      {"America/Chicago", "2024-12-31T23:30:00-06:00", "2025-01-01T08:00:00-06:00"},
      // The night in which clocks go back (03 November 2024): an hour longer.
      {"America/Chicago", "2024-11-02T21:00:00-05:00", "2024-11-03T08:00:00-06:00"},
      {"America/Chicago", "2024-11-03T01:30:00-05:00", "2024-11-03T08:00:00-06:00"},
      {"America/Chicago", "2024-11-03T01:30:00-06:00", "2024-11-03T08:00:00-06:00"},
      // The night in which they go forward (09 March 2025): an hour shorter.
      {"America/Chicago", "2025-03-08T22:00:00-06:00", "2025-03-09T08:00:00-05:00"},
      {"America/Chicago", "2025-03-09T03:00:00-05:00", "2025-03-09T08:00:00-05:00"},
      // Arizona does not move its clocks.
      {"America/Phoenix", "2025-03-09T07:59:00-07:00", "2025-03-09T08:00:00-07:00"},
      {"America/Phoenix", "2024-11-03T21:00:00-07:00", "2024-11-04T08:00:00-07:00"}};
  for (const Row& row : rows) {
    const auto zone = base::TimeZone::find(row.zone).value();
    const auto now = base::parse_instant(row.now).value();
    BOOST_TEST(format_instant(send_at(now, zone)) == format_instant(base::parse_instant(row.sent).value()),
               row.zone << " " << row.now);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::outreach

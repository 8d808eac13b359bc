#include "engine/base/opening_hours.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

const TimeZone chicago = TimeZone::find("America/Chicago").value();

std::string until(const OpeningHours& hours, std::string_view now) {
  const auto opens = hours.closed_until(chicago, parse_instant(now).value());
  return opens ? format_instant(*opens) : "open";
}

BOOST_AUTO_TEST_SUITE(opening_hours)

BOOST_AUTO_TEST_CASE(a_server_is_up_by_day_and_off_by_night) {
  const OpeningHours hours{6 * 60, 20 * 60, {}};
  BOOST_TEST(until(hours, "2024-10-21T05:59:00-05:00") == "2024-10-21T11:00:00.000Z");
  BOOST_TEST(until(hours, "2024-10-21T06:00:00-05:00") == "open");
  BOOST_TEST(until(hours, "2024-10-21T19:59:59-05:00") == "open");
  BOOST_TEST(until(hours, "2024-10-21T20:00:00-05:00") == "2024-10-22T11:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(over_a_weekend_it_is_off_until_monday) {
  const OpeningHours hours{6 * 60, 20 * 60, {}};
  BOOST_TEST(until(hours, "2024-10-25T21:00:00-05:00") == "2024-10-28T11:00:00.000Z");
  BOOST_TEST(until(hours, "2024-10-26T12:00:00-05:00") == "2024-10-28T11:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(the_clocks_may_go_back_meanwhile) {  // 2024-11-03
  const OpeningHours hours{6 * 60, 20 * 60, {}};
  BOOST_TEST(until(hours, "2024-11-01T21:00:00-05:00") == "2024-11-04T12:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(what_is_up_around_the_clock_is_off_on_days_off_alone) {
  const OpeningHours hours{0, 24 * 60, {}};
  BOOST_TEST(until(hours, "2024-10-22T00:00:00-05:00") == "open");
  BOOST_TEST(until(hours, "2024-10-26T00:00:00-05:00") == "2024-10-28T05:00:00.000Z");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base

#include "engine/connect/pms/open_dental/local_time.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

BOOST_AUTO_TEST_SUITE(open_dental_local_time)

BOOST_AUTO_TEST_CASE(a_time_is_read_and_written_alike) {
  for (const char* text : {"2024-10-21 14:05:09", "1999-12-31 23:59:59", "2024-02-29 00:00:00"}) {
    const auto read = read_local(text);
    BOOST_REQUIRE(read.has_value() && read->has_value());
    BOOST_TEST(format_local(**read) == text);
  }
  BOOST_TEST(format_local(**read_local("2024-10-21T14:05:09")) == "2024-10-21 14:05:09");
  BOOST_TEST(format_local(**read_local("2024-10-21")) == "2024-10-21 00:00:00");
}

BOOST_AUTO_TEST_CASE(year_one_and_nothing_are_no_time) {
  for (const char* text : {"0001-01-01 00:00:00", "0001-01-01", "", "1880-05-05 10:00:00"}) {
    const auto read = read_local(text);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(!read->has_value());
  }
}

BOOST_AUTO_TEST_CASE(anything_else_is_an_error) {
  for (const char* text :
       {"yesterday", "2024-13-01 00:00:00", "2024-02-30 00:00:00", "2024-10-21 24:00:00",
        "2024-10-21 10:60:00", "2024-10-21 10:00:60", "2024-10-21 10.00.00", "2024-10-21 1a:00:00",
        "2024-10-21 10:00", "10/21/2024", "2024-10-21 10:00:00Z", "0001-99-01 00:00:00", "----------"})
    BOOST_TEST(!read_local(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(changes_are_asked_for_from_the_latest_stamp) {
  const auto zone = base::TimeZone::find("America/Chicago").value();
  const base::Instant now = at("2024-10-21T15:00:00Z");
  BOOST_TEST(ask_from("2024-10-21 09:59:58", now - base::seconds(30), now, zone) == "2024-10-21 09:59:58");
}

BOOST_AUTO_TEST_CASE(while_the_clocks_go_back_changes_are_asked_for_from_further_back) {
  const auto zone = base::TimeZone::find("America/Chicago").value();
  const base::Instant before = at("2024-11-03T06:59:30Z");  // 01:59:30, then it is 01:00 again
  const base::Instant after = at("2024-11-03T07:00:30Z");
  BOOST_TEST(ask_from("2024-11-03 01:59:00", before, after, zone) <= "2024-11-03 01:00:00");
  BOOST_TEST(ask_from("2024-11-02 11:00:00", before, after, zone) == "2024-11-02 11:00:00");
  // Down for the whole night: still from before the change.
  BOOST_TEST(ask_from("2024-11-03 01:59:00", before, after + base::hours(9), zone) <= "2024-11-03 01:00:00");
  // A day later all is as ever.
  const base::Instant next_day = after + base::days(1);
  BOOST_TEST(ask_from("2024-11-04 01:00:00", next_day - base::seconds(30), next_day, zone) ==
             "2024-11-04 01:00:00");
}

BOOST_AUTO_TEST_CASE(an_older_row_is_known_by_its_stamp_but_not_in_the_repeated_hour) {
  const auto zone = base::TimeZone::find("America/Chicago").value();
  const base::Instant day = at("2024-10-21T15:00:00Z");
  BOOST_TEST(is_older("2024-10-21 09:00:00", "2024-10-21 09:00:01", day, zone));
  BOOST_TEST(!is_older("2024-10-21 09:00:01", "2024-10-21 09:00:01", day, zone));
  BOOST_TEST(!is_older("", "2024-10-21 09:00:01", day, zone));
  BOOST_TEST(!is_older("2024-11-03 01:00:00", "2024-11-03 01:30:00", at("2024-11-03T07:00:30Z"), zone));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental

#include "engine/connect/testing/open_dental_office.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

struct Office : testing::OpenDentalOffice {
  Office() {
    bench.pms.poll_seconds_closed = 300;
    begin();
  }
  std::string next(std::string_view last) const {
    return base::format_instant(connector->next_poll(base::parse_instant(last).value()));
  }
};

BOOST_FIXTURE_TEST_SUITE(open_dental_connector, Office)

BOOST_AUTO_TEST_CASE(while_the_office_is_open_it_is_polled_often) {
  BOOST_TEST(next("2024-10-21T13:00:00Z") == "2024-10-21T13:00:30.000Z");  // Monday 08:00 in Chicago
  BOOST_TEST(next("2024-10-21T22:59:59Z") == "2024-10-21T23:00:29.000Z");
}

BOOST_AUTO_TEST_CASE(while_it_is_closed_it_is_polled_now_and_then) {
  BOOST_TEST(next("2024-10-21T23:00:00Z") == "2024-10-21T23:05:00.000Z");  // 18:00
  BOOST_TEST(next("2024-10-20T15:00:00Z") == "2024-10-20T15:05:00.000Z");  // Sunday
}

BOOST_AUTO_TEST_CASE(when_it_opens_it_is_polled) {
  BOOST_TEST(next("2024-10-21T12:58:00Z") == "2024-10-21T13:00:00.000Z");
  BOOST_TEST(next("2024-10-21T12:59:59Z") == "2024-10-21T13:00:29.000Z");
}

BOOST_AUTO_TEST_CASE(opening_follows_the_clocks_when_they_change) {
  BOOST_TEST(next("2024-11-04T13:58:00Z") == "2024-11-04T14:00:00.000Z");  // Monday after, UTC-6
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental

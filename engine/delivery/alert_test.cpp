#include "engine/delivery/alert.hpp"

#include <optional>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::delivery {
namespace {

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

base::TimeZone zone(std::string_view name) {
  return base::TimeZone::find(name).value();
}

const base::Instant noon = at("2024-10-24T12:00:00Z");

Need seat(const char* appointment = "A-1") {
  return {model::AppointmentId(appointment), noon};
}

std::optional<Alert> alerted(base::Instant predicted) {
  return Alert{model::AppointmentId("A-1"), predicted};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert)

BOOST_AUTO_TEST_CASE(work_is_needed_one_working_day_before_at_the_same_time_of_day) {
  const base::TimeZone chicago = zone("America/Chicago");
  struct Row {
    std::string_view appointment;
    std::string_view by;
  };
  for (const Row& row : {
           Row{"2024-10-24T09:30:00-05:00", "2024-10-23T09:30:00-05:00"},  // Thursday: Wednesday
           Row{"2024-10-28T09:30:00-05:00", "2024-10-25T09:30:00-05:00"},  // Monday: Friday
           Row{"2024-10-27T09:30:00-05:00", "2024-10-25T09:30:00-05:00"},  // Sunday: Friday
           Row{"2024-10-26T09:30:00-05:00", "2024-10-25T09:30:00-05:00"},  // Saturday: Friday
           Row{"2024-12-26T09:30:00-06:00", "2024-12-25T09:30:00-06:00"},  // a holiday counts
           Row{"2024-11-04T09:30:00-06:00", "2024-11-01T09:30:00-05:00"},  // over the end of summer time
           Row{"2025-03-10T08:00:00-05:00", "2025-03-07T08:00:00-06:00"},  // over its beginning
           Row{"2024-03-01T08:00:00-06:00", "2024-02-29T08:00:00-06:00"},  // a leap day
       })
    BOOST_TEST(base::format_instant(needed_by(at(row.appointment), chicago)) ==
               base::format_instant(at(row.by)));
}

BOOST_AUTO_TEST_CASE(the_first_alert_comes_once_the_prediction_is_past_the_need) {
  BOOST_TEST((news_of(std::nullopt, seat(), noon) == News::none));
  BOOST_TEST((news_of(std::nullopt, seat(), noon + base::milliseconds(1)) == News::raise));
}

BOOST_AUTO_TEST_CASE(it_comes_again_only_when_a_day_worse_than_last_alerted) {
  const base::Instant predicted = noon + base::hours(3);
  BOOST_TEST((news_of(alerted(predicted), seat(), predicted) == News::none));
  const base::Instant nearly = predicted + base::hours(24) - base::milliseconds(1);
  BOOST_TEST((news_of(alerted(predicted), seat(), nearly) == News::none));
  BOOST_TEST((news_of(alerted(predicted), seat(), predicted + base::hours(24)) == News::raise));
}

BOOST_AUTO_TEST_CASE(it_is_cleared_when_the_prediction_recovers_or_is_gone) {
  BOOST_TEST((news_of(alerted(noon + base::days(2)), seat(), noon) == News::clear));
  BOOST_TEST((news_of(alerted(noon + base::days(2)), seat(), std::nullopt) == News::clear));
}

BOOST_AUTO_TEST_CASE(it_is_cleared_when_the_appointment_is_gone) {
  BOOST_TEST((news_of(alerted(noon + base::days(2)), std::nullopt, noon + base::days(2)) == News::clear));
}

BOOST_AUTO_TEST_CASE(another_appointment_has_an_alert_of_its_own) {
  const base::Instant late = noon + base::hours(1);
  BOOST_TEST((news_of(alerted(late), seat("A-2"), late) == News::clear_raise));
  BOOST_TEST((news_of(alerted(late), seat("A-2"), noon) == News::clear));
}

BOOST_AUTO_TEST_CASE(without_appointment_or_prediction_there_is_no_alert) {
  BOOST_TEST((news_of(std::nullopt, std::nullopt, noon) == News::none));
  BOOST_TEST((news_of(std::nullopt, seat(), std::nullopt) == News::none));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::delivery

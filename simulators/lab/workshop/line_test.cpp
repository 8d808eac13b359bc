#include "simulators/lab/workshop/line.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::workshop {
namespace {

using glidewell::at;
using glidewell::test_profile;

struct LineFixture {
  Profile profile = read_profile(test_profile).value();

  std::string received(std::string_view arrival) const {
    return base::format_date(day_of_receipt(profile, at(arrival)));
  }
  std::string promised(std::string_view arrival) const {
    const base::Date day = day_of_receipt(profile, at(arrival));
    return base::format_date(
        make_plan(profile, profile.products[0], at(arrival), day, 1, "GLW-1", 0).ship_by);
  }
};

BOOST_FIXTURE_TEST_SUITE(workshop_line, LineFixture)

BOOST_AUTO_TEST_CASE(an_order_counts_as_received_on_the_day_unless_it_comes_at_or_past_the_cut_off) {
  BOOST_TEST(received("2024-10-21T14:59:59.999-07:00") == "2024-10-21");
  BOOST_TEST(received("2024-10-21T15:00:00-07:00") == "2024-10-22");
  BOOST_TEST(received("2024-10-21T00:00:00-07:00") == "2024-10-21");
  BOOST_TEST(received("2024-10-21T23:59:59-07:00") == "2024-10-22");
}

BOOST_AUTO_TEST_CASE(the_cut_off_is_lab_time_not_utc) {
  BOOST_TEST(received("2024-10-22T01:00:00Z") == "2024-10-22");  // Monday 18:00 there
  BOOST_TEST(received("2024-12-02T22:59:00Z") == "2024-12-02");  // winter time: 14:59
  BOOST_TEST(received("2024-12-02T23:00:00Z") == "2024-12-03");
}

BOOST_AUTO_TEST_CASE(weekends_and_holidays_receive_nothing) {
  BOOST_TEST(received("2024-10-25T15:30:00-07:00") == "2024-10-28");  // Friday past the cut-off
  BOOST_TEST(received("2024-10-26T09:00:00-07:00") == "2024-10-28");  // Saturday
  BOOST_TEST(received("2024-11-27T15:00:00-08:00") == "2024-12-02");  // the 28th and 29th are holidays
  BOOST_TEST(received("2024-11-28T09:00:00-08:00") == "2024-12-02");
}

BOOST_AUTO_TEST_CASE(the_promise_is_the_turnaround_in_working_days_over_weekends_and_thanksgiving) {
  BOOST_TEST(promised("2024-10-21T10:00:00-07:00") == "2024-10-28");
  BOOST_TEST(promised("2024-11-22T10:00:00-08:00") == "2024-12-03");
}

BOOST_AUTO_TEST_CASE(stages_rise_within_working_hours_and_end_on_the_promised_day) {
  for (int i = 0; i < 200; ++i) {
    const base::Instant arrival = at("2024-11-18T05:00:00-08:00") + base::hours(i);
    const std::string tracking = "GLW-" + std::to_string(i);
    const base::Date day = day_of_receipt(profile, arrival);
    const Plan plan = make_plan(profile, profile.products[0], arrival, day, 1, tracking, 0);
    BOOST_REQUIRE_EQUAL(plan.stages.size(), 7U);
    base::Instant before = arrival;
    for (const WorkOffset offset : plan.stages) {
      const base::Instant begins = work_instant(profile, plan.received_on, offset);
      BOOST_TEST((begins > before));
      before = begins;
      const base::LocalTime local = profile.zone.local(begins);
      BOOST_TEST(profile.days.works(local.date));
      BOOST_TEST(local.ms_of_day >= opening_ms_of_day);
      BOOST_TEST(local.ms_of_day <= opening_ms_of_day + working_day_ms);
    }
    BOOST_TEST(base::format_date(profile.zone.local(before).date) == base::format_date(plan.ship_by));
    BOOST_TEST(plan.shipment > plan.stages.back());
  }
}

BOOST_AUTO_TEST_CASE(a_late_order_ships_later_than_promised_by_working_days) {
  const base::Instant arrival = at("2024-10-21T10:00:00-07:00");
  const base::Date day = day_of_receipt(profile, arrival);
  const Plan plan = make_plan(profile, profile.products[0], arrival, day, 1, "GLW-1", 2);
  BOOST_TEST(base::format_date(plan.ship_by) == "2024-10-28");
  const base::Instant shipped = work_instant(profile, day, plan.stages.back());
  BOOST_TEST(base::format_date(profile.zone.local(shipped).date) == "2024-10-30");
}

BOOST_AUTO_TEST_CASE(working_time_and_instants_are_each_others_inverse) {
  const base::Date friday = base::parse_date("2024-11-01").value();  // clocks go back on Sunday
  for (const WorkOffset offset : {WorkOffset{0}, WorkOffset{1}, working_day_ms / 2, working_day_ms + 5,
                                  3 * working_day_ms + 3'600'000}) {
    const base::Instant instant = work_instant(profile, friday, offset);
    BOOST_TEST(work_offset(profile, friday, instant) == offset);
  }
  BOOST_TEST(work_offset(profile, friday, at("2024-11-03T12:00:00-08:00")) == working_day_ms);
}

BOOST_AUTO_TEST_CASE(a_parcel_arrives_in_the_morning_after_its_transit_days) {
  const base::Date friday = base::parse_date("2024-10-25").value();
  BOOST_TEST(base::format_instant(delivery_instant(profile, friday)) == "2024-10-29T17:30:00.000Z");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::workshop

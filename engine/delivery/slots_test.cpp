#include "engine/delivery/slots.hpp"

#include "engine/delivery/alert.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::delivery {
namespace {

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

base::TimeZone chicago() {
  return base::TimeZone::find("America/Chicago").value();
}

model::FreeTime gap(std::string_view from, std::string_view to) {
  return {at(from), at(to), "D-1", "OP1"};
}

// The local starts, "24 09:00", in order.
std::string starts(const std::vector<model::Slot>& slots) {
  std::string text;
  for (const model::Slot& slot : slots) {
    const base::LocalTime local = chicago().local(slot.start);
    const int minute = local.ms_of_day / 60'000;
    const std::string clock =
        std::to_string(100 + minute / 60).substr(1) + ":" + std::to_string(100 + minute % 60).substr(1);
    text += (text.empty() ? "" : ", ") + std::to_string(base::year_month_day(local.date).day) + " " + clock;
  }
  return text;
}

const std::vector<model::FreeTime> week{
    gap("2024-10-21T08:00:00-05:00", "2024-10-21T18:00:00-05:00"),
    gap("2024-10-22T08:10:00-05:00", "2024-10-22T09:00:00-05:00"),
    gap("2024-10-22T13:00:00-05:00", "2024-10-22T18:00:00-05:00"),
    gap("2024-10-23T08:00:00-05:00", "2024-10-23T18:00:00-05:00"),
    gap("2024-10-24T08:00:00-05:00", "2024-10-24T18:00:00-05:00"),
};

std::string proposed(int minutes, std::string_view from, std::string_view notes,
                     std::vector<model::Slot> taken = {}) {
  const base::TimeZone zone = chicago();
  return starts(propose(week, {minutes, at(from), read_preference(notes), zone, std::move(taken)}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slots)

BOOST_AUTO_TEST_CASE(the_earliest_of_each_day_is_proposed_three_at_most) {
  BOOST_TEST(proposed(45, "2024-10-20T08:00:00-05:00", "") == "21 08:00, 22 08:15, 23 08:00");
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "") == "21 08:00, 22 13:00, 23 08:00");
}

BOOST_AUTO_TEST_CASE(nothing_is_proposed_before_the_work_is_here) {
  BOOST_TEST(proposed(60, "2024-10-21T16:50:00-05:00", "") == "21 17:00, 22 13:00, 23 08:00");
  BOOST_TEST(proposed(60, "2024-10-21T17:01:00-05:00", "") == "22 13:00, 23 08:00, 24 08:00");
  BOOST_TEST(proposed(60, "2024-10-25T08:00:00-05:00", "") == "");
}

BOOST_AUTO_TEST_CASE(a_visit_fits_whole_into_a_gap) {
  BOOST_TEST(proposed(600, "2024-10-20T08:00:00-05:00", "") == "21 08:00, 23 08:00, 24 08:00");
  BOOST_TEST(proposed(601, "2024-10-20T08:00:00-05:00", "") == "");
}

BOOST_AUTO_TEST_CASE(the_patients_days_and_times_are_kept) {
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "Patient prefers afternoons.") ==
             "21 12:00, 22 13:00, 23 12:00");
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "Patient prefers mornings, no Mondays.") ==
             "23 08:00, 24 08:00");
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "Pt wants appointments after 4:30 only on Tuesdays") ==
             "22 16:30");
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "Patient can only come on Sunday.") == "");
}

BOOST_AUTO_TEST_CASE(a_slot_promised_elsewhere_is_not_proposed_again) {
  const model::Slot held{at("2024-10-21T08:30:00-05:00"), 60, "D-1", "OP9"};
  BOOST_TEST(proposed(60, "2024-10-20T08:00:00-05:00", "", {held}) == "21 09:30, 22 13:00, 23 08:00");
}

BOOST_AUTO_TEST_CASE(slots_overlap_when_a_provider_or_an_operatory_would_be_in_two_visits) {
  const model::Slot slot{at("2024-10-21T08:30:00-05:00"), 60, "D-1", "OP1"};
  const auto other = [&](int by_minutes, const char* provider, const char* operatory) {
    return model::Slot{slot.start + base::minutes(by_minutes), 60, provider, operatory};
  };
  BOOST_TEST(overlap(slot, other(59, "D-1", "OP2")));
  BOOST_TEST(overlap(slot, other(-59, "D-2", "OP1")));
  BOOST_TEST(!overlap(slot, other(0, "D-2", "OP2")));
  BOOST_TEST(!overlap(slot, other(60, "D-1", "OP1")));
}

BOOST_AUTO_TEST_CASE(the_earliest_visit_leaves_a_working_day) {
  const base::TimeZone zone = chicago();
  for (const std::string_view predicted :
       {"2024-10-23T15:00:00-05:00", "2024-10-25T15:00:00-05:00", "2024-10-26T15:00:00-05:00",
        "2024-11-01T15:00:00-05:00", "2025-03-07T02:30:00-06:00"}) {
    const base::Instant visit = earliest_visit(at(predicted), zone);
    BOOST_TEST((needed_by(visit, zone) >= at(predicted)), predicted);
    BOOST_TEST((needed_by(visit - base::days(1), zone) < at(predicted)), predicted);
  }
  // From Friday: a practice that works on Saturdays could seat it then.
  BOOST_TEST((earliest_visit(at("2024-10-25T15:00:00-05:00"), zone) == at("2024-10-26T15:00:00-05:00")));
  BOOST_TEST((earliest_visit(at("2024-10-26T15:00:00-05:00"), zone) == at("2024-10-29T15:00:00-05:00")));
}

BOOST_AUTO_TEST_CASE(what_is_no_wish_is_no_preference) {
  for (const char* note :
       {"", "Match adjacent. Monday try-in went well.", "No contact on the mesial.",
        "Shade taken in the morning.", "Patient prefers A2.", "Patient prefers mornings and afternoons only"})
    BOOST_TEST((read_preference(note) == Preference{}), note);
}

BOOST_AUTO_TEST_CASE(wishes_are_read_from_words) {
  BOOST_TEST(read_preference("Patient prefers mornings.").to_minute == 12 * 60);
  BOOST_TEST(read_preference("Appointment not before 10 please").from_minute == 10 * 60);
  BOOST_TEST(read_preference("pt can't come after 3pm").to_minute == 15 * 60);
  BOOST_TEST(read_preference("Patient prefers Tue and Thu.").weekdays == 0b0001010);
  BOOST_TEST(read_preference("Patient never comes on Fridays").weekdays == 0b1101111);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::delivery

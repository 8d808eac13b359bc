// The appointment book: free time, and what an integration does to it.
#include "simulators/pms/office/test_desk.hpp"

namespace articulator::simulators::office {
namespace {

// "2024-11-06 08:00-09:00" by the office's clock, one after another.
std::string shown(const Office& office, const std::vector<Gap>& gaps) {
  std::string text;
  const auto clock = [&](base::Instant instant) {
    const std::int32_t minute = office.setup().zone.local(instant).ms_of_day / 60'000;
    const auto two = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute / 60) + ":" + two(minute % 60);
  };
  for (const Gap& gap : gaps)
    text += (text.empty() ? "" : ", ") + base::format_date(office.setup().zone.local(gap.from).date) + " " +
            clock(gap.from) + "-" + clock(gap.to);
  return text;
}

Appointment wanted(std::string_view start) {
  Appointment row;
  row.patient = "PT-1";
  row.lab_case = "LC-1";
  row.start = at(start);
  row.provider = "D-1";
  row.operatory = "OP1";
  return row;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(office_schedule)

BOOST_AUTO_TEST_CASE(free_time_is_working_time_less_what_provider_and_operatory_have) {
  Desk desk;
  desk.act("case_ready", crown_case);  // D-1 in OP1, 9 to 10 on Wednesday the 6th
  desk.act("appointment_booked", R"({"appointment":{"id":"A-2","patient":"PT-1","provider":"D-2",
      "start":"2024-11-06T11:00:00-06:00","operatory":"OP1"}})");
  desk.act("appointment_booked", R"({"appointment":{"id":"A-3","patient":"PT-1","provider":"D-1",
      "start":"2024-11-06T09:30:00-06:00","operatory":"OP2"}})");
  desk.act("appointment_booked", R"({"appointment":{"id":"A-4","patient":"PT-1","provider":"D-2",
      "start":"2024-11-06T14:00:00-06:00","operatory":"OP2"}})");
  const auto free = [&](int minutes, std::string_view from, std::string_view to) {
    return shown(desk.office, desk.office.free_time("D-1", "OP1", minutes, at(from), at(to)));
  };
  BOOST_CHECK_EQUAL(free(30, "2024-11-06T06:00:00Z", "2024-11-07T06:00:00Z"),
                    "2024-11-06 08:00-09:00, 2024-11-06 10:30-11:00, 2024-11-06 12:00-18:00");
  BOOST_CHECK_EQUAL(free(60, "2024-11-06T06:00:00Z", "2024-11-07T06:00:00Z"),
                    "2024-11-06 08:00-09:00, 2024-11-06 12:00-18:00");
  BOOST_CHECK_EQUAL(free(60, "2024-11-06T20:01:30Z", "2024-11-06T23:30:00Z"), "2024-11-06 14:05-17:30");
  BOOST_CHECK_EQUAL(free(60, "2024-11-08T23:30:00Z", "2024-11-12T00:00:00Z"), "2024-11-11 08:00-18:00");
  BOOST_CHECK_EQUAL(free(60, "2024-11-08T20:00:00Z", "2024-11-08T20:00:00Z"), "");
  desk.act("appointment_cancelled", R"({"appointment":"A-1"})");
  BOOST_CHECK_EQUAL(free(60, "2024-11-06T06:00:00Z", "2024-11-06T17:00:00Z"), "2024-11-06 08:00-09:30");
  const auto years =
      desk.office.free_time("D-1", "OP1", 60, at("2025-01-01T00:00:00Z"), at("2035-01-01T00:00:00Z"));
  BOOST_CHECK_EQUAL(years.size(), 262U);  // working days of one year, not of ten
}

BOOST_AUTO_TEST_CASE(a_visit_fits_in_working_time_that_nobody_else_has) {
  Desk desk;
  desk.act("case_ready", crown_case);
  const auto fits = [&](std::string_view start, std::string_view provider, std::string_view operatory,
                        std::int64_t minutes, std::string_view except = {}) {
    Appointment row = wanted(start);
    row.provider = provider;
    row.operatory = operatory;
    row.minutes = minutes;
    return desk.office.fits(row, except);
  };
  BOOST_CHECK(fits("2024-11-06T10:00:00-06:00", "D-1", "OP1", 60));
  BOOST_CHECK(fits("2024-11-06T08:00:00-06:00", "D-1", "OP1", 60));
  BOOST_CHECK(!fits("2024-11-06T08:00:00-06:00", "D-1", "OP1", 65));
  BOOST_CHECK(!fits("2024-11-06T09:59:00-06:00", "D-1", "OP2", 60));
  BOOST_CHECK(!fits("2024-11-06T09:30:00-06:00", "D-2", "OP1", 60));
  BOOST_CHECK(fits("2024-11-06T09:30:00-06:00", "D-2", "OP2", 60));
  BOOST_CHECK(fits("2024-11-06T09:30:00-06:00", "D-1", "OP1", 60, "A-1"));
  BOOST_CHECK(!fits("2024-11-06T07:30:00-06:00", "D-2", "OP2", 60));  // not open yet
  BOOST_CHECK(!fits("2024-11-06T17:30:00-06:00", "D-2", "OP2", 60));  // closing
  BOOST_CHECK(!fits("2024-11-09T10:00:00-06:00", "D-2", "OP2", 60));  // Saturday
  BOOST_CHECK(!fits("2024-11-07T10:00:00-06:00", "D-2", "OP9", 60));  // no such room
  BOOST_CHECK(!fits("2024-11-07T10:00:00-06:00", "D-2", "OP2", 0));
}

BOOST_AUTO_TEST_CASE(a_visit_is_booked_moved_and_broken_off_and_said) {
  Desk desk;
  desk.act("case_ready", R"({"case":"LC-1","patient":"PT-1","prescription":{}})");
  desk.out = {};
  const Appointment* booked = desk.office.book(wanted("2024-11-06T15:00:00Z"), desk.now, desk.out);
  BOOST_REQUIRE(booked != nullptr);
  BOOST_CHECK_EQUAL(booked->id, "A-1001");
  BOOST_CHECK_EQUAL(desk.office.lab_case("LC-1")->appointment, "A-1001");
  BOOST_CHECK(desk.office.provider("D-1") != nullptr);
  BOOST_REQUIRE_EQUAL(desk.out.facts.size(), 2U);
  BOOST_CHECK_EQUAL(desk.out.facts[0].type + " " + desk.out.facts[0].source,
                    "engine.appointment.booked /practices/p-01/engine");
  BOOST_CHECK_EQUAL(desk.out.facts[1].type + " " + desk.out.facts[1].source,
                    "pms.appointment.booked /practices/p-01/pms/open-dental");
  BOOST_CHECK_EQUAL(desk.out.facts[1].subject, "LC-1");
  BOOST_CHECK_EQUAL(
      desk.out.facts[0].data,
      R"({"appointment":"A-1001","patient":"PT-1","start":"2024-11-06T15:00:00.000Z","minutes":60,)"
      R"("provider":"D-1","operatory":"OP1"})");
  BOOST_CHECK(desk.office.book(wanted("2024-11-06T15:30:00Z"), desk.now, desk.out) == nullptr);
  BOOST_CHECK_EQUAL(desk.out.facts.size(), 2U);

  desk.out = {};
  BOOST_CHECK(desk.office.move("A-1001", wanted("2024-11-06T15:30:00Z"), desk.now, desk.out));
  BOOST_REQUIRE_EQUAL(desk.out.facts.size(), 2U);
  BOOST_CHECK_EQUAL(desk.out.facts[0].type + " " + desk.out.facts[1].type,
                    "engine.appointment.moved pms.appointment.moved");
  const std::uint64_t revision = desk.office.revision();
  BOOST_CHECK(!desk.office.move("A-1001", wanted("2024-11-06T04:00:00Z"), desk.now, desk.out));
  BOOST_CHECK(desk.office.move("A-1001", wanted("2024-11-06T15:30:00Z"), desk.now, desk.out));  // as it is
  BOOST_CHECK_EQUAL(desk.office.revision(), revision);
  BOOST_CHECK_EQUAL(desk.out.facts.size(), 2U);

  desk.out = {};
  desk.office.break_off("A-1001", desk.now, desk.out);
  desk.office.break_off("A-1001", desk.now, desk.out);
  BOOST_REQUIRE_EQUAL(desk.out.facts.size(), 1U);
  BOOST_CHECK_EQUAL(desk.out.facts[0].type, "pms.appointment.cancelled");
  BOOST_CHECK(desk.office.appointment("A-1001")->visit == Visit::broken);
}

BOOST_AUTO_TEST_CASE(a_hold_keeps_the_time_and_is_nobodys_visit) {
  Desk desk;
  desk.act("case_ready", crown_case);
  desk.out = {};
  Appointment hold = wanted("2024-11-07T15:00:00Z");
  hold.held_for = "LC-1";
  const Appointment* held = desk.office.book(hold, desk.now, desk.out);
  BOOST_REQUIRE(held != nullptr);
  BOOST_CHECK_EQUAL(held->id, "A-1001");
  BOOST_CHECK_EQUAL(desk.office.lab_case("LC-1")->appointment, "A-1");
  BOOST_REQUIRE_EQUAL(desk.out.facts.size(), 1U);
  BOOST_CHECK_EQUAL(desk.out.facts[0].type + " " + desk.out.facts[0].subject, "engine.slot.held LC-1");
  BOOST_CHECK_EQUAL(desk.out.facts[0].data.substr(0, 16), R"({"hold":"A-1001")");
  BOOST_CHECK(!desk.office.fits(wanted("2024-11-07T15:00:00Z")));
  desk.out = {};
  desk.office.break_off("A-1001", desk.now, desk.out);
  BOOST_REQUIRE_EQUAL(desk.out.facts.size(), 1U);
  BOOST_CHECK_EQUAL(desk.out.facts[0].type, "engine.slot.released");
  BOOST_CHECK(desk.office.fits(wanted("2024-11-07T15:00:00Z")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::office

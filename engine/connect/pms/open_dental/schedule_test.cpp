#include "engine/connect/pms/open_dental/schedule.hpp"

#include "engine/connect/testing/open_dental_office.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

// 2024-11-15 at 10:00 in Chicago.
const base::Instant ten = base::parse_instant("2024-11-15T16:00:00Z").value();
const model::Slot slot{ten, 60, "D-1", "OP2"};

std::string appointment(int number, const std::string& at, const std::string& note = "") {
  return R"({"AptNum":)" + std::to_string(number) +
         R"(,"PatNum":3,"AptStatus":"Scheduled","Pattern":"XXXXXXXXXXXX","Op":2,"ProvNum":1,"Note":")" +
         note + R"(","AptDateTime":")" + at + R"(","DateTStamp":"2024-10-21 09:00:00"})";
}

struct Book : testing::OpenDentalOffice {
  Book() {
    peer.on(
        "GET /api/v1/appointments/Slots*", 200,
        R"([{"DateTimeStart":"2024-11-15 08:00:00","DateTimeEnd":"2024-11-15 11:00:00","ProvNum":1,"OpNum":2}])");
    peer.on("GET /api/v1/appointments/9", 200, appointment(9, "2024-11-13 10:00:00"));
    peer.on("PUT /api/v1/appointments/9", 200, appointment(9, "2024-11-15 10:00:00"));
    peer.on("GET /api/v1/appointments?date=2024-11-15*", 200,
            "[" + appointment(9, "2024-11-15 10:00:00") + "]");
    peer.on("POST /api/v1/appointments", 201, appointment(12, "2024-11-15 10:00:00", "[hold LC-7 "));
    peer.on("PUT /api/v1/appointments/12/Break", 200, "");
  }
  testing::Ended move() {
    return peer.drive(*connector->seat({model::CaseId("LC-7"), model::PatientId("PT-3"),
                                        model::AppointmentId("A-9"), slot, ""}),
                      now);
  }
  testing::Ended hold() {
    return peer.drive(
        *connector->hold({model::CaseId("LC-7"), model::PatientId("PT-3"), slot, ten - base::days(1)}), now);
  }
  [[nodiscard]] std::string last_body(const std::string& method) const {
    std::string body;
    for (const auto& request : peer.asked)
      if (request.method == method) body = request.body;
    return body;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(open_dental_schedule, Book)

BOOST_AUTO_TEST_CASE(free_times_are_whole_gaps_in_the_offices_own_time) {
  const auto ended =
      peer.drive(*connector->free_times({"D-1", "OP2", 60, ten - base::hours(8), ten + base::days(3)}), now);
  BOOST_REQUIRE(ended.done->free_times.size() == 1U);
  BOOST_TEST((ended.done->free_times[0] ==
              model::FreeTime{base::parse_instant("2024-11-15T14:00:00Z").value(),
                              base::parse_instant("2024-11-15T17:00:00Z").value(), "D-1", "OP2"}));
  BOOST_TEST(peer.asked.back().target.find("lengthMinutes=60&ProvNum=1&OpNum=2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_visit_moves_by_its_time_and_place_alone) {
  const auto ended = move();
  BOOST_TEST(ended.done->found);
  BOOST_TEST(last_body("PUT") == R"({"AptDateTime":"2024-11-15 10:00:00","Op":2,"ProvNum":1})");
  BOOST_REQUIRE(ended.done->events.size() == 1U);
  const auto& booked = std::get<model::AppointmentBooked>(ended.done->events[0].happening);
  BOOST_TEST((booked.appointment.start == ten));
}

BOOST_AUTO_TEST_CASE(a_slot_that_is_taken_before_is_left_alone) {
  peer.on("GET /api/v1/appointments/Slots*", 200, "[]");
  BOOST_TEST(!move().done->found);
  BOOST_TEST(last_body("PUT") == "");
  BOOST_TEST(hold().done->hold == "");
  BOOST_TEST(last_body("POST") == "");
}

BOOST_AUTO_TEST_CASE(a_slot_that_is_taken_at_the_same_moment_is_given_up_again) {
  peer.on("GET /api/v1/appointments?date=2024-11-15*", 200,
          "[" + appointment(9, "2024-11-15 10:00:00") + "," + appointment(8, "2024-11-15 10:30:00") + "]");
  BOOST_TEST(!move().done->found);
  BOOST_TEST(last_body("PUT") == R"({"AptDateTime":"2024-11-13 10:00:00","Op":2,"ProvNum":1})");
  BOOST_TEST(hold().done->hold == "");
  BOOST_TEST(last_body("PUT") == R"({"sendToUnscheduledList":"false"})");
}

BOOST_AUTO_TEST_CASE(a_hold_says_that_it_is_one_and_until_when) {
  peer.on("GET /api/v1/appointments?date=2024-11-15*", 200,
          "[" + appointment(12, "2024-11-15 10:00:00", "[hold LC-7 ") + "]");
  BOOST_TEST(hold().done->hold == "A-12");
  BOOST_TEST(last_body("POST").find("[hold LC-7 until 2024-11-14 10:00:00]") != std::string::npos);
  BOOST_TEST(peer.drive(*connector->release("A-12"), now).done->acted);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::open_dental

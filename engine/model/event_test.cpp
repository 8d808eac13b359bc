#include "engine/model/event.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

base::Expected<std::optional<Happening>> happening(std::string_view type, std::string_view data) {
  return testing::read(data, [type](base::JsonValue value) { return read_happening(type, value); });
}

template <typename T>
T read_as(std::string_view type, std::string_view data) {
  const auto read = happening(type, data);
  BOOST_REQUIRE_MESSAGE(read.has_value(), testing::error_of(read));
  BOOST_REQUIRE(read->has_value());
  BOOST_REQUIRE(std::holds_alternative<T>(**read));
  return std::get<T>(**read);
}

BOOST_AUTO_TEST_SUITE(events)

BOOST_AUTO_TEST_CASE(every_type_of_the_log_format_is_read) {
  BOOST_TEST(read_as<PolicyChanged>("world.policy", R"({"phase":"auto"})").policy.min_clean_cases == 0);
  BOOST_TEST(read_as<LabProfileGiven>("lab.profile",
                                      R"({"lab":"x","time_zone":"UTC","cutoff":"15:00","working_days":["mon"],
    "products":[]})")
                 .profile->lab.text == "x");
  BOOST_TEST(read_as<CaseReady>("pms.case.ready", R"({"patient":"P"})").file.patient.text == "P");
  BOOST_TEST(read_as<CaseUpdated>("pms.case.updated", R"({ "notes" : "x" })").merge_patch ==
             R"({"notes":"x"})");
  BOOST_TEST(read_as<CaseCancelled>("pms.case.cancelled", R"({"reason":"moved away"})").reason ==
             "moved away");
  read_as<CaseReceived>("pms.case.received", "{}");
  read_as<CaseSeated>("pms.case.seated", "{}");
  BOOST_TEST(read_as<CaseFeedback>("pms.case.feedback", R"({"text":"high"})").text == "high");
  for (const std::string_view type : {"pms.appointment.booked", "pms.appointment.moved"})
    BOOST_TEST(read_as<AppointmentBooked>(
                   type, R"({"appointment":"A","patient":"P","start":"2024-10-21T09:00:00Z"})")
                   .appointment.id.text == "A");
  BOOST_TEST(read_as<AppointmentCancelled>("pms.appointment.cancelled", R"({"appointment":"A"})").id.text ==
             "A");
  BOOST_TEST(
      read_as<PatientUpdated>("pms.patient.updated", R"({"patient":"P","chart":{}})").patient.id.text == "P");
  BOOST_TEST(
      read_as<OrderAcknowledged>("lab.order.acknowledged", R"({"tracking":"T","ship_by":"2024-10-22"})")
          .ship_by == "2024-10-22");
  BOOST_TEST(read_as<OrderRejected>("lab.order.rejected", R"({"reasons":["a","b"]})").reasons.size() == 2U);
  const auto status = read_as<LabStatus>(
      "lab.case.status", R"({"tracking":"T","status":"Milling","sequence":3,"eta":"2024-10-21T09:00:00Z"})");
  BOOST_TEST(status.sequence == 3);
  BOOST_TEST(status.eta.has_value());
  BOOST_TEST(read_as<LabQuestion>("lab.case.question", R"({"question":"A3?"})").question == "A3?");
  BOOST_TEST(read_as<LabShipped>("lab.case.shipped", R"({"carrier":"UPS","delivery":null})").carrier ==
             "UPS");
  const auto decided = read_as<ReviewDecided>("people.review.decided",
                                              R"({"review":"R","by":"D","role":"dentist","decision":"correct",
    "changes":{"/prescription/shade":"A2"}})");
  BOOST_CHECK(decided.verdict == Verdict::correct);
  BOOST_TEST(decided.changes == R"({"/prescription/shade":"A2"})");
}

BOOST_AUTO_TEST_CASE(a_type_of_nobodys_is_no_error) {
  for (const std::string_view type :
       {"", "engine.order.sent", "lab.statement", "vendor.heartbeat", "pms.case"}) {
    const auto read = happening(type, R"({"anything":1})");
    BOOST_TEST((read.has_value() && !read->has_value()), type);
  }
}

BOOST_AUTO_TEST_CASE(data_that_does_not_fit_its_type_is_an_error) {
  struct Row {
    std::string_view type;
    std::string_view data;
  };
  const std::vector<Row> rows{
      {"lab.case.status", R"({"status":"Milling","sequence":"3"})"},
      {"lab.case.status", R"({"status":"Milling","sequence":-1})"},
      {"lab.case.status", R"({"status":"Milling"})"},
      {"lab.case.status", R"({"sequence":1})"},
      {"lab.case.status", R"({"status":"Milling","sequence":1,"eta":"soon"})"},
      {"pms.case.received", "[]"},
      {"pms.case.updated", "null"},
      {"pms.case.ready", "{}"},
      {"pms.appointment.moved", R"({"appointment":"A"})"},
      {"people.review.decided", R"({"review":"R","role":"dentist","decision":"maybe"})"},
      {"people.review.decided", R"({"review":"R","role":"dentist","decision":"correct","changes":[]})"},
      {"people.review.decided", R"({"role":"dentist","decision":"approve"})"}};
  for (const Row& row : rows)
    BOOST_TEST(!happening(row.type, row.data).has_value(), row.type << " " << row.data);
}

BOOST_AUTO_TEST_CASE(a_role_of_nobodys_may_decide_nothing) {
  BOOST_CHECK(read_as<ReviewDecided>("people.review.decided",
                                     R"({"review":"R","role":"janitor","decision":"approve"})")
                  .role == Role::auditor);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model

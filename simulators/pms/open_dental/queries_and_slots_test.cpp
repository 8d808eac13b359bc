// Short queries over labcase, free slots, planned and broken appointments.
#include "simulators/pms/open_dental/test_bench.hpp"

namespace articulator::simulators::open_dental {
namespace {

base::HttpResponse query(Bench& bench, std::string_view sql, std::string_view page = "") {
  return bench.ask("PUT", "/queries/ShortQuery" + std::string(page),
                   R"({"SqlCommand":")" + std::string(sql) + R"("})");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(open_dental_queries_and_slots)

BOOST_AUTO_TEST_CASE(a_short_query_finds_lab_cases_by_their_stamp) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.now = bench.now + base::hours(1);
  bench.act("case_ready",
            R"({"case":"LC-2","patient":"PT-2","lab":"glidewell","prescription":{"procedure":"crown"}})");
  BOOST_CHECK_EQUAL(
      query(bench, "SELECT LabCaseNum, DateTStamp FROM labcase WHERE DateTStamp >= '2024-10-21 10:00:00'")
          .body,
      R"([{"LabCaseNum":"2","DateTStamp":"2024-10-21 10:03:22"}])");
  BOOST_CHECK_EQUAL(
      query(bench, "select LabCaseNum from labcase where DateTStamp > '2024-10-21 10:03:22'").body, "[]");
  BOOST_CHECK_EQUAL(query(bench,
                          "SELECT LabCaseNum FROM labcase WHERE DateTimeRecd = '0001-01-01 00:00:00' AND "
                          "PatNum = 1 ORDER BY LabCaseNum;")
                        .body,
                    R"([{"LabCaseNum":"1"}])");
  BOOST_CHECK_EQUAL(query(bench, "SELECT LabCaseNum FROM labcase ORDER BY DateTStamp DESC").body,
                    R"([{"LabCaseNum":"2"},{"LabCaseNum":"1"}])");
  BOOST_CHECK_EQUAL(query(bench, "SELECT LabCaseNum FROM labcase", "?Offset=1").body,
                    R"([{"LabCaseNum":"2"}])");
  check_holds(query(bench, "SELECT * FROM labcase").body, R"("LabFee":"0.00")");
}

BOOST_AUTO_TEST_CASE(other_queries_are_refused_with_a_sentence) {
  Bench bench;
  struct Row {
    std::string_view sql;
    int status;
  };
  for (const Row& row :
       {Row{"DELETE FROM labcase", 401}, Row{"SELECT Shade FROM labcase", 400},
        Row{"SELECT LabCaseNum FROM patient", 400}, Row{"SELECT LabCaseNum", 400},
        Row{"SELECT LabCaseNum FROM labcase WHERE LabCaseNum < 3", 400},
        Row{"SELECT LabCaseNum FROM labcase WHERE DateTStamp >= 'soon'", 400},
        Row{"SELECT LabCaseNum FROM labcase WHERE Instructions = 'open", 400},
        Row{"SELECT LabCaseNum FROM labcase LIMIT 3", 400}, Row{"", 400}, Row{"SELECT", 400}}) {
    const base::HttpResponse answer = query(bench, row.sql);
    BOOST_CHECK_MESSAGE(answer.status == row.status, row.sql << ": " << answer.status);
    BOOST_CHECK(!answer.body.empty());
  }
  bench.act("remove_permission", R"({"permission":"ApiQueries"})");
  BOOST_CHECK_EQUAL(query(bench, "SELECT LabCaseNum FROM labcase").status, 401);
}

BOOST_AUTO_TEST_CASE(slots_are_the_opening_hours_less_the_appointments) {
  Bench bench;
  bench.act("case_ready", crown_case);  // 2024-11-06 09:00 to 10:00
  BOOST_CHECK_EQUAL(
      bench.ask("GET", "/appointments/Slots?date=2024-11-06&ProvNum=1&OpNum=1").body,
      R"([{"DateTimeStart":"2024-11-06 08:00:00","DateTimeEnd":"2024-11-06 09:00:00","ProvNum":1,"OpNum":1},)"
      R"({"DateTimeStart":"2024-11-06 10:00:00","DateTimeEnd":"2024-11-06 18:00:00","ProvNum":1,"OpNum":1}])");
  check_holds_not(bench.ask("GET", "/appointments/Slots?date=2024-11-06&lengthMinutes=90").body, "09:00:00");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments/Slots?date=2024-11-09").body, "[]");  // a Saturday
  check_holds(bench.ask("GET", "/appointments/Slots?date=2024-10-21").body,
              R"("DateTimeStart":"2024-10-21 09:05:00")");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments/Slots?date=2024-10-20").status, 400);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments/Slots?dateStart=2024-11-06&dateEnd=2034-11-06").status,
                    400);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments/Slots?ProvNum=77").status, 400);
}

BOOST_AUTO_TEST_CASE(a_planned_appointment_is_scheduled_as_a_new_one) {
  Bench bench;
  bench.act("case_ready", crown_case);
  check_holds(bench.ask("POST", "/appointments/Planned", R"({"PatNum":1,"procNums":[1]})").body,
              R"("AptNum":2,"PatNum":1,"AptStatus":"Planned")");
  bench.ask("PUT", "/labcases/1", R"({"PlannedAptNum":2})");
  const std::string made = bench
                               .ask("POST", "/appointments/SchedulePlanned",
                                    R"({"AptNum":2,"AptDateTime":"2024-11-12 09:00:00","ProvNum":1,"Op":1})")
                               .body;
  check_holds(made, R"("AptNum":3)");
  check_holds(made, R"("NextAptNum":2)");
  check_holds(bench.ask("GET", "/appointments/2").body, R"("AptStatus":"Planned")");
  check_holds(bench.ask("GET", "/labcases/1").body, R"("AptNum":3,"PlannedAptNum":2)");
  BOOST_CHECK_EQUAL(bench
                        .ask("POST", "/appointments/SchedulePlanned",
                             R"({"AptNum":3,"AptDateTime":"2024-11-12 09:00:00","ProvNum":1,"Op":1})")
                        .status,
                    400);
}

BOOST_AUTO_TEST_CASE(only_a_scheduled_appointment_can_be_broken) {
  Bench bench;
  bench.act("case_ready", crown_case);
  BOOST_CHECK_EQUAL(
      bench.ask("PUT", "/appointments/1/Break", R"({"sendToUnscheduledList":"true","breakType":"Missed"})")
          .status,
      200);
  check_holds(bench.ask("GET", "/appointments/1").body, R"("AptStatus":"UnschedList")");
  check_holds(bench.ask("GET", "/procedurelogs?PatNum=1").body, R"("procCode":"D9986")");
  BOOST_CHECK_EQUAL(bench.ask("PUT", "/appointments/1/Break", R"({"sendToUnscheduledList":"true"})").status,
                    400);
}

BOOST_AUTO_TEST_CASE(notes_are_appended_and_confirmations_are_definitions) {
  Bench bench;
  bench.act("case_ready", crown_case);
  for (const std::string_view note : {"first", "second"})
    BOOST_CHECK_EQUAL(
        bench.ask("PUT", "/appointments/1/Note", R"({"Note":")" + std::string(note) + R"("})").status, 200);
  check_holds(bench.ask("GET", "/appointments/1").body, R"("Note":"first second")");
  BOOST_CHECK_EQUAL(bench.ask("PUT", "/appointments/1/Confirm", R"({"confirmVal":"Confirmed"})").status, 200);
  check_holds(bench.ask("GET", "/appointments/1").body,
              R"("Confirmed":21,"confirmed":"Appointment Confirmed")");
  BOOST_CHECK_EQUAL(
      bench.ask("PUT", "/appointments/1/Confirm", R"({"confirmVal":"Sent","defNum":20})").status, 400);
}

BOOST_AUTO_TEST_CASE(insurance_history_says_the_latest_visit_of_each_category) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.ask("POST", "/procedurelogs/InsuranceHistory",
            R"({"PatNum":1,"InsSubNum":1,"insHistPrefName":"InsHistExamCodes","ProcDate":"2023-01-23"})");
  const std::string history = bench.ask("GET", "/procedurelogs/InsuranceHistory?PatNum=1&InsSubNum=1").body;
  check_holds(history, R"({"insHistPrefName":"InsHistExamCodes","procDate":"2023-01-23","ProcNum":2})");
  check_holds(history, R"({"insHistPrefName":"InsHistBWCodes","procDate":"No History","ProcNum":0})");
  check_holds(history, R"({"insHistPrefName":"InsHistPerioULCodes","procDate":"Not Set","ProcNum":0})");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental

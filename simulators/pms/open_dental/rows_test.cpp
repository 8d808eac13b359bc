// What rows look like and how they change: sentinels, strings for booleans, partial PUT, DateTStamp, local
// times.
#include "simulators/pms/open_dental/instructions.hpp"
#include "simulators/pms/open_dental/local_time.hpp"
#include "simulators/pms/open_dental/test_bench.hpp"

namespace articulator::simulators::open_dental {

BOOST_AUTO_TEST_SUITE(open_dental_rows)

BOOST_AUTO_TEST_CASE(no_date_is_the_first_of_january_of_year_one_and_booleans_are_text) {
  Bench bench;
  bench.act("case_ready", crown_case);
  const std::string row = bench.ask("GET", "/labcases/1").body;
  check_holds(row, R"("DateTimeRecd":"0001-01-01 00:00:00")");
  check_holds(row, R"("DateTimeSent":"2024-10-21 09:03:22")");
  check_holds(row, R"("DateTimeDue":"2024-11-04 17:00:00")");
  check_holds(row, R"("LabFee":0,)");
  check_holds(bench.ask("GET", "/patients/1").body, R"("Birthdate":"0001-01-01")");
  check_holds(bench.ask("GET", "/laboratories/1").body, R"("IsHidden":"false")");
}

BOOST_AUTO_TEST_CASE(a_put_changes_what_it_names_and_nothing_else) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.now = bench.now + base::hours(1);
  const std::string before = bench.ask("GET", "/labcases/1").body;
  const std::string answer =
      bench.ask("PUT", "/labcases/1", R"({"InvoiceNum":"271828","LabFee":17.5,"PatNum":9})").body;
  check_holds(answer, R"("InvoiceNum":"271828")");
  check_holds(answer, R"("LabFee":17.5)");
  check_holds(answer, R"("PatNum":1,)");
  check_holds(answer, R"("DateTimeSent":"2024-10-21 09:03:22")");
  BOOST_CHECK_EQUAL(answer.substr(0, answer.find("LabFee")), before.substr(0, before.find("LabFee")));
}

BOOST_AUTO_TEST_CASE(the_stamp_moves_on_a_real_change_only) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.now = bench.now + base::hours(1);
  check_holds(bench.ask("PUT", "/labcases/1", R"({"InvoiceNum":""})").body,
              R"("DateTStamp":"2024-10-21 09:03:22")");
  check_holds(bench.ask("PUT", "/labcases/1", R"({"InvoiceNum":"1"})").body,
              R"("DateTStamp":"2024-10-21 10:03:22")");
}

BOOST_AUTO_TEST_CASE(line_ends_come_back_as_spaces) {
  Bench bench;
  bench.act("case_ready", crown_case);
  check_holds(bench.ask("PUT", "/labcases/1", R"({"Instructions":"one\r\ntwo\nthree"})").body,
              R"("Instructions":"one two three")");
}

BOOST_AUTO_TEST_CASE(a_lab_case_takes_only_scheduled_appointments_and_known_rows) {
  Bench bench;
  bench.act("case_ready", crown_case);
  struct Row {
    std::string_view body;
    int status;
    std::string_view sentence;
  };
  for (const Row& row :
       {Row{R"({"AptNum":9})", 404, "Appointment not found"},
        Row{R"({"PlannedAptNum":1})", 400, "The appointment's AptStatus must be Planned"},
        Row{R"({"LaboratoryNum":9})", 404, "Laboratory not found"},
        Row{R"({"ProvNum":9})", 404, "Provider not found"},
        Row{R"({"DateTimeRecd":"soon"})", 400, "DateTimeRecd format must be yyyy-MM-dd HH:mm:ss"},
        Row{R"({"LabFee":"much"})", 400, "LabFee is invalid"},
        Row{R"({"Instructions":7})", 400, "Instructions is invalid"}}) {
    const base::HttpResponse answer = bench.ask("PUT", "/labcases/1", std::string(row.body));
    BOOST_CHECK_EQUAL(answer.status, row.status);
    BOOST_CHECK_EQUAL(answer.body, row.sentence);
  }
}

BOOST_AUTO_TEST_CASE(filters_together_must_all_hold) {
  Bench bench;
  bench.act("case_ready", crown_case);
  BOOST_CHECK_NE(bench.ask("GET", "/labcases?PatNum=1&ProvNum=1&AptNum=1").body, "[]");
  bench.act("patient_update", R"({"patient":"PT-2"})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/labcases?PatNum=2&AptNum=1").body, "[]");
}

BOOST_AUTO_TEST_CASE(appointments_changed_after_a_time_are_those_after_it) {
  Bench bench;
  bench.act("case_ready", crown_case);  // at 09:03:22
  BOOST_CHECK_NE(bench.ask("GET", "/appointments?DateTStamp=2024-10-21%2009%3A03%3A21").body, "[]");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments?DateTStamp=2024-10-21%2009%3A03%3A22").body, "[]");
  // Procedure logs: on or after.
  BOOST_CHECK_NE(bench.ask("GET", "/procedurelogs?DateTStamp=2024-10-21%2009%3A03%3A22").body, "[]");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/procedurelogs?DateTStamp=2024-10-21%2009%3A03%3A23").body, "[]");
}

BOOST_AUTO_TEST_CASE(dates_come_in_the_form_that_the_caller_wants) {
  Bench bench;
  bench.act("case_ready", crown_case);
  check_holds(bench.ask("GET", "/labcases/1?DateTimeFormatString=dd%2FMM%2Fyyyy%20HH%3Amm%3Ass%20zzz").body,
              R"("DateTimeSent":"21/10/2024 09:03:22 -05:00")");
  check_holds(bench.ask("GET", "/labcases/1").body, R"("DateTimeSent":"2024-10-21 09:03:22")");
}

BOOST_AUTO_TEST_CASE(times_are_the_offices_own_on_both_sides_of_a_clock_change) {
  Bench bench;
  bench.now = at("2024-11-03T06:30:00Z");  // 01:30 in Chicago, still summer time
  bench.act("case_ready", crown_case);
  check_holds(bench.ask("GET", "/labcases/1").body, R"("DateTStamp":"2024-11-03 01:30:00")");
  // The seat visit, in winter time: its wall clock is what counts.
  check_holds(bench.ask("GET", "/appointments/1").body, R"("AptDateTime":"2024-11-06 09:00:00")");
  bench.now = at("2024-11-03T07:30:00Z");  // 01:30 again, now in winter time
  check_holds(bench.ask("PUT", "/labcases/1", R"({"InvoiceNum":"1"})").body,
              R"("DateTStamp":"2024-11-03 01:30:00")");
  // A question by that time means the first of the two, so the later change is not lost.
  bench.ask("PUT", "/appointments/1", R"({"Note":"x"})");
  BOOST_CHECK_NE(bench.ask("GET", "/appointments?DateTStamp=2024-11-03%2001%3A30%3A00").body, "[]");
  bench.now = at("2024-03-10T07:59:59Z");  // 01:59:59; a second later it is 03:00:00
  BOOST_CHECK_EQUAL(
      format_local(local_date_time(bench.now + base::seconds(1), test_config().zone), Precision::date_time),
      "2024-03-10 03:00:00");
}

BOOST_AUTO_TEST_CASE(local_times_read_as_written) {
  struct Row {
    std::string_view text;
    std::string_view read;  // "": refused
  };
  for (const Row& row :
       {Row{"2024-10-21 14:03:22", "2024-10-21 14:03:22"}, Row{"2024-10-21", "2024-10-21 00:00:00"},
        Row{"0001-01-01 00:00:00", "0001-01-01 00:00:00"}, Row{"2024-02-30", ""},
        Row{"2024-10-21T14:03:22", ""}, Row{"2024-10-21 24:00:00", ""}, Row{"", ""}, Row{"10/21/2024", ""}}) {
    const auto read = parse_local(row.text);
    BOOST_CHECK_EQUAL(read ? format_local(*read, Precision::date_time) : "", row.read);
  }
}

BOOST_AUTO_TEST_CASE(instructions_are_free_text_an_rx_block_and_a_lab_block) {
  const std::string text =
      "Prefers mornings [not Mondays]. [Rx] procedure: crown; shade: A2%3B light [/Rx] [Lab] status: "
      "in_design; odd: x [/Lab]";
  const Instructions parsed = parse_instructions(text);
  BOOST_CHECK_EQUAL(parsed.notes, "Prefers mornings [not Mondays].");
  BOOST_CHECK_EQUAL(*parsed.rx->find("shade"), "A2; light");
  BOOST_CHECK_EQUAL(*parsed.lab->find("status"), "in_design");
  BOOST_CHECK_EQUAL(format_instructions(parsed), text);
  for (const std::string_view odd :
       {"", "[Rx]", "[/Rx][Rx]", "[Lab] x [/Rx]", "just words", "[Rx] a [/Rx]", "[Rx] a: %4"})
    BOOST_CHECK_NO_THROW(static_cast<void>(format_instructions(parse_instructions(odd))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental

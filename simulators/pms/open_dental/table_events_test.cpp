// Table events (DOMAIN.md 1.7): when they come, what is in them, what a failed delivery does.
#include "simulators/pms/open_dental/test_bench.hpp"

namespace articulator::simulators::open_dental {
namespace {

constexpr std::string_view to_engine =
    R"({"EndPointUrl":"engine:/webhooks/open-dental","Workstation":"","WatchTable":"Appointment","PollingSeconds":60})";

Bench subscribed(Config config = test_config(), std::string_view subscription = to_engine) {
  Bench bench(std::move(config));
  bench.act("case_ready", crown_case);
  bench.now = bench.now + base::minutes(10);  // 09:13:22
  BOOST_REQUIRE_EQUAL(bench.ask("POST", "/subscriptions", std::string(subscription)).status, 201);
  bench.now = bench.now + base::milliseconds(90'500);  // between two looks: 09:14:52.5
  bench.out = {};
  return bench;
}

void move(Bench& bench, std::string_view start = "2024-11-08T11:00:00-06:00") {
  bench.act("appointment_moved", R"({"appointment":"A-1","start":")" + std::string(start) + R"("})");
}

std::string due(Bench& bench) {
  const auto next = bench.office().next_due();
  return next ? base::format_instant(*next) : std::string("never");
}

// Lets the office do what is due next; how many messages that sent.
std::size_t look(Bench& bench) {
  const auto next = bench.office().next_due();
  if (!next) return 0;
  bench.now = std::max(bench.now, *next);
  bench.out.deliveries.clear();
  bench.office().advance(bench.now, bench.out);
  return bench.out.deliveries.size();
}

void answer_all(Bench& bench, int status) {
  for (const world::Delivery& delivery : std::vector(bench.out.deliveries))
    bench.office().answered(delivery.id, base::HttpResponse{status, {}, {}}, bench.now, bench.out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(open_dental_table_events)

BOOST_AUTO_TEST_CASE(a_change_is_sent_at_the_next_look) {
  Bench bench = subscribed();
  BOOST_CHECK_EQUAL(due(bench), "never");
  move(bench);
  BOOST_CHECK_EQUAL(due(bench), "2024-10-21T14:15:22.000Z");
  BOOST_REQUIRE_EQUAL(look(bench), 1U);
  const world::Delivery& delivery = bench.out.deliveries.front();
  BOOST_CHECK_EQUAL(delivery.to, "engine");
  BOOST_CHECK_EQUAL(delivery.request.method, "POST");
  BOOST_CHECK_EQUAL(delivery.request.target, "/webhooks/open-dental");
  BOOST_CHECK_EQUAL(*delivery.request.headers.find("Authorization"), "VzkmZEaUWOjnQX2z");
  BOOST_CHECK_EQUAL(*delivery.request.headers.find("Event-Type"), "WatchTable: Appointment");
  check_holds(delivery.request.body, R"([{"AptNum":1,"PatNum":1,"AptStatus":"Scheduled")");
  check_holds_not(delivery.request.body, "serverDateTime");
  BOOST_CHECK_EQUAL(due(bench), "never");  // one event at a time
  answer_all(bench, 200);
  BOOST_CHECK_EQUAL(due(bench), "never");
  check_holds(bench.ask("GET", "/subscriptions").body, R"("DateTimeStart":"2024-10-21 09:15:22")");
}

BOOST_AUTO_TEST_CASE(a_change_that_changes_nothing_sends_nothing) {
  Bench bench = subscribed();
  move(bench, "2024-11-06T09:00:00-06:00");
  bench.ask("PUT", "/appointments/1", R"({"Note":""})");
  BOOST_CHECK_EQUAL(due(bench), "never");
}

BOOST_AUTO_TEST_CASE(a_change_in_the_second_of_a_look_is_sent_twice) {
  Bench bench = subscribed();
  move(bench);
  look(bench);
  bench.now = bench.now + base::milliseconds(700);
  move(bench, "2024-11-08T12:00:00-06:00");
  answer_all(bench, 204);
  BOOST_CHECK_EQUAL(look(bench), 1U);
  answer_all(bench, 204);
  BOOST_CHECK_EQUAL(look(bench), 0U);
}

BOOST_AUTO_TEST_CASE(a_failed_delivery_is_sent_again_at_the_next_look) {
  Bench bench = subscribed();
  move(bench);
  look(bench);
  answer_all(bench, 500);
  BOOST_CHECK_EQUAL(due(bench), "2024-10-21T14:16:22.000Z");
  BOOST_REQUIRE_EQUAL(look(bench), 1U);
  bench.office().answered(bench.out.deliveries[0].id, base::CallFailure::timeout, bench.now, bench.out);
  BOOST_CHECK_EQUAL(look(bench), 1U);
  answer_all(bench, 200);
  BOOST_CHECK_EQUAL(look(bench), 0U);
}

BOOST_AUTO_TEST_CASE(what_failed_for_more_than_three_days_is_lost) {
  Bench bench = subscribed();
  move(bench);
  for (int tries = 0; tries < 3'000 && look(bench) == 1; ++tries)
    answer_all(bench, 503);
  BOOST_CHECK(bench.now >= at("2024-10-24T14:14:52Z"));
  BOOST_CHECK(bench.now < at("2024-10-24T14:17:00Z"));
  BOOST_CHECK_EQUAL(due(bench), "never");
}

BOOST_AUTO_TEST_CASE(a_closed_office_sends_nothing_until_it_opens) {
  Bench bench = subscribed();
  bench.now = at("2024-10-25T23:30:00Z");  // Friday, 18:30
  move(bench);
  BOOST_CHECK_EQUAL(due(bench), "2024-10-28T13:00:00.000Z");  // Monday, 08:00
  bench.now = at("2024-10-28T13:30:00Z");
  bench.act("office", R"({"open":false})");
  BOOST_CHECK_EQUAL(due(bench), "never");
  bench.now = at("2024-10-28T15:00:00Z");
  bench.act("office", R"({"open":true})");
  BOOST_CHECK_EQUAL(due(bench), "2024-10-28T15:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(looks_go_on_silently_while_nothing_changes) {
  Bench bench = subscribed();
  bench.now = at("2024-10-22T15:00:30Z");
  check_holds(bench.ask("GET", "/subscriptions").body, R"("DateTimeStart":"2024-10-22 10:00:00")");
  bench.now = at("2024-10-23T02:00:00Z");  // closed since 18:00
  check_holds(bench.ask("GET", "/subscriptions").body, R"("DateTimeStart":"2024-10-22 17:59:00")");
}

BOOST_AUTO_TEST_CASE(all_machines_send_where_no_workstation_is_named_and_none_where_another_is) {
  Config config = test_config();
  config.workstations = {"FRONT", "BACK"};
  Bench everybody = subscribed(config);
  move(everybody);
  BOOST_CHECK_EQUAL(look(everybody), 2U);
  BOOST_CHECK_EQUAL(*everybody.out.deliveries[1].request.headers.find("Workstation"), "BACK");
  Bench nobody = subscribed(config, R"({"EndPointUrl":"https://s.example/events?x=1","Workstation":"MOLLYR",
      "WatchTable":"Appointment","PollingSeconds":60})");
  move(nobody);
  BOOST_CHECK_EQUAL(due(nobody), "never");
}

BOOST_AUTO_TEST_CASE(a_web_address_keeps_its_path_and_name) {
  Bench bench = subscribed(test_config(), R"({"EndPointUrl":"https://s.example/events?x=1","Workstation":"A",
      "WatchTable":"Patient","PollingSeconds":60})");
  bench.act("opt_out", R"({"patient":"PT-1"})");
  BOOST_REQUIRE_EQUAL(look(bench), 1U);
  BOOST_CHECK_EQUAL(bench.out.deliveries[0].to, "url:https://s.example/events?x=1");
  BOOST_CHECK_EQUAL(bench.out.deliveries[0].request.target, "/events?x=1");
  check_holds(bench.out.deliveries[0].request.body, R"("TxtMsgOk":"No")");
}

BOOST_AUTO_TEST_CASE(a_deleted_appointment_has_its_own_event) {
  Bench bench = subscribed(test_config(),
                           R"({"EndPointUrl":"engine:/w","Workstation":"","WatchTable":"AppointmentDeleted",
      "PollingSeconds":60})");
  bench.act("appointment_cancelled", R"({"appointment":"A-1","deleted":true})");
  BOOST_REQUIRE_EQUAL(look(bench), 1U);
  check_holds(bench.out.deliveries[0].request.body, R"("AptNum":1)");
}

BOOST_AUTO_TEST_CASE(an_event_has_at_most_1000_rows_a_message) {
  Bench bench =
      subscribed(test_config(), R"({"EndPointUrl":"engine:/w","Workstation":"","WatchTable":"Patient",
      "PollingSeconds":60})");
  for (int i = 1; i <= 1500; ++i)
    bench.act("patient_update", R"({"patient":"PT-)" + std::to_string(i + 10) + R"("})");
  BOOST_REQUIRE_EQUAL(look(bench), 2U);
  bench.office().answered(bench.out.deliveries[0].id, base::HttpResponse{}, bench.now, bench.out);
  bench.office().answered(bench.out.deliveries[1].id, base::CallFailure::reset, bench.now, bench.out);
  BOOST_CHECK_EQUAL(look(bench), 2U);  // one of two failed: all again
}

BOOST_AUTO_TEST_CASE(lab_cases_cannot_be_watched) {
  Bench bench;
  BOOST_CHECK_EQUAL(bench
                        .ask("POST", "/subscriptions", R"({"EndPointUrl":"engine:/w","Workstation":"",
      "WatchTable":"LabCase","PollingSeconds":60})")
                        .status,
                    400);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental

// Keys, headers, permissions, paging and the throttle (DOMAIN.md 1.1, 1.2).
#include "simulators/pms/open_dental/test_bench.hpp"

namespace articulator::simulators::open_dental {

BOOST_AUTO_TEST_SUITE(open_dental_transport)

BOOST_AUTO_TEST_CASE(a_request_without_the_right_keys_is_401) {
  Bench bench;
  base::HttpRequest request = Bench::request("GET", "/laboratories");
  BOOST_CHECK_EQUAL(bench.send(request).response.status, 200);
  request.headers.set("Authorization", "ODFHIR NFF6i0KrXrxDkZHt/wrong");
  BOOST_CHECK_EQUAL(bench.send(request).response.status, 401);
  request.headers.list.erase(request.headers.list.begin());
  BOOST_CHECK_EQUAL(bench.send(request).response.status, 401);
}

BOOST_AUTO_TEST_CASE(a_request_without_content_type_is_400_also_a_get) {
  Bench bench;
  base::HttpRequest request = Bench::request("GET", "/laboratories");
  request.headers.list.pop_back();
  BOOST_CHECK_EQUAL(bench.send(request).response.status, 400);
}

BOOST_AUTO_TEST_CASE(an_unknown_resource_is_404_and_an_unknown_method_of_one_is_400) {
  Bench bench;
  BOOST_CHECK_EQUAL(bench.ask("GET", "/labcase").status, 404);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/").status, 404);
  BOOST_CHECK_EQUAL(bench.ask("DELETE", "/laboratories/1").status, 400);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/labcases/one").status, 400);
  BOOST_CHECK_EQUAL(bench.ask("PUT", "/labcases/99999999999999999999", "{}").status, 400);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_object_or_too_long_is_400) {
  Bench bench;
  for (const std::string_view body : {"", "[]", "{\"Description\":", "7"})
    BOOST_CHECK_EQUAL(bench.ask("POST", "/laboratories", std::string(body)).status, 400);
  const std::string long_text(16'800'001, 'x');
  BOOST_CHECK_EQUAL(bench.ask("POST", "/laboratories", "{\"Description\":\"" + long_text + "\"}").status,
                    400);
}

BOOST_AUTO_TEST_CASE(errors_are_bare_sentences) {
  Bench bench;
  bench.act("case_ready", crown_case);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/patients/9").body, "Patient not found");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/labcases?PatNum=9").body, "Patient not found");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/documents").body, "PatNum is required");
  BOOST_CHECK_EQUAL(bench.ask("POST", "/laboratories", "{}").body, "Description is required");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/providers?DateTStamp=yesterday").body,
                    "DateTStamp format must be yyyy-MM-dd HH:mm:ss");
}

BOOST_AUTO_TEST_CASE(a_disabled_key_and_a_missing_permission_are_401) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.act("remove_permission", R"({"permission":"ApiComm"})");
  BOOST_CHECK_EQUAL(bench.ask("POST", "/commlogs", R"({"PatNum":1,"Note":"x"})").status, 401);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/commlogs?PatNum=1").status, 200);
  bench.act("add_permission", R"({"permission":"ApiComm"})");
  BOOST_CHECK_EQUAL(bench.ask("POST", "/commlogs", R"({"PatNum":1,"Note":"x"})").status, 201);
  bench.act("key", R"({"enabled":false})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/commlogs?PatNum=1").status, 401);
  bench.act("key", R"({"enabled":true})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/commlogs?PatNum=1").status, 200);
}

BOOST_AUTO_TEST_CASE(an_econnector_that_is_down_answers_400) {
  Bench bench;
  bench.act("econnector", R"({"up":false})");
  const base::HttpResponse answer = bench.ask("GET", "/laboratories");
  BOOST_CHECK_EQUAL(answer.status, 400);
  check_holds(answer.body, "eConnector");
  bench.act("econnector", R"({"up":true})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/laboratories").status, 200);
}

BOOST_AUTO_TEST_CASE(requests_wait_for_one_second_each) {
  Bench bench;
  const base::HttpRequest request = Bench::request("GET", "/laboratories");
  BOOST_CHECK_EQUAL(bench.send(request).delay.count(), 0);
  BOOST_CHECK_EQUAL(bench.send(request).delay.count(), 1000);
  bench.now = bench.now + base::milliseconds(1500);
  BOOST_CHECK_EQUAL(bench.send(request).delay.count(), 500);
  bench.now = bench.now + base::minutes(1);
  BOOST_CHECK_EQUAL(bench.send(request).delay.count(), 0);
}

BOOST_AUTO_TEST_CASE(a_key_that_may_only_read_waits_five_seconds_and_a_local_one_not_at_all) {
  Config reading = test_config();
  reading.permissions = {"ApiReadAll"};
  Bench reader(std::move(reading));
  Config local = test_config();
  local.throttled = false;
  Bench nearby(std::move(local));
  const base::HttpRequest request = Bench::request("GET", "/laboratories");
  for (Bench* bench : {&reader, &nearby})
    bench->send(request);
  BOOST_CHECK_EQUAL(reader.send(request).delay.count(), 5000);
  BOOST_CHECK_EQUAL(nearby.send(request).delay.count(), 0);
}

BOOST_AUTO_TEST_CASE(who_waits_for_more_than_a_minute_gets_504_and_the_write_may_be_done) {
  Bench bench;
  bench.act("case_ready", crown_case);
  const base::HttpRequest note = Bench::request("POST", "/commlogs", R"({"PatNum":1,"Note":"x"})");
  int late = 0;
  for (int i = 0; i < 100; ++i) {
    const world::Reply reply = bench.send(note);
    BOOST_CHECK(reply.delay <= base::seconds(60));
    if (reply.response.status == 504) ++late;
  }
  BOOST_CHECK_EQUAL(late, 39);  // 61 had their turn within the minute
  bench.now = bench.now + base::hours(1);
  const std::string all = bench.ask("GET", "/commlogs?PatNum=1").body;
  std::size_t notes = 0;
  for (std::size_t at = all.find("CommlogNum"); at != std::string::npos; at = all.find("CommlogNum", at + 1))
    ++notes;
  BOOST_CHECK_GT(notes, 61U);
  BOOST_CHECK_LT(notes, 100U);
}

BOOST_AUTO_TEST_CASE(a_page_has_at_most_100_rows_and_the_rest_follows_by_offset) {
  Bench bench;
  for (int i = 0; i < 120; ++i) {
    bench.now = bench.now + base::minutes(2);
    bench.ask("POST", "/laboratories", R"({"Description":"Lab"})");
  }
  const auto count = [&](std::string_view path) {
    base::JsonParser parser;
    const base::HttpResponse answer = bench.ask("GET", path);
    bench.now = bench.now + base::minutes(2);
    return parser.parse(answer.body)->elements().size();
  };
  BOOST_CHECK_EQUAL(count("/laboratories"), 100U);
  BOOST_CHECK_EQUAL(count("/laboratories?Limit=500"), 100U);
  BOOST_CHECK_EQUAL(count("/laboratories?Limit=7"), 7U);
  BOOST_CHECK_EQUAL(count("/laboratories?Offset=100"), 21U);
  BOOST_CHECK_EQUAL(count("/laboratories?Offset=121"), 0U);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/laboratories?Limit=0").status, 400);
  BOOST_CHECK_EQUAL(bench.ask("GET", "/laboratories?Offset=-1").status, 400);
}

BOOST_AUTO_TEST_CASE(the_same_calls_give_the_same_answers) {
  const auto run = [] {
    Bench bench;
    bench.act("case_ready", crown_case);
    std::string all;
    for (const std::string_view path : {"/labcases", "/patients/1", "/appointments", "/documents?PatNum=1"})
      all += bench.ask("GET", path).body;
    return all;
  };
  BOOST_CHECK_EQUAL(run(), run());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental

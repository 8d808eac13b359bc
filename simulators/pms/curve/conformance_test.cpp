// The rules of Curve's wire, as simulators/pms/README.md has them, run request by request.
//
// A row is one request and what must come back: a status, and a piece of the body or of a header. The last
// line says how many hold.
#include "engine/base/json_reader.hpp"
#include "simulators/pms/curve/curve.hpp"
#include "simulators/pms/office/test_desk.hpp"

#include <array>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

struct Rule {
  std::string_view says;
  std::string_view method;
  std::string_view target;
  std::string_view if_match;  // empty: none
  std::string_view body;
  int status;
  std::string_view has;  // in the body
};

constexpr std::string_view note_body =
    R"({"patientId":"pt_0000001","labCaseId":"lc_0000001","body":"hello","externalId":"x-1"})";
constexpr std::string_view work_body =
    R"({"notes":"Patient prefers mornings.","labWork":{"stage":"submitted"}})";
const std::array<Rule, 33> rules{{
    {"the front page needs no key and says what is stylised", "GET", "/", "", "", 200, "stylised"},
    {"a resource that is not there", "GET", "/v1/nothing", "", "", 404, "problems/not-found"},
    {"a method that a resource has not", "DELETE", "/v1/lab-cases", "", "", 405, "method-not-allowed"},
    {"lab cases come as items", "GET", "/v1/lab-cases?limit=1", "", "", 200,
     R"("items":[{"id":"lc_0000001")"},
    {"a full page has a cursor", "GET", "/v1/lab-cases?limit=1", "", "", 200, "nextCursor"},
    {"a limit above 200", "GET", "/v1/lab-cases?limit=201", "", "", 400, "bad-limit"},
    {"a cursor that is none", "GET", "/v1/lab-cases?cursor=abc", "", "", 400, "bad-cursor"},
    {"a lab case", "GET", "/v1/lab-cases/lc_0000001", "", "", 200,
     R"("restoration":"crown","toothNumbers":["19"])"},
    {"its prescriber", "GET", "/v1/lab-cases/lc_0000001", "", "", 200,
     R"("licenseNumber":"DN10000","rxSigned":true)"},
    {"its files", "GET", "/v1/lab-cases/lc_0000001", "", "", 200, R"("sizeMm":[50,46,21])"},
    {"a lab case that is not there", "GET", "/v1/lab-cases/lc_0000009", "", "", 404, "not-found"},
    {"a write without If-Match", "PUT", "/v1/lab-cases/lc_0000001", "", work_body, 428,
     "precondition-required"},
    {"a write against an old version", "PUT", "/v1/lab-cases/lc_0000001", "\"lc_0000001.1\"", work_body, 412,
     "precondition-failed"},
    {"a write that lacks a member", "PUT", "/v1/lab-cases/lc_0000001", "*", R"({"labWork":null})", 422,
     "invalid"},
    {"a write against what stands", "PUT", "/v1/lab-cases/lc_0000001", "*", work_body, 200,
     R"("stage":"submitted")"},
    {"a body that is no JSON", "PUT", "/v1/lab-cases/lc_0000001", "*", "stage=1", 400, "bad-json"},
    {"a file that is not kept", "GET", "/v1/files/fi_0000001/content", "", "", 404, "not-found"},
    {"a patient's consents", "GET", "/v1/patients/pt_0000001", "", "", 200,
     R"("communication":{"text":"optedIn")"},
    {"a conversation", "GET", "/v1/patients/pt_0000001/messages?direction=inbound", "", "", 200,
     R"("body":"STOP")"},
    {"a direction that is none", "GET", "/v1/patients/pt_0000001/messages?direction=up", "", "", 400,
     "bad-direction"},
    {"a note", "POST", "/v1/chart-notes", "", note_body, 201, R"("id":"nt_0000001")"},
    {"the same note again: no key is looked at", "POST", "/v1/chart-notes", "", note_body, 201,
     R"("id":"nt_0000002")"},
    {"notes by externalId", "GET", "/v1/chart-notes?externalId=x-1", "", "", 200, R"("externalId":"x-1")"},
    {"notes of another externalId", "GET", "/v1/chart-notes?externalId=x-2", "", "", 200, R"({"items":[]})"},
    {"a message needs a channel", "POST", "/v1/messages", "", note_body, 422, "channel"},
    {"openings", "GET",
     "/v1/"
     "openings?from=2024-11-07T14%3A00%3A00Z&to=2024-11-07T23%3A00%3A00Z&minutes=60&operatoryId=op_0000001",
     "", "", 200, R"("operatoryId":"op_0000001")"},
    {"openings of no time", "GET", "/v1/openings?minutes=60", "", "", 400, "bad-question"},
    {"an appointment", "GET", "/v1/appointments/ap_0000001", "", "", 200, R"("status":"scheduled")"},
    {"an appointment that nobody may move so", "PUT", "/v1/appointments/ap_0000001", "", "{}", 428,
     "precondition"},
    {"a cancelled one", "POST", "/v1/appointments/ap_0000001/cancel", "", "{}", 200,
     R"("status":"cancelled")"},
    {"the feed from now on", "GET", "/v1/changes?from=now", "", "", 200, R"({"items":[],"nextCursor")"},
    {"the feed from the beginning", "GET", "/v1/changes?limit=1", "", "", 200, R"("hasMore":true)"},
    {"an endpoint", "POST", "/v1/webhook-endpoints", "",
     R"({"url":"engine:/webhooks/curve","events":["patient"]})", 201, R"("id":"we_1")"},
}};

struct Bench {
  std::unique_ptr<world::Simulator> curve;
  base::Instant now = office::at("2024-10-21T14:03:22Z");
  world::SimulatorOutputs out;
  base::JsonParser parser;

  Bench() {
    Config config;
    config.api_key = "key";
    config.webhook_secret = "secret";
    config.zone = base::TimeZone::find("America/Chicago").value();
    config.labs = {"Glidewell"};
    curve = make_curve(std::move(config));
    act("case_ready", std::string(office::crown_case));
    std::string second(office::crown_case);
    second.replace(second.find("LC-1"), 4, "LC-2").replace(second.find("A-1"), 3, "A-2");
    act("case_ready", second);
    act("patient_says", R"({"patient":"PT-1","text":"STOP"})");
  }

  void act(std::string_view verb, const std::string& arguments) {
    const auto parsed = parser.parse(arguments);
    BOOST_REQUIRE(parsed.has_value());
    const auto done = curve->act(verb, *parsed, now, out);
    BOOST_REQUIRE_MESSAGE(done.has_value(), verb << ": " << (done ? "" : done.error().text()));
  }

  base::HttpResponse ask(std::string_view method, std::string_view target, std::string_view if_match = {},
                         std::string_view body = {}, bool with_key = true) {
    base::HttpRequest request{std::string(method), std::string(target), {}, std::string(body)};
    if (with_key) request.headers.set("X-Api-Key", "key");
    if (!if_match.empty()) request.headers.set("If-Match", std::string(if_match));
    return curve->handle(request, now, out).response;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(curve_conformance)

BOOST_AUTO_TEST_CASE(what_is_said_of_the_wire_holds) {
  Bench bench;
  std::size_t hold = 0;
  for (const Rule& rule : rules) {
    const auto answer = bench.ask(rule.method, rule.target, rule.if_match, rule.body, rule.target != "/");
    const bool holds = answer.status == rule.status && answer.body.find(rule.has) != std::string::npos;
    BOOST_CHECK_MESSAGE(holds, rule.says << ": " << answer.status << " " << answer.body);
    if (holds) ++hold;
    const std::string* type = answer.headers.find("Content-Type");
    if (answer.status >= 400) BOOST_TEST((type != nullptr && *type == "application/problem+json"));
  }
  BOOST_TEST_MESSAGE(fmt::format("Curve conformance: {} of {} hold", hold, rules.size()));
  fmt::print("Curve conformance: {} of {} hold\n", hold, rules.size());
}

BOOST_AUTO_TEST_CASE(without_the_key_nothing_is_shown) {
  Bench bench;
  BOOST_TEST(bench.ask("GET", "/v1/lab-cases", {}, {}, false).status == 401);
}

BOOST_AUTO_TEST_CASE(a_cursor_leads_through_all_pages_and_expires) {
  Bench bench;
  const auto first = bench.ask("GET", "/v1/lab-cases?limit=1");
  const auto parsed = bench.parser.parse(first.body);
  const std::string cursor(parsed->find("nextCursor")->text().value());
  const std::string target = "/v1/lab-cases?limit=1&cursor=" + base::percent_encode(cursor);
  BOOST_TEST(bench.ask("GET", target).body.find("lc_0000002") != std::string::npos);
  BOOST_TEST(bench.ask("GET", "/v1/patients?cursor=" + base::percent_encode(cursor)).status == 400);
  bench.act("curve_expire_cursors", "{}");
  BOOST_TEST(bench.ask("GET", target).status == 410);
}

BOOST_AUTO_TEST_CASE(a_webhook_that_is_not_answered_comes_again_and_then_no_more) {
  Bench bench;
  bench.ask("POST", "/v1/webhook-endpoints", {}, R"({"url":"engine:/w","events":["patient"]})");
  bench.out = {};
  bench.act("patient_update", R"({"patient":"PT-1","consent":{"sms":false}})");
  std::size_t sent = 0;
  for (int hours = 0; hours < 10; ++hours) {
    while (!bench.out.deliveries.empty()) {
      const auto deliveries = std::exchange(bench.out.deliveries, {});
      for (const world::Delivery& one : deliveries) {
        ++sent;
        BOOST_TEST(one.request.headers.find("Curve-Signature")->starts_with("t="));
        bench.curve->answered(one.id, base::text_response(503, "busy"), bench.now, bench.out);
      }
    }
    const auto due = bench.curve->next_due();
    if (!due) break;
    bench.now = *due;
    bench.curve->advance(bench.now, bench.out);
  }
  BOOST_TEST(sent >= 5U);
  BOOST_TEST(sent <= 6U);  // once more where it was sent twice
  BOOST_TEST(!bench.curve->next_due().has_value());
}

BOOST_AUTO_TEST_CASE(two_secrets_sign_while_one_rotates) {
  Bench bench;
  bench.ask("POST", "/v1/webhook-endpoints", {}, R"({"url":"engine:/w","events":["patient"]})");
  bench.act("curve_rotate_secret", "{}");
  bench.out = {};
  bench.act("curve_delay_next", R"({"by":"1s"})");
  bench.act("patient_update", R"({"patient":"PT-1","consent":{"sms":false}})");
  bench.now = bench.now + base::seconds(1);
  bench.curve->advance(bench.now, bench.out);
  BOOST_REQUIRE(!bench.out.deliveries.empty());
  const std::string& header = *bench.out.deliveries.front().request.headers.find("Curve-Signature");
  BOOST_TEST(header.find("v1=") != header.rfind("v1="));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::curve

#define BOOST_TEST_DYN_LINK
#include "engine/workflow/engine.hpp"

#include "engine/workflow/wires_test.hpp"

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::workflow;
using namespace articulator::workflow::test;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

model::LabStatus lab_status(const std::string& word, std::int64_t sequence) {
  return {"GLW-1", word, sequence, {}};
}

model::CaseFile case_without_shade() {
  model::CaseFile file = good_case();
  file.prescription.shade = {};
  return file;
}

model::PatientUpdated patient_who_texts() {
  model::Patient patient;
  patient.id = model::PatientId("PT-1");
  patient.sms = true;
  return {patient};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine)

BOOST_AUTO_TEST_CASE(an_approved_case_is_ordered_once_and_its_tracking_number_written_back) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  BOOST_REQUIRE_EQUAL(rig.records("review.opened").size(), 1U);
  BOOST_CHECK_EQUAL(rig.calls_to("/submit").size(), 0U);
  BOOST_CHECK(holds(rig.get("/v1/reviews"), R"("review":"LC-1-r1")"));
  const auto reply = rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token");
  BOOST_CHECK_EQUAL(reply.status, 200);
  BOOST_CHECK_EQUAL(reply.body, R"({"decision":"approve","review":"LC-1-r1"})");
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), 1U);
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted/LC-1").size(), 1U);
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-1").size(), 1U);
  BOOST_CHECK(holds(rig.get("/v1/cases/LC-1"), R"("stage":"submitted","tracking":"GLW-1")"));
  BOOST_CHECK_EQUAL(rig.get("/v1/reviews"), R"({"reviews":[]})");
}

BOOST_AUTO_TEST_CASE(a_decision_needs_a_known_person_an_open_review_and_the_role) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{case_without_shade()});
  const std::string place = "/v1/reviews/LC-1-r1";
  struct Row {
    std::string target, body, token;
    int status;
  };
  for (const Row& row : {
           Row{place, R"({"decision":"approve"})", "", 401},
           Row{place, R"({"decision":"approve"})", "somebody-else", 401},
           Row{"/v1/reviews/LC-1-r9", R"({"decision":"approve"})", "dentist-token", 404},
           Row{"/v1/reviews/%FF%00", R"({"decision":"approve"})", "dentist-token", 404},
           Row{place, R"({"decision":"approve"})", "coordinator-token", 403},
           Row{place, R"({"decision":"approve"})", "desk-token", 403}, Row{place, "", "dentist-token", 400},
           Row{place, "{", "dentist-token", 400}, Row{place, "[]", "dentist-token", 400},
           Row{place, std::string(100, '['), "dentist-token", 400},
           Row{place, "{\"decision\":\"\xff\"}", "dentist-token", 400},
           Row{place, R"({"decision":"maybe"})", "dentist-token", 400},
           Row{place, R"({"decision":1})", "dentist-token", 400},
           Row{place, R"({"decision":"correct","changes":["/a"]})", "dentist-token", 400},
           Row{place, R"({"decision":"correct","changes":{"/prescription/teeth":5}})", "dentist-token", 400},
           Row{place, R"({"decision":"approve","changes":{"/prescription/shade":"A2"}})", "dentist-token",
               400},
           Row{place, R"({"decision":"approve","answer":")" + std::string(70'000, 'a') + "\"}",
               "dentist-token", 413},
           Row{place, R"({"decision":"approve"})", "dentist-token", 409},  // no shade: a blocker stands
       }) {
    const auto reply = rig.post(row.target, row.body, row.token);
    BOOST_CHECK_MESSAGE(reply.status == row.status, row.body << " by " << row.token << ": " << reply.status);
    BOOST_CHECK(holds(reply.body, R"("what":")"));
  }
  BOOST_CHECK_EQUAL(rig.records("review.refused").size(), 18U);
  BOOST_CHECK_EQUAL(rig.records("review.decided").size(), 0U);
  const auto reply =
      rig.post(place, R"({"decision":"correct","changes":{"/prescription/shade":"A2"}})", "dentist-token");
  BOOST_CHECK_EQUAL(reply.status, 200);
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), 1U);
  BOOST_REQUIRE_EQUAL(rig.records("review.decided").size(), 1U);
  BOOST_CHECK_EQUAL(rig.records("review.decided")[0].actor, "D-1");
  BOOST_CHECK_EQUAL(rig.records("review.decided")[0].data,
                    R"({"answered":false,"changed":["/prescription/shade"],"decision":"correct",)"
                    R"("review":"LC-1-r1","role":"dentist"})");
}

BOOST_AUTO_TEST_CASE(a_webhook_is_applied_refused_or_nobodys) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  base::HttpRequest message{"POST", "/webhooks/glidewell", {}, "Case Received"};
  BOOST_CHECK_EQUAL(rig.request(message).status, 401);  // no signature: no practice's
  message.headers.set("Signature", "bad");
  BOOST_CHECK_EQUAL(rig.request(message).status, 401);
  BOOST_CHECK_EQUAL(rig.records("webhook.refused").size(), 2U);
  BOOST_CHECK_EQUAL(rig.calls_to("/status").size(), 0U);
  message.headers.set("Signature", "good");
  BOOST_CHECK_EQUAL(rig.request(message).status, 200);
  BOOST_CHECK_EQUAL(rig.records("webhook.received").size(), 1U);
  BOOST_CHECK_EQUAL(rig.calls_to("/status-received/LC-1").size(), 1U);
  message.body = std::string(1024UL * 1024 + 1, 'x');
  BOOST_CHECK_EQUAL(rig.request(message).status, 413);
  message = {"POST", "/webhooks/nobody", {}, "{}"};
  BOOST_CHECK_EQUAL(rig.request(message).status, 401);
  BOOST_CHECK_EQUAL(rig.records("webhook.refused").size(), 4U);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_found) {
  Rig rig;
  for (const char* target :
       {"/", "/v1", "/v2/reviews", "/v1/nothing", "/v1/cases", "/v1/cases/LC-404", "/v1/audit/x/y"})
    BOOST_CHECK_EQUAL(rig.engine().query({"GET", target, {}, {}}).status, 404);
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews", "{}", "dentist-token").status, 404);
  BOOST_CHECK_EQUAL(rig.request({"DELETE", "/v1/reviews/LC-1-r1", {}, {}}).status, 404);
  BOOST_CHECK_EQUAL(rig.request({"GET", "/v1/capabilities", {}, {}}).status, 200);
}

BOOST_AUTO_TEST_CASE(phase_monitor_writes_to_nobody) {
  Rig rig(R"("phase":"monitor")");
  rig.pms_says("LC-1", patient_who_texts());
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.lab_says("LC-1", model::OrderAcknowledged{"GLW-1", "2024-10-30"});
  rig.lab_says("LC-1", lab_status("Case Received", 1));
  rig.run(base::days(1));
  BOOST_CHECK_EQUAL(rig.records("rx.validated").size(), 1U);
  for (const SeenCall& call : rig.calls_to("/"))
    BOOST_CHECK_MESSAGE(call.target == "/poll" || call.target == "/mirror/LC-1", call.target);
}

BOOST_AUTO_TEST_CASE(approval_days_fall_at_each_local_midnight_and_inbound_news_is_shown_until_then) {
  Rig rig(R"("phase":"auto","approval_days_left":2)");
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  BOOST_CHECK_EQUAL(rig.calls_to("/submit").size(), 0U);
  rig.lab_says("LC-1", lab_status("Case Received", 1));
  BOOST_CHECK(holds(rig.get("/v1/notices"),
                    R"("detail":"Case Received","practice":"p-01","what":"lab.case.status")"));
  rig.run(base::days(3));
  const auto changed = rig.records("policy.changed");
  BOOST_REQUIRE_EQUAL(changed.size(), 3U);  // given at the start, then one a midnight
  BOOST_CHECK_EQUAL(base::format_instant(changed[1].at), "2024-10-22T05:00:00.000Z");
  BOOST_CHECK(holds(changed[1].data, R"("approval_days_left":1)"));
  BOOST_CHECK_EQUAL(base::format_instant(changed[2].at), "2024-10-23T05:00:00.000Z");
  rig.lab_says("LC-1", lab_status("In Design", 2));
  BOOST_CHECK(!holds(rig.get("/v1/notices"), "In Design"));
}

BOOST_AUTO_TEST_CASE(a_message_that_an_outage_kept_back_does_not_go_out_at_night) {
  struct Row {
    bool moved_on;
    std::size_t sent;
  };
  for (const Row row : {Row{false, 1}, Row{true, 0}}) {
    Rig rig(R"("phase":"assist","notify":["received"])");
    rig.pms_says("LC-1", patient_who_texts());
    rig.pms_says("LC-1", model::CaseReady{good_case()});
    rig.run(base::hours(11) + base::minutes(30));  // 20:32 local
    rig.peer = [](const Call& call) -> Outcome {
      if (call.request.target.starts_with("/notify")) return base::CallFailure::refused;
      return base::json_response(200, "{}");
    };
    rig.lab_says("LC-1", lab_status("Case Received", 1));
    rig.run(base::hours(1));
    rig.peer = [](const Call&) { return base::json_response(200, "{}"); };
    const std::size_t tried = rig.calls_to("/notify").size();
    BOOST_CHECK_GE(tried, 3U);
    if (row.moved_on) rig.lab_says("LC-1", lab_status("In Design", 2));
    rig.run(base::hours(9));
    BOOST_CHECK_EQUAL(rig.calls_to("/notify").size(), tried);
    rig.run(base::hours(3));
    BOOST_CHECK_EQUAL(rig.calls_to("/notify").size(), tried + row.sent);
  }
}

BOOST_AUTO_TEST_CASE(a_cancellation_that_the_lab_refuses_goes_to_a_person) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token");
  rig.peer = [](const Call& call) {
    return base::json_response(call.request.target.starts_with("/cancel") ? 409 : 200, "{}");
  };
  rig.pms_says("LC-1", model::CaseCancelled{"moved away"});
  BOOST_CHECK_EQUAL(rig.calls_to("/cancel-GLW-1/LC-1").size(), 1U);
  BOOST_REQUIRE_EQUAL(rig.records("review.opened").size(), 2U);
  BOOST_CHECK(holds(rig.records("review.opened")[1].data, "DSP-10"));
  BOOST_CHECK_EQUAL(rig.records("task.refused").size(), 1U);
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_labs_question_goes_back_to_the_lab) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token");
  rig.lab_says("LC-1", model::LabQuestion{"Which shade guide?"});
  BOOST_CHECK(holds(rig.get("/v1/reviews"), "Which shade guide?"));
  BOOST_CHECK_EQUAL(
      rig.post("/v1/reviews/LC-1-r2", R"({"decision":"reject","answer":"VITA classical."})", "dentist-token")
          .status,
      200);
  BOOST_CHECK_EQUAL(rig.calls_to("/answer/LC-1").size(), 1U);
}

BOOST_AUTO_TEST_CASE(every_call_is_on_record_and_its_answer_unless_a_poll_was_merely_answered) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token");
  BOOST_CHECK_EQUAL(rig.records("call.sent").size(), rig.calls_to("/").size());
  BOOST_CHECK_EQUAL(rig.records("call.answered").size(),
                    rig.calls_to("/").size() - rig.calls_to("/poll").size());
  BOOST_CHECK_GT(rig.records("call.answered").size(), 0U);
  const std::string cause = rig.records("order.sent").at(0).correlation;
  BOOST_CHECK_EQUAL(rig.records("pms.status").at(0).correlation, cause);
  BOOST_CHECK_EQUAL(rig.records("lab.order.acknowledged").at(0).correlation, cause);
  std::uint64_t sequence = 0;
  for (const auto& record : rig.engine().audit().records()) {
    BOOST_CHECK_EQUAL(record.sequence, ++sequence);
    BOOST_CHECK(!holds(record.data, "Diaz"));
  }
}

BOOST_AUTO_TEST_CASE(the_end_of_a_case_is_on_record) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.lab_says("LC-1", model::OrderAcknowledged{"GLW-1", "2024-10-30"});
  rig.pms_says("LC-1", model::CaseReceived{});
  BOOST_CHECK_EQUAL(rig.records("case.closed").size(), 0U);
  rig.pms_says("LC-1", model::CaseSeated{});
  BOOST_REQUIRE_EQUAL(rig.records("case.closed").size(), 1U);
  BOOST_CHECK_EQUAL(rig.records("case.closed")[0].data, R"({"stage":"closed"})");
}

BOOST_AUTO_TEST_CASE(the_audit_is_read_in_pages) {
  Rig rig;
  rig.run(base::hours(60));
  const std::size_t records = rig.engine().audit().records().size();
  BOOST_REQUIRE_GT(records, 5000U);
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  const std::string after = "/v1/audit?after=" + std::to_string(records - 3);
  BOOST_CHECK_EQUAL(lines(rig.get(after)), 3);
  BOOST_CHECK_EQUAL(lines(rig.get("/v1/audit")),
                    static_cast<std::ptrdiff_t>(std::min<std::size_t>(records, 10'000)));
  BOOST_CHECK_EQUAL(rig.get("/v1/audit?after=99999999"), "");
  for (const char* bad : {"/v1/audit?after=-1", "/v1/audit?after=x",
                          "/v1/audit?after=", "/v1/audit?after=99999999999999999999"})
    BOOST_CHECK_EQUAL(rig.engine().query({"GET", bad, {}, {}}).status, 400);
}

BOOST_AUTO_TEST_CASE(the_same_inputs_give_the_same_audit) {
  const auto story = [] {
    Rig rig;
    rig.peer = [](const Call& call) -> Outcome {
      if (call.id % 3 == 0) return base::CallFailure::timeout;
      return base::json_response(call.id % 5 == 0 ? 503 : 200, "{}");
    };
    rig.pms_says("LC-1", model::CaseReady{good_case()});
    rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token");
    rig.run(base::hours(2));
    return rig.get("/v1/audit");
  };
  BOOST_CHECK_EQUAL(story(), story());
}

BOOST_AUTO_TEST_CASE(a_second_answer_to_a_call_changes_nothing) {
  News news;
  const base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();
  auto engine = Engine::make(bench_of(R"("phase":"assist")"), now, plain_connectors(news)).value();
  const Outputs first = engine->step({now, Due{}});
  BOOST_REQUIRE_EQUAL(first.calls.size(), 1U);
  const Answer answer{first.calls[0].id, base::json_response(200, "{}")};
  engine->step({now, answer});
  const std::size_t records = engine->audit().records().size();
  engine->step({now, answer});
  engine->step({now, Answer{77, base::CallFailure::timeout}});
  BOOST_CHECK_EQUAL(engine->audit().records().size(), records);
}

BOOST_AUTO_TEST_SUITE_END()

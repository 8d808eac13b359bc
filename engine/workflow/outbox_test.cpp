// Retries, circuits, lanes and dead letters, as seen from outside the engine (RES-01, 02, 04).
#define BOOST_TEST_DYN_LINK
#include "engine/workflow/wires_test.hpp"

#include <map>

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::workflow;
using namespace articulator::workflow::test;

namespace {

const model::OrderAcknowledged acknowledged{"GLW-1", "2024-10-30"};

base::HttpResponse status(int code, const std::string& retry_after = {}) {
  base::HttpResponse response = base::json_response(code, "{}");
  if (!retry_after.empty()) response.headers.set("Retry-After", retry_after);
  return response;
}

// Fails what is asked of a target that begins so.
auto failing(std::string prefix, Outcome outcome) {
  return [prefix = std::move(prefix), outcome = std::move(outcome)](const Call& call) -> Outcome {
    if (call.request.target.starts_with(prefix)) return outcome;
    return status(200);
  };
}

auto down(std::string origin) {
  return [origin = std::move(origin)](const Call& call) -> Outcome {
    if (call.origin == origin) return base::CallFailure::refused;
    return status(200);
  };
}

// A case that its lab has acknowledged, so that status and note are to be written.
void acknowledge(Rig& rig, const std::string& id) {
  rig.pms_says(id, model::CaseReady{good_case()});
  rig.lab_says(id, acknowledged);
}

std::int64_t gap_ms(const std::vector<SeenCall>& calls, std::size_t n) {
  return (calls.at(n + 1).at - calls.at(n).at).count();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox)

BOOST_AUTO_TEST_CASE(a_write_that_fails_is_tried_again_after_doubling_waits_until_it_is_done) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(400 + 29));
  acknowledge(rig, "LC-1");
  rig.run(base::minutes(1));
  rig.peer = failing("none", status(200));
  rig.run(base::minutes(10));
  const auto calls = rig.calls_to("/status-submitted");
  BOOST_REQUIRE_GE(calls.size(), 5U);
  for (std::size_t n = 0; n + 1 < calls.size(); ++n) {
    const std::int64_t whole = 1000LL << n;
    BOOST_CHECK_GE(gap_ms(calls, n) * 2, whole);
    BOOST_CHECK_LE(gap_ms(calls, n), whole);
  }
  BOOST_CHECK_EQUAL(rig.records("task.done").size(), 2U);  // status and note
}

BOOST_AUTO_TEST_CASE(retry_after_is_obeyed_by_all_that_goes_to_that_peer) {
  Rig rig;
  acknowledge(rig, "LC-0");
  rig.peer = failing("/status-submitted", status(429, "120"));
  acknowledge(rig, "LC-1");
  const base::Instant told = rig.calls_to("/status-submitted/LC-1").at(0).at;
  const std::size_t polls = rig.calls_to("/poll").size();
  rig.run(told + base::seconds(119) - rig.now());
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted/LC-1").size(), 1U);
  BOOST_CHECK_EQUAL(rig.calls_to("/poll").size(), polls);  // the PMS's; the lab's comes in ten minutes
  rig.run(base::seconds(1));
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted/LC-1").size(), 2U);
}

BOOST_AUTO_TEST_CASE(after_five_failures_in_a_row_a_peer_is_left_alone_for_half_a_minute_then_probed_once) {
  Rig rig;
  for (const char* id : {"LC-1", "LC-2", "LC-3"})
    rig.pms_says(id, model::CaseReady{good_case()});
  rig.peer = down("http://pms");
  for (const char* id : {"LC-1", "LC-2", "LC-3"})
    rig.lab_says(id, acknowledged);
  rig.run(base::minutes(20));
  const auto opened = rig.records("circuit.opened");
  BOOST_REQUIRE_EQUAL(opened.size(), 1U);
  std::map<std::int64_t, int> per_instant;
  for (const SeenCall& call : rig.calls_to("/"))
    if (call.at > opened[0].at && call.target != "/poll") ++per_instant[call.at.ms_since_epoch];
  std::int64_t last = opened[0].at.ms_since_epoch;
  for (const auto& [at, count] : per_instant) {
    BOOST_CHECK_EQUAL(count, 1);
    BOOST_CHECK_GE(at - last, 30'000);
    last = at;
  }
  rig.peer = failing("none", status(200));
  rig.run(base::minutes(1));
  BOOST_CHECK_EQUAL(rig.records("circuit.closed").size(), 1U);
  // The outage's end is seen by a poll, and nobody sits out the rest of a long backoff.
  for (const char* id : {"/note/LC-1", "/note/LC-2", "/note/LC-3"})
    BOOST_CHECK_EQUAL(rig.calls_to(id).size(), 1U);
}

BOOST_AUTO_TEST_CASE(after_a_day_it_is_a_dead_letter_and_the_lane_goes_on) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(503));
  acknowledge(rig, "LC-1");
  rig.run(base::hours(25));
  const auto letters = rig.records("dead_letter");
  BOOST_REQUIRE_EQUAL(letters.size(), 1U);
  BOOST_CHECK_EQUAL(letters[0].case_id, "LC-1");
  BOOST_CHECK(letters[0].data.find(R"("errand":"pms.status","error":"503")") != std::string::npos);
  BOOST_CHECK(letters[0].at - rig.calls_to("/status-submitted").at(0).at >=
              base::hours(23) + base::minutes(54));
  BOOST_CHECK(letters[0].at - rig.calls_to("/status-submitted").at(0).at <= base::hours(24));
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-1").size(), 1U);
  BOOST_CHECK(rig.get("/v1/dead-letters").find(R"("dead_letter":1,)") != std::string::npos);
}

// Friday evening to Monday morning is more than the budget of a day.
BOOST_AUTO_TEST_CASE(a_night_that_the_pms_announced_counts_for_nobodys_budget) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(503, "216000"));  // 60 hours
  acknowledge(rig, "LC-1");
  rig.run(base::hours(59));
  BOOST_CHECK_EQUAL(rig.records("dead_letter").size(), 0U);
  rig.peer = failing("/status-submitted", status(503));  // up again, and the write still fails
  rig.run(base::hours(20));
  BOOST_CHECK_EQUAL(rig.records("dead_letter").size(), 0U);
  rig.run(base::hours(6));
  BOOST_CHECK_EQUAL(rig.records("dead_letter").size(), 1U);
}

BOOST_AUTO_TEST_CASE(a_pms_that_announces_one_night_after_the_other_is_not_waited_for_for_ever) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(503, "80000"));
  acknowledge(rig, "LC-1");
  rig.run(base::days(4));
  BOOST_CHECK_EQUAL(rig.records("dead_letter").size(), 0U);
  rig.run(base::days(3));
  BOOST_CHECK(rig.records("dead_letter").size() > 0U);
}

BOOST_AUTO_TEST_CASE(a_dead_letter_is_redriven_by_an_administrator_or_the_lab_coordinator) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(400));  // refused outright: no use in waiting a day
  acknowledge(rig, "LC-1");
  BOOST_REQUIRE_EQUAL(rig.records("dead_letter").size(), 1U);
  rig.peer = failing("none", status(200));
  const std::string place = "/v1/dead-letters/1/redrive";
  BOOST_CHECK_EQUAL(rig.post(place, "").status, 401);
  BOOST_CHECK_EQUAL(rig.post(place, "", "dentist-token").status, 403);
  BOOST_CHECK_EQUAL(rig.records("redrive.refused").size(), 1U);
  BOOST_CHECK_EQUAL(rig.post("/v1/dead-letters/9/redrive", "", "admin-token").status, 404);
  BOOST_CHECK_EQUAL(rig.post("/v1/dead-letters/1x/redrive", "", "admin-token").status, 404);
  BOOST_CHECK_EQUAL(rig.post(place, "", "coordinator-token").status, 200);
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted").size(), 2U);
  BOOST_CHECK_EQUAL(rig.post(place, "", "admin-token").status, 404);  // it is one no more
  BOOST_CHECK_EQUAL(rig.records("dead_letter.redriven").size(), 1U);
}

BOOST_AUTO_TEST_CASE(polls_are_never_dead_letters_and_do_not_wait_for_a_case) {
  Rig rig;
  rig.peer = failing("/status-submitted", status(503));
  acknowledge(rig, "LC-1");
  const std::size_t before = rig.calls_to("/poll").size();
  rig.run(base::minutes(5));
  BOOST_CHECK_GE(rig.calls_to("/poll").size() - before, 8U);
  rig.peer = failing("/poll", status(500));
  rig.run(base::hours(30));
  rig.peer = failing("none", status(200));
  rig.run(base::minutes(1));
  for (const auto& letter : rig.records("dead_letter"))
    BOOST_CHECK_EQUAL(letter.case_id, "LC-1");
  const std::size_t after = rig.calls_to("/poll").size();
  rig.run(base::minutes(1));
  BOOST_CHECK_GE(rig.calls_to("/poll").size(), after + 2);
}

BOOST_AUTO_TEST_CASE(errands_of_a_case_keep_their_order_and_another_case_does_not_wait) {
  Rig rig;
  rig.peer = failing("/status-submitted/LC-1", status(429));
  acknowledge(rig, "LC-1");
  acknowledge(rig, "LC-2");
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-1").size(), 0U);  // behind the status
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-2").size(), 1U);
  rig.peer = failing("none", status(200));
  rig.run(base::minutes(6));
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-1").size(), 1U);
}

BOOST_AUTO_TEST_CASE(a_peer_that_is_down_delays_only_its_own) {
  Rig rig;
  acknowledge(rig, "LC-1");
  rig.peer = down("http://lab");
  rig.pms_says("LC-2", model::CaseReady{good_case("PT-2")});
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews/LC-2-r1", R"({"decision":"approve"})", "dentist-token").status,
                    200);
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-2").size(), 1U);
  const std::size_t polls = rig.calls_to("/poll").size();
  rig.run(base::minutes(10));
  BOOST_CHECK_GE(rig.calls_to("/poll").size(), polls + 20);
  rig.peer = failing("none", status(200));
  rig.run(base::minutes(6));
  BOOST_CHECK_EQUAL(rig.calls_to("/note/LC-2").size(), 1U);
}

// GOV-01: also between two days of retries; and its budget waits with it.
BOOST_AUTO_TEST_CASE(what_the_phase_holds_stays_where_it_is_until_the_phase_allows_it) {
  Rig rig;
  rig.peer = failing("/status-submitted", base::CallFailure::refused);
  acknowledge(rig, "LC-1");
  rig.run(base::minutes(5));
  BOOST_CHECK_EQUAL(rig.post("/v1/policy", R"({"phase":"monitor"})", "admin-token").status, 200);
  rig.peer = failing("none", status(200));
  const std::size_t before = rig.calls_to("/status-submitted").size();
  rig.run(base::hours(48));
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted").size(), before);
  BOOST_REQUIRE_EQUAL(rig.records("task.held").size(), 1U);
  BOOST_CHECK_EQUAL(rig.records("task.held")[0].data,
                    R"({"errand":"pms.status","subject":"submitted","why":"phase monitor"})");
  BOOST_CHECK_EQUAL(rig.post("/v1/policy", R"({"phase":"assist"})", "admin-token").status, 200);
  rig.run(base::minutes(1));
  BOOST_CHECK_EQUAL(rig.calls_to("/status-submitted").size(), before + 1);
  BOOST_CHECK_EQUAL(rig.calls_to("/note").size(), 1U);
  BOOST_CHECK(rig.records("dead_letter").empty());
}

// An order that nobody can have is withdrawn with its case; one that somebody may have goes on under its key.
BOOST_AUTO_TEST_CASE(an_order_that_has_certainly_not_left_is_withdrawn_with_its_case) {
  for (const bool perhaps_there : {false, true}) {
    Rig rig(R"("phase":"auto")");
    rig.peer = [&](const Call& call) -> Outcome {
      if (call.request.target.starts_with("/submit"))
        return perhaps_there ? base::CallFailure::timeout : base::CallFailure::refused;
      return status(200);
    };
    rig.pms_says("LC-0", model::CaseReady{good_case("PT-0")});
    rig.lab_says("LC-0", acknowledged);  // the material is no longer new to the prescriber
    rig.pms_says("LC-1", model::CaseReady{good_case()});
    BOOST_REQUIRE_GE(rig.calls_to("/submit/LC-1").size(), 1U);
    rig.pms_says("LC-1", model::CaseCancelled{"patient moved away"});
    rig.peer = failing("none", status(200));
    const std::size_t before = rig.calls_to("/submit/LC-1").size();
    rig.run(base::minutes(10));
    BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), before + (perhaps_there ? 1 : 0));
    BOOST_CHECK_EQUAL(rig.calls_to("/cancel").size(), 1U);
  }
}

BOOST_AUTO_TEST_CASE(only_a_call_that_may_have_been_carried_out_is_asked_about) {
  struct Row {
    Outcome outcome;
    bool maybe;
  };
  for (const Row& row :
       {Row{base::CallFailure::timeout, true}, Row{base::CallFailure::reset, true},
        Row{base::CallFailure::refused, false}, Row{status(502), true}, Row{status(429), false}}) {
    Rig rig;
    rig.peer = failing("/note", row.outcome);
    acknowledge(rig, "LC-1");
    rig.peer = failing("none", status(200));
    rig.run(base::minutes(1));
    const auto calls = rig.calls_to("/note");
    BOOST_REQUIRE_GE(calls.size(), 2U);
    BOOST_CHECK(!calls.front().maybe);
    BOOST_CHECK_EQUAL(calls.back().maybe, row.maybe);
  }
}

BOOST_AUTO_TEST_SUITE_END()

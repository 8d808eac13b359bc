// Who may see and change what in a live engine, and what becomes of reviews that nobody decides.
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

base::HttpResponse see(Rig& rig, const std::string& target, const std::string& token) {
  base::HttpRequest request{"GET", target, {}, {}};
  if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
  return rig.request(request);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(governance_live)

BOOST_AUTO_TEST_CASE(a_page_is_seen_by_those_whose_role_may) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  struct Row {
    std::string target, token;
    int status;
  };
  for (const Row& row :
       {Row{"/v1/reviews", "dentist-token", 200}, Row{"/v1/reviews", "desk-token", 403},
        Row{"/v1/reviews", "nobodys-token", 401}, Row{"/v1/reviews", "", 200},
        Row{"/v1/cases/LC-1", "desk-token", 200}, Row{"/v1/cases/LC-9", "desk-token", 404},
        Row{"/v1/audit", "admin-token", 200}, Row{"/v1/audit", "dentist-token", 403},
        Row{"/v1/notices", "coordinator-token", 200}, Row{"/v1/dead-letters", "dentist-token", 403},
        Row{"/v1/capabilities", "desk-token", 200}}) {
    const auto reply = see(rig, row.target, row.token);
    BOOST_CHECK_MESSAGE(reply.status == row.status,
                        row.target << " by " << row.token << ": " << reply.status);
  }
  const auto refused = rig.records("page.refused");
  BOOST_REQUIRE_EQUAL(refused.size(), 4U);
  BOOST_CHECK_EQUAL(refused[0].actor, "F-1");
  BOOST_CHECK_EQUAL(refused[0].data, R"({"page":"reviews","role":"front_desk","status":403,)"
                                     R"("what":"the role front desk may not see the reviews"})");
  BOOST_CHECK_EQUAL(refused[1].actor, "unknown");
}

BOOST_AUTO_TEST_CASE(a_refused_page_is_to_be_a_step_and_an_allowed_one_a_query) {
  Rig rig;
  base::HttpRequest request{"GET", "/v1/audit", {}, {}};
  BOOST_CHECK(!rig.engine().refuses(request));
  request.headers.set("Authorization", "Bearer dentist-token");
  BOOST_CHECK(rig.engine().refuses(request));
  BOOST_CHECK_EQUAL(rig.engine().query(request).status, 403);
  BOOST_CHECK_EQUAL(rig.records("page.refused").size(), 0U);  // a query changes nothing
}

BOOST_AUTO_TEST_CASE(an_administrator_changes_the_policy_and_nobody_else) {
  Rig rig;
  struct Row {
    std::string body, token;
    int status;
  };
  for (const Row& row :
       {Row{R"({"phase":"auto"})", "dentist-token", 403},
        Row{R"({"phase":"auto"})", "coordinator-token", 403}, Row{R"({"phase":"auto"})", "", 401},
        Row{R"({"phse":"auto"})", "admin-token", 400}, Row{R"({"phase":"often"})", "admin-token", 400},
        Row{"", "admin-token", 400}, Row{"[]", "admin-token", 400},
        Row{R"({"phase":")" + std::string(70'000, 'a') + "\"}", "admin-token", 413}})
    BOOST_CHECK_EQUAL(rig.post("/v1/policy", row.body, row.token).status, row.status);
  BOOST_CHECK_EQUAL(rig.records("policy.refused").size(), 7U);  // a stranger's is the desk's own
  BOOST_CHECK_EQUAL(rig.records("policy.changed").size(), 1U);  // the bench's
  const auto reply = rig.post("/v1/policy", R"({"phases":{"crown":"auto"}})", "admin-token");
  BOOST_CHECK_EQUAL(reply.status, 200);
  BOOST_CHECK(holds(reply.body, R"("phases":{"crown":"auto"})"));
  const auto changes = rig.records("policy.changed");
  BOOST_REQUIRE_EQUAL(changes.size(), 2U);
  BOOST_CHECK_EQUAL(changes[1].actor, "X-1");
  BOOST_CHECK_EQUAL(changes[1].data,
                    R"({"approval_days_left":0,"phase":"assist","phases":{"crown":"auto"}})");
}

BOOST_AUTO_TEST_CASE(a_review_decided_once_is_told_so_and_an_unknown_one_is_not_found) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  const std::string approve = R"({"decision":"approve"})";
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews/LC-1-r1", approve, "dentist-token").status, 200);
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews/LC-1-r1", approve, "dentist-token").status, 409);
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews/LC-1-r2", approve, "dentist-token").status, 404);
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), 1U);
}

BOOST_AUTO_TEST_CASE(a_review_goes_up_after_its_hours_and_expires_without_an_approval) {
  Rig rig(R"("phase":"assist","review_hours":2)");
  rig.pms_says("LC-1", model::CaseReady{good_case()});  // a first-time material: a clinical question
  BOOST_CHECK(holds(rig.get("/v1/reviews"), R"("waits_for":"dentist")"));
  rig.run(base::hours(1));
  BOOST_CHECK_EQUAL(rig.records("review.escalated").size(), 0U);
  rig.run(base::hours(1));
  BOOST_REQUIRE_EQUAL(rig.records("review.escalated").size(), 1U);
  BOOST_CHECK_EQUAL(rig.records("review.escalated")[0].data,
                    R"({"hours":2,"review":"LC-1-r1","to":"administrator"})");
  BOOST_CHECK(holds(rig.get("/v1/reviews"), R"("escalated":1,"expired":false)"));
  rig.run(base::hours(48));
  BOOST_CHECK_EQUAL(rig.records("review.escalated").size(), 1U);
  BOOST_CHECK_EQUAL(rig.records("review.expired").size(), 1U);
  BOOST_CHECK(holds(rig.get("/v1/reviews"), R"("expired":true)"));
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), 0U);
  BOOST_CHECK_EQUAL(rig.post("/v1/reviews/LC-1-r1", R"({"decision":"approve"})", "dentist-token").status,
                    200);
  BOOST_CHECK_EQUAL(rig.calls_to("/submit/LC-1").size(), 1U);
}

BOOST_AUTO_TEST_CASE(without_hours_in_the_policy_a_review_waits_where_it_is) {
  Rig rig;
  rig.pms_says("LC-1", model::CaseReady{good_case()});
  rig.run(base::hours(24 * 30));
  BOOST_CHECK_EQUAL(rig.records("review.escalated").size() + rig.records("review.expired").size(), 0U);
}

BOOST_AUTO_TEST_SUITE_END()

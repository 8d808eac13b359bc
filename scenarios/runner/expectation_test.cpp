#include "scenarios/runner/expectation.hpp"

#include "scenarios/runner/evidence_test.hpp"
#include "scenarios/runner/expectation_loader.hpp"

#include <array>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

Expectation wanted(std::string_view json, bool never = false) {
  const auto node = parse_document(json, "x.json");
  BOOST_REQUIRE(node.has_value());
  Complaints complaints("x.json");
  Expectation expectation = read_expectation(*node, "p-01", never, complaints);
  BOOST_REQUIRE_MESSAGE(!complaints.first(), (complaints.first() ? complaints.first()->text() : ""));
  return expectation;
}

Story a_day() {
  Story story;
  story.at(1).engine(
      "engine.rx.validated", "LC-1",
      R"({"status":"blocked","findings":[{"code":"VAL-05"},{"code":"VAL-33"}],"checks_passed":["VAL-01"]})");
  story.at(1).engine("engine.review.opened", "LC-1", R"({"review":"LC-1-r1","reasons":["VAL-05","VAL-33"]})");
  story.at(4).engine(
      "engine.order.sent", "LC-1",
      R"({"lab":"glidewell","idempotency_key":"LC-1/1","order":{"prescription":{"shade":"A2","tooth":"19"},"validation_result":{"checks_passed":["a","b","a"]}}})");
  story.at(5).engine("engine.pms.status", "LC-1", R"({"stage":"submitted","tracking":"GLW-1"})");
  story.at(6).engine("engine.pms.note", "LC-1", R"({"text":"crown on tooth 19, GLW-1"})");
  story.at(60).engine("engine.patient.notified", "LC-1",
                      R"({"milestone":"shipped","medium":"sms","text":"on its way"})");
  story.at(70).lab("lab.case.status", "LC-1", R"({"status":"Shipped","sequence":5})");
  story.at(71).engine("engine.rx.validated", "LC-3",
                      R"({"status":"blocked","findings":[{"code":"VAL-05"},{"code":"VAL-33"}]})");
  story.at(72).engine("engine.rx.validated", "LC-4",
                      R"({"status":"blocked","findings":[{"code":"VAL-33"},{"code":"VAL-05"}]})");
  story.at(73).engine("engine.pms.status", "LC-3", R"({"stage":"submitted"})");
  story.at(80)
      .engine("engine.dead_letter", "LC-2", R"({"error":"x"})")
      .record("review.refused", "LC-1", R"({"status":403})");
  return story;
}

struct Row {
  std::string_view json;
  bool holds;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(expectation)

BOOST_AUTO_TEST_CASE(each_form_sees_what_is_there_and_misses_what_is_not) {
  constexpr std::array<Row, 45> rows{{
      {R"({"review":{"case":"LC-1"}})", true},
      {R"({"review":{"case":"LC-1","reasons":["VAL-05"]}})", true},
      {R"({"review":{"case":"LC-1","reasons":["VAL-33","VAL-05"],"times":1}})", true},
      {R"({"review":{"case":"LC-1","reasons":["VAL-06"]}})", false},
      {R"({"review":{"case":"LC-2"}})", false},
      {R"({"validated":{"case":"LC-1","status":"blocked"}})", true},
      {R"({"validated":{"case":"LC-1","status":"approved"}})", false},
      {R"({"validated":{"case":"LC-1","codes":["VAL-33","VAL-05"]}})", true},
      {R"({"validated":{"case":"LC-1","codes":["VAL-05"]}})", false},
      {R"({"validated":{"case":"LC-1","has":["VAL-05"]}})", true},
      {R"({"validated":{"case":"LC-1","has":["VAL-06"]}})", false},
      {R"({"validated":{"case":"LC-1","checks":1}})", true},
      {R"({"validated":{"case":"LC-1","checks":2}})", false},
      {R"({"validated":{"case":"LC-3","as_of":"LC-1"}})", true},
      {R"({"validated":{"case":"LC-4","as_of":"LC-1"}})", false},
      {R"({"validated":{"case":"LC-1","as_of":"LC-9"}})", false},
      {R"({"order":{"case":"LC-1","checks":2}})", true},
      {R"({"order":{"case":"LC-1","checks":3}})", false},
      {R"({"status":{"case":"LC-1","tracking":true}})", true},
      {R"({"status":{"case":"LC-3","tracking":true}})", false},
      {R"({"order":{"case":"LC-1","lab":"glidewell","times":1,"prescription":{"shade":"A2"}}})", true},
      {R"({"order":{"case":"LC-1","prescription":{"shade":"A3"}}})", false},
      {R"({"order":{"case":"LC-1","times":0}})", false},
      {R"({"order":{"case":"LC-2","times":0}})", true},
      {R"({"order":{"case":"LC-1","before":"4m","times":0}})", true},
      {R"({"order":{"case":"LC-1","before":"4m1s","times":1}})", true},
      {R"({"order":{"case":"LC-1","after":"4m","times":1}})", true},
      {R"({"order":{"case":"LC-1","after":"4m1s"}})", false},
      {R"({"order_cancelled":{"case":"LC-1","times":0}})", true},
      {R"({"status":{"case":"LC-1","stage":"submitted","times":1}})", true},
      {R"({"status":{"case":"LC-1","stage":"received"}})", false},
      {R"({"note":{"case":"LC-1","text_has":["tooth 19","GLW-"]}})", true},
      {R"({"note":{"case":"LC-1","text_lacks":["GLW-"]}})", false},
      {R"({"message":{"case":"LC-1","milestone":"shipped","medium":"sms","text_lacks":["tooth"]}})", true},
      {R"({"message":{"case":"LC-1","medium":"email"}})", false},
      {R"({"message":{"case":"LC-1","times":2}})", false},
      {R"({"answered":{"case":"LC-1","times":0}})", true},
      {R"({"audit":{"action":"review.refused","case":"LC-1","data":{"status":403}}})", true},
      {R"({"audit":{"action":"review.refused","data":{"status":401}}})", false},
      {R"({"audit":{"action":"review.decided","times":0}})", true},
      {R"({"dead_letters":{"times":1}})", true},
      {R"({"dead_letters":{"times":0}})", false},
      {R"({"fact":{"type":"lab.case.status","case":"LC-1","data":{"sequence":5}}})", true},
      {R"({"fact":{"type":"lab.case.status","data":{"sequence":4}}})", false},
      {R"({"fact":{"type":"lab.case.question","times":0}})", true},
  }};
  const Story story = a_day();
  for (const Row& row : rows)
    BOOST_TEST(judge(wanted(row.json), story.evidence()).has_value() != row.holds, row.json);
}

BOOST_AUTO_TEST_CASE(a_failure_says_what_was_expected_and_what_the_journal_shows_instead) {
  const Story story = a_day();
  const auto other = judge(wanted(R"({"review":{"case":"LC-1","reasons":["VAL-06"]}})"), story.evidence());
  BOOST_REQUIRE(other.has_value());
  BOOST_TEST(other->expected == "review of LC-1, reasons among them [VAL-06]");
  BOOST_TEST(other->found == "none like it; but: 14:01:00 (+1m) engine.review.opened (VAL-05, VAL-33)");
  const auto none = judge(wanted(R"({"order_cancelled":{"case":"LC-1","times":1}})"), story.evidence());
  BOOST_REQUIRE(none.has_value());
  BOOST_TEST(none->expected == "order_cancelled of LC-1: 1 time");
  BOOST_TEST(
      none->found.starts_with("none; of LC-1 the journal has 14:01:00 (+1m) engine.rx.validated blocked"),
      none->found);
  const auto too_many = judge(wanted(R"({"order":{"case":"LC-1","times":0}})"), story.evidence());
  BOOST_REQUIRE(too_many.has_value());
  BOOST_TEST(too_many->expected == "order of LC-1: none");
  BOOST_TEST(too_many->found == "1 time: 14:04:00 (+4m) engine.order.sent glidewell LC-1/1");
}

BOOST_AUTO_TEST_CASE(what_must_never_happen_fails_at_the_instant_it_does) {
  const Story story = a_day();
  BOOST_TEST(
      !judge_never(wanted(R"({"order":{"case":"LC-1","before":"3m"}})", true), story.evidence()).has_value());
  const auto failure =
      judge_never(wanted(R"({"order":{"case":"LC-1","before":"5m"}})", true), story.evidence());
  BOOST_REQUIRE(failure.has_value());
  BOOST_TEST(failure->expected == "never order of LC-1, before +5m");
  BOOST_TEST((failure->at == story.start + base::minutes(4)));
}

BOOST_AUTO_TEST_CASE(the_state_of_a_case_is_compared_with_what_the_engine_says) {
  const Story story = a_day();
  const std::string state =
      R"({"case":"LC-1","stage":"shipped","tracking":"GLW-1","estimate":"2024-10-23T22:00:00.000Z","on_hold":false})";
  const auto holds = [&](std::string_view json, std::string_view answer) {
    return !judge_case(wanted(json), answer, story.evidence()).has_value();
  };
  BOOST_TEST(holds(R"({"case":{"case":"LC-1","stage":"shipped","tracking":true,"on_hold":false}})", state));
  BOOST_TEST(holds(R"({"case":{"case":"LC-1","estimate":"2024-10-23T17:00:00-05:00"}})", state));
  BOOST_TEST(!holds(R"({"case":{"case":"LC-1","stage":"received"}})", state));
  BOOST_TEST(!holds(R"({"case":{"case":"LC-1","tracking":true}})", R"({"case":"LC-1","tracking":""})"));
  BOOST_TEST(!holds(R"({"case":{"case":"LC-1"}})", ""));
}

BOOST_AUTO_TEST_CASE(another_practices_case_of_the_same_id_is_another_case) {
  Story story = a_day();
  for (world::Entry& fact : story.facts)
    fact.source.replace(fact.source.find("p-01"), 4, "p-02");
  BOOST_TEST(judge(wanted(R"({"order":{"case":"LC-1"}})"), story.evidence()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

#include "replay/saved/expected.hpp"

#include "replay/saved/history_test.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

Divergence divergence(DivergenceKind kind, DecisionType type, std::int64_t line, const std::string& reference,
                      const std::string& production) {
  Divergence one;
  one.kind = kind;
  one.type = type;
  one.place = {0, line};
  one.reference = reference;
  one.production = production;
  return one;
}

std::string decided(const std::string& time, const std::string& rest) {
  return R"({"at":"2024-10-21T)" + time + R"(Z",)" + rest + "}";
}

std::vector<Expected> expected(const CaseHistory& history, const std::vector<Divergence>& all,
                               std::size_t which = 0) {
  FoundInCase found{all[which], {}};
  for (const Divergence& one : all)
    found.all.push_back(&one);
  const auto made = expected_of(found, history, Steps(at("14:00:00")));
  BOOST_REQUIRE_MESSAGE(made, (made ? "" : made.error().text()));
  return *made;
}

const std::string design = R"("stage":"in_design")";

BOOST_AUTO_TEST_SUITE(what_a_saved_scenario_expects)

BOOST_AUTO_TEST_CASE(what_production_did_late_must_be_done_before_that) {
  const auto all =
      expected(sent_at_two(), {divergence(DivergenceKind::late, DecisionType::pms_status, 5,
                                          decided("15:00:00", design), decided("15:07:00", design))});
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].form.dump() == R"({"status":{"before":"4020s","case":"LC-1","stage":"in_design"}})");
}

BOOST_AUTO_TEST_CASE(what_production_did_early_must_not_be_done_by_then) {
  const auto all =
      expected(sent_at_two(), {divergence(DivergenceKind::early, DecisionType::pms_status, 5,
                                          decided("15:00:00", design), decided("14:20:00", design))});
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].form.dump() ==
             R"({"status":{"before":"3600s","case":"LC-1","stage":"in_design","times":0}})");
  BOOST_TEST(all[1].form.dump() == R"({"status":{"case":"LC-1","stage":"in_design"}})");
}

BOOST_AUTO_TEST_CASE(a_second_one_that_is_missing_makes_two) {
  CaseHistory history = sent_at_two();
  history.events.push_back(event(3, "14:30:00", "engine.review.opened", "engine", {{"reasons", {"STS-06"}}}));
  history.events.push_back(event(4, "14:40:00", "engine.review.opened", "engine", {{"reasons", {"GOV-02"}}}));
  const auto all = expected(history, {divergence(DivergenceKind::missing, DecisionType::review_opened, 9,
                                                 decided("15:00:00", R"("reasons":["STS-06"])"), "null")});
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].form.dump() == R"({"review":{"case":"LC-1","reasons":["STS-06"],"times":2}})");
}

BOOST_AUTO_TEST_CASE(of_two_too_many_neither_is_expected) {
  CaseHistory history = sent_at_two();
  const std::string told = R"("medium":"sms","milestone":"received")";
  std::vector<Divergence> all;
  for (const int line : {3, 4}) {
    const std::string time = "14:3" + std::to_string(line) + ":00";
    history.events.push_back(event(line, time, "engine.patient.notified", "engine",
                                   {{"medium", "sms"}, {"milestone", "received"}}));
    all.push_back(
        divergence(DivergenceKind::extra, DecisionType::patient_notified, line, "null", decided(time, told)));
  }
  BOOST_TEST(expected(history, all, 1)[0].form["message"]["times"] == 0);
}

BOOST_AUTO_TEST_CASE(an_alert_is_told_by_its_visit) {
  CaseHistory history = sent_at_two();
  history.events.front().data["appointment"] = {{"id", "APT-9"}};
  const auto all = expected(history, {divergence(DivergenceKind::missing, DecisionType::delay_alerted, 9,
                                                 decided("15:00:00", R"("appointment":"APT-9")"), "null")});
  BOOST_TEST(all[0].form.dump() ==
             R"({"fact":{"case":"LC-1","data":{"appointment":"A-1"},"type":"engine.delay.alerted"}})");
}

BOOST_AUTO_TEST_CASE(a_billed_line_is_told_by_its_place_and_looked_for_when_statements_are_read) {
  CaseHistory history = sent_at_two();
  for (const int line : {4, 6})
    history.events.push_back(event(2, "20:00:00", "lab.invoice", "glidewell",
                                   {{"statement", "ST-1"}, {"line", line}, {"case", "P-1-LC7"}}));
  const std::string line = R"("case":"P-1-LC7","line":6,"statement":"ST-1","result":)";
  const auto found = divergence(DivergenceKind::late, DecisionType::invoice_line, 9,
                                decided("20:00:00", line + R"("billed_twice")"),
                                decided("20:08:00", line + R"("billed_twice")"));
  const auto all = expected(history, {found});
  BOOST_REQUIRE(all.size() == 1U);
  // On November 1, at six in Chicago, and ten minutes for the engine to do it.
  BOOST_TEST(base::format_instant(all[0].at) == "2024-11-01T11:10:00.000Z");
  BOOST_TEST(all[0].form.dump() ==
             R"({"invoice_line":{"before":"940080s","case":"LC-1","line":2,"result":"billed_twice"}})");
}

BOOST_AUTO_TEST_CASE(an_order_that_was_otherwise_is_asked_for_by_what_it_lacked) {
  const std::string ours = R"("channel":"api","lab":"glidewell","prescription":{"shade":"A2","tooth":"19"})";
  const auto form = [&](const std::string& theirs) {
    return expected(sent_at_two(), {divergence(DivergenceKind::different, DecisionType::order_sent, 5,
                                               decided("15:00:00", ours), decided("15:00:09", theirs))})[0]
        .form.dump();
  };
  BOOST_TEST(form(R"("channel":"api","lab":"glidewell","prescription":{"shade":"A3","tooth":"19"})") ==
             R"({"order":{"case":"LC-1","lab":"glidewell","prescription":{"shade":"A2"}}})");
  BOOST_TEST(
      form(R"("channel":"email","lab":"glidewell","prescription":{"shade":"A2","tooth":"19"})") ==
      R"({"fact":{"case":"LC-1","data":{"channel":"api","lab":"glidewell"},"type":"engine.order.sent"}})");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::saved

#include "replay/shadow/pairing.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

constexpr base::Instant noon{1'729'512'000'000};

Decided validated(const std::string& content) {
  return {DecisionType::rx_validated, {}, content, R"({"status":")" + content + R"("})"};
}
Decided stage(const std::string& word) {
  return {DecisionType::pms_status, word, {}, "{}"};
}

// Decisions of one case, in minutes after noon.
class Desk {
 public:
  void reference(Decided decided, int minute) {
    pairing_.reference(id_, side(std::move(decided), minute), at(minute));
  }
  void production(Decided decided, int minute) {
    pairing_.production(id_, side(std::move(decided), minute), at(minute));
  }

  // "kind reference-line/production-line": the lines are the minutes, - for nothing.
  std::string settled() {
    std::vector<Divergence> found;
    pairing_.settle_all(found);
    std::string text;
    for (const Divergence& one : found)
      text += (text.empty() ? "" : ", ") + std::string(word(one.kind)) + " " + minute(one.reference) + "/" +
              minute(one.production);
    return text;
  }

  Pairing& pairing() { return pairing_; }
  static base::Instant at(int minute) { return noon + base::minutes(minute); }

 private:
  static Side side(Decided decided, int minute) { return {std::move(decided), at(minute), {0, minute}}; }
  static std::string minute(const std::string& side) {
    if (side == "null") return "-";
    const auto instant = base::parse_instant(std::string_view(side).substr(7, 24)).value();
    return std::to_string((instant - noon).count() / 60'000);
  }

  model::CaseId id_{"LC-1"};
  Pairing pairing_{model::PracticeId("p-01"), base::minutes(5)};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pairing)

BOOST_AUTO_TEST_CASE(within_the_tolerance_is_agreed_and_past_it_late_or_early) {
  struct Row {
    std::int64_t apart_ms;
    std::string kind;  // empty: agreed
  };
  for (const Row& row :
       {Row{0, ""}, Row{300'000, ""}, Row{300'001, "late"}, Row{-300'000, ""}, Row{-300'001, "early"}}) {
    Pairing pairing(model::PracticeId("p-01"), base::minutes(5));
    const model::CaseId id("LC-1");
    pairing.reference(id, {stage("received"), noon, {0, 1}}, noon);
    pairing.production(id, {stage("received"), noon + base::milliseconds(row.apart_ms), {0, 2}}, noon);
    std::vector<Divergence> found;
    pairing.settle_all(found);
    BOOST_TEST((found.empty() ? "" : std::string(word(found.front().kind))) == row.kind, row.apart_ms);
    BOOST_TEST(pairing.agreed() == (row.kind.empty() ? 1 : 0));
  }
}

BOOST_AUTO_TEST_CASE(either_side_may_come_first) {
  Desk desk;
  desk.production(stage("received"), 1);
  desk.reference(stage("received"), 2);
  BOOST_TEST(desk.settled() == "");
  BOOST_TEST(desk.pairing().agreed() == 1);
}

BOOST_AUTO_TEST_CASE(one_side_alone_is_missing_or_extra) {
  Desk desk;
  desk.reference(stage("received"), 1);
  desk.production(stage("shipped"), 2);
  BOOST_TEST(desk.settled() == "missing 1/-, extra -/2");
}

BOOST_AUTO_TEST_CASE(what_may_yet_be_answered_in_time_is_forgotten_where_reading_was_stopped) {
  Desk desk;
  desk.reference(stage("submitted"), 0);
  desk.reference(stage("received"), 7);
  desk.production(stage("in_design"), 8);
  desk.pairing().forget_in_time(Desk::at(12));
  BOOST_TEST(desk.settled() == "missing 0/-");
}

BOOST_AUTO_TEST_CASE(the_same_key_with_other_content_is_different) {
  Desk desk;
  desk.reference(validated("blocked"), 0);
  desk.production(validated("approved"), 1);
  BOOST_TEST(desk.settled() == "different 0/1");
}

BOOST_AUTO_TEST_CASE(one_that_is_missing_does_not_make_the_next_ones_wrong) {
  Desk desk;
  desk.reference(validated("blocked"), 0);
  desk.reference(validated("approved"), 60);
  desk.production(validated("approved"), 61);
  BOOST_TEST(desk.settled() == "missing 0/-");
}

BOOST_AUTO_TEST_CASE(one_that_is_late_behind_the_next_is_still_the_late_one) {
  Desk desk;
  desk.reference(validated("blocked"), 0);
  desk.reference(validated("approved"), 60);
  desk.production(validated("approved"), 61);
  desk.production(validated("blocked"), 90);
  BOOST_TEST(desk.settled() == "late 0/90");
}

BOOST_AUTO_TEST_CASE(a_second_of_the_same_is_extra) {
  Desk desk;
  desk.reference(stage("received"), 0);
  desk.production(stage("received"), 1);
  desk.production(stage("received"), 40);
  BOOST_TEST(desk.settled() == "extra -/40");
}

BOOST_AUTO_TEST_CASE(what_waits_too_long_is_settled_and_forgotten) {
  Desk desk;
  desk.reference(stage("received"), 0);
  std::vector<Divergence> found;
  desk.pairing().settle(Desk::at(0) + Pairing::wait_max, found);
  BOOST_TEST(found.empty());
  desk.pairing().settle(Desk::at(1) + Pairing::wait_max, found);
  BOOST_TEST(found.size() == 1U);
  BOOST_TEST(desk.pairing().waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(of_what_agreed_nothing_is_kept) {
  Desk desk;
  constexpr int many = 5000;
  for (int n = 0; n < many; ++n) {
    desk.reference(stage("received"), n);
    desk.production(stage("received"), n);
  }
  BOOST_TEST(desk.pairing().agreed() == many);
  BOOST_TEST(desk.pairing().waiting() == 0U);
  BOOST_TEST(desk.pairing().looks_ahead() < 100U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay

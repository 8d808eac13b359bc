#include "engine/insight/selection.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

Tally history(std::int64_t delivered, std::int64_t on_time, std::int64_t remade, std::int64_t minutes) {
  Tally tally;
  tally.cases = tally.ordered = tally.delivered = tally.on_time_judged = delivered;
  tally.on_time = on_time;
  tally.remade = remade;
  for (std::int64_t n = 0; n < delivered; ++n)
    tally.turnaround.add(minutes);
  return tally;
}

Candidate candidate(const std::string& lab, Tally tally, std::int64_t fee_cents = 10'000) {
  Candidate made;
  made.lab = model::LabId(lab);
  made.fee = {fee_cents};
  made.promised_minutes = 7200;
  made.histories = {{"all work", std::move(tally)}};
  return made;
}

std::int64_t points(const Suggestion& of, model::ScorePart part) {
  return of.parts[static_cast<std::size_t>(part)].points_bp;
}

BOOST_AUTO_TEST_SUITE(selection)

BOOST_AUTO_TEST_CASE(of_no_candidate_nothing_is_suggested) {
  BOOST_CHECK(rank({}, {}).empty());
}

BOOST_AUTO_TEST_CASE(a_lab_with_three_perfect_cases_does_not_beat_one_with_three_hundred_fair_ones) {
  const auto ranked =
      rank({candidate("new", history(3, 3, 0, 1440)), candidate("old", history(300, 270, 15, 7200))}, {});
  BOOST_CHECK_EQUAL(ranked.front().candidate.lab.text, "old");
  BOOST_CHECK(!ranked.front().thin);
  BOOST_CHECK(ranked.back().thin);
}

BOOST_AUTO_TEST_CASE(not_even_one_that_is_always_late) {
  const auto ranked =
      rank({candidate("new", history(3, 3, 0, 1440)), candidate("old", history(300, 0, 300, 72'000))}, {});
  BOOST_CHECK_EQUAL(ranked.front().candidate.lab.text, "old");
}

BOOST_AUTO_TEST_CASE(enough_history_counts_in_full) {
  const auto ranked = rank(
      {candidate("better", history(20, 20, 0, 1440)), candidate("worse", history(300, 150, 60, 7200))}, {});
  BOOST_CHECK_EQUAL(ranked.front().candidate.lab.text, "better");
  BOOST_CHECK(!ranked.front().thin);
}

BOOST_AUTO_TEST_CASE(the_lower_fee_wins_between_labs_alike) {
  const auto ranked = rank({candidate("dear", history(50, 45, 2, 7200), 20'000),
                            candidate("cheap", history(50, 45, 2, 7200), 10'000)},
                           {});
  BOOST_CHECK_EQUAL(ranked.front().candidate.lab.text, "cheap");
  BOOST_CHECK_EQUAL(points(ranked.front(), model::ScorePart::fee), 10'000);
  BOOST_CHECK_EQUAL(points(ranked.back(), model::ScorePart::fee), 5'000);
}

BOOST_AUTO_TEST_CASE(guideline_and_plan_count) {
  Candidate advised = candidate("advised", history(50, 45, 2, 7200));
  advised.guideline = Guideline::recommends;
  Candidate advised_against = candidate("advised against", history(50, 45, 2, 7200));
  advised_against.guideline = Guideline::advises_other;
  BOOST_CHECK_EQUAL(rank({advised_against, advised}, {}).front().candidate.lab.text, "advised");
  Candidate paid = candidate("paid", history(50, 45, 2, 7200));
  paid.plan_percent = 80;
  Candidate unpaid = candidate("unpaid", history(50, 45, 2, 7200));
  unpaid.plan_percent = 0;
  BOOST_CHECK_EQUAL(rank({unpaid, paid}, {}).front().candidate.lab.text, "paid");
}

BOOST_AUTO_TEST_CASE(the_score_is_the_mean_of_its_parts_by_weight) {
  for (const Suggestion& one :
       rank({candidate("a", history(50, 45, 2, 7200)), candidate("b", history(2, 1, 1, 72'000), 12'345)},
            {})) {
    std::int64_t sum = 0;
    for (const Suggestion::Part& part : one.parts) {
      BOOST_CHECK(!part.why.empty());
      sum += part.points_bp * part.weight_percent;
    }
    BOOST_CHECK_EQUAL(one.score_bp, sum / 100);
  }
}

BOOST_AUTO_TEST_CASE(history_of_like_work_counts_where_there_is_enough) {
  Candidate made = candidate("a", history(500, 100, 100, 7200));
  made.histories = {{"crowns of zirconia", history(5, 5, 0, 1440)},
                    {"crowns", history(40, 39, 1, 5760)},
                    {"all work", history(500, 100, 100, 7200)}};
  const auto ranked = rank({made}, {});
  BOOST_CHECK_EQUAL(ranked.front().rests_on, "crowns");
  BOOST_CHECK(!ranked.front().thin);
  BOOST_CHECK_EQUAL(ranked.front().history.delivered, 40);
}

BOOST_AUTO_TEST_CASE(a_lab_without_history_is_shown_as_such) {
  const auto ranked = rank({candidate("unknown", {})}, {});
  BOOST_CHECK(ranked.front().thin);
  BOOST_CHECK_EQUAL(points(ranked.front(), model::ScorePart::on_time), 0);
  BOOST_CHECK_EQUAL(ranked.front().parts[2].why, "no case on time yet");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight

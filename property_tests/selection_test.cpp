// Law of the suggestion (SEL-02): between two labs alike in fee, promise, guideline and plan, the one with
// fewer than the minimum of cases never stands before the one that is well known, whatever either did.
#include "engine/insight/selection.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

insight::Candidate lab(const std::string& name, std::int64_t cases) {
  insight::Tally tally;
  tally.cases = tally.ordered = tally.delivered = tally.on_time_judged = cases;
  tally.on_time = *rc::gen::inRange<std::int64_t>(0, cases + 1);
  tally.remade = *rc::gen::inRange<std::int64_t>(0, cases + 1);
  const std::int64_t minutes = *rc::gen::inRange<std::int64_t>(1, 100'000);
  tally.turnaround.add(minutes, *rc::gen::inRange<std::int64_t>(0, cases + 1));
  insight::Candidate candidate;
  candidate.lab = model::LabId(name);
  candidate.fee = {10'000};
  candidate.promised_minutes = 7200;
  candidate.histories = {{"all work", std::move(tally)}};
  return candidate;
}

BOOST_AUTO_TEST_SUITE(selection_law)

RC_BOOST_PROP(little_history_never_wins_by_luck, ()) {
  const model::SelectionSetup setup;
  std::vector<insight::Candidate> candidates;
  // The name decides between equals: the newcomers' come first.
  const auto newcomers = *rc::gen::inRange<int>(1, 4);
  for (int n = 0; n < newcomers; ++n)
    candidates.push_back(
        lab("a" + std::to_string(n), *rc::gen::inRange<std::int64_t>(0, setup.minimum_cases)));
  candidates.push_back(lab("z", *rc::gen::inRange<std::int64_t>(setup.minimum_cases, 1000)));
  const auto ranked = insight::rank(candidates, setup);
  RC_ASSERT(ranked.front().candidate.lab.text == "z");
}

RC_BOOST_PROP(the_order_in_which_labs_are_named_changes_nothing, ()) {
  std::vector<insight::Candidate> candidates;
  const auto labs = *rc::gen::inRange<int>(2, 6);
  for (int n = 0; n < labs; ++n)
    candidates.push_back(lab("lab" + std::to_string(n), *rc::gen::inRange<std::int64_t>(0, 300)));
  const auto ranked = insight::rank(candidates, {});
  std::ranges::reverse(candidates);
  const auto again = insight::rank(candidates, {});
  RC_ASSERT(ranked.size() == again.size());
  for (std::size_t n = 0; n < ranked.size(); ++n) {
    RC_ASSERT(ranked[n].candidate.lab == again[n].candidate.lab);
    RC_ASSERT(ranked[n].score_bp == again[n].score_bp);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests

// Law of shadow replay (SHD-04): what the engine decided itself agrees with what the reference decides; and
// one decision that is left out is found missing, and nothing else.
#include "engine/workflow/practice.hpp"
#include "property_tests/practice_life.hpp"
#include "replay/shadow/practice_shadow.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

constexpr const char* source = "/practices/p-01/any";

replay::LogEvent line_of(const model::Event& event) {
  return {{}, source, model::PracticeId("p-01"), event.case_id, event.at, event};
}

// A log: what happened, and behind each event what the engine decided.
std::vector<replay::LogEvent> log_of(const std::vector<model::Event>& life) {
  workflow::Practice production(model::PracticeId("p-01"));
  std::vector<replay::LogEvent> log;
  for (const model::Event& event : life) {
    log.push_back(line_of(event));
    std::vector<model::Decision> decisions;
    production.apply(event, decisions);
    for (const model::Decision& decision : decisions)
      if (auto decided = replay::decided_of(decision.act))
        log.push_back(
            {{}, source, model::PracticeId("p-01"), decision.case_id, decision.at, *std::move(decided)});
  }
  for (std::size_t i = 0; i < log.size(); ++i)
    log[i].id = std::to_string(i);
  return log;
}

std::vector<replay::Divergence> replayed(std::vector<replay::LogEvent> log,
                                         std::optional<std::size_t> without) {
  replay::PracticeShadow::Shared shared;
  replay::PracticeShadow shadow(model::PracticeId("p-01"), base::minutes(5), shared);
  std::vector<replay::Divergence> found;
  base::Instant end;
  for (std::size_t i = 0; i < log.size(); ++i) {
    end = std::max(end, log[i].at);
    if (i != without) shadow.feed(log[i], {0, static_cast<std::int64_t>(i) + 1}, found);
  }
  shadow.finish(end, false, found);
  return found;
}

BOOST_AUTO_TEST_SUITE(shadow_law)

RC_BOOST_PROP(an_engines_own_log_gives_no_divergence, ()) {
  RC_ASSERT(replayed(log_of(*practice_life()), std::nullopt).empty());
}

RC_BOOST_PROP(a_decision_left_out_is_the_one_found_missing, ()) {
  const auto log = log_of(*practice_life());
  std::vector<std::size_t> decisions;
  for (std::size_t i = 0; i < log.size(); ++i)
    if (std::holds_alternative<replay::Decided>(log[i].what)) decisions.push_back(i);
  RC_PRE(!decisions.empty());
  const std::size_t without = decisions[*rc::gen::inRange<std::size_t>(0, decisions.size())];
  const auto found = replayed(log, without);
  const auto& left_out = std::get<replay::Decided>(log[without].what);
  // A change after the order is the engine's own business: DECISIONS asks for no review.
  if (left_out.type == replay::DecisionType::review_opened && found.empty()) return;
  RC_ASSERT(found.size() == 1U);
  RC_ASSERT(found[0].kind == replay::DivergenceKind::missing);
  RC_ASSERT(found[0].type == left_out.type);
  RC_ASSERT(found[0].case_id == log[without].case_id);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests

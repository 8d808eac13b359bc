#include "property_tests/explore/bisect.hpp"

#include "property_tests/explore/simpler_worlds.hpp"
#include "property_tests/explore/swarm.hpp"
#include "property_tests/explore/world_generator.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>
#include <vector>

namespace articulator::explore {
namespace {

using runner::Scenario;
using runner::Step;

// Whether a step of another world means something in this one: what people and patients of the first practice
// do, whichever its PMS.
bool can_be_taken_over(const Step& step) {
  if (step.practice != "p-01") return false;
  if (std::holds_alternative<runner::Decide>(step.what)) return true;
  return step.word == "case_update" || step.word == "case_cancel" || step.word == "opt_out" ||
         step.word == "case_received" || step.word == "case_seated" || step.word == "appointment_cancelled";
}

std::uint64_t passed_after(const Scenario& world, std::size_t steps, std::uint64_t ends,
                           const runner::Library& library, const Fails& fails) {
  std::uint64_t passed = 0;
  for (std::uint64_t variant = 1; variant <= ends; ++variant)
    passed += fails(another_end(world, steps, variant, library)) ? 0 : 1;
  return passed;
}

}  // namespace

Scenario another_end(const Scenario& world, std::size_t steps, std::uint64_t variant,
                     const runner::Library& library) {
  const Dice dice(variant, steps);
  Scenario other = world;
  other.steps.resize(std::min(steps, other.steps.size()));
  const base::Duration from = other.steps.empty() ? base::Duration{0} : other.steps.back().at;
  const base::Duration last = world.steps.empty() ? from : world.steps.back().at;
  const auto span_min = static_cast<std::uint32_t>((last - from).count() / 60'000 + 30);
  std::vector<Step> after;
  for (std::size_t i = other.steps.size(); i < world.steps.size(); ++i) {
    if (dice.chance("left out", i, 500)) continue;
    after.push_back(world.steps[i]);
    after.back().at = from + base::minutes(1 + dice.below("other time", i, span_min));
  }
  const Scenario stranger = generate_world(dice.seed(), 1, library);
  for (std::size_t i = 0; i < stranger.steps.size(); ++i) {
    if (!can_be_taken_over(stranger.steps[i]) || !dice.chance("taken over", i, 500)) continue;
    after.push_back(stranger.steps[i]);
    if (auto* act = std::get_if<runner::Act>(&after.back().what))
      act->node = world.world.practices.front().node();
    after.back().at = from + base::minutes(1 + dice.below("its time", i, span_min));
  }
  for (Step& step : after)
    step.if_possible = true;
  std::multimap<base::Duration, Step> in_order;
  for (Step& step : after)
    in_order.emplace(step.at, std::move(step));
  for (auto& [at, step] : in_order)
    other.steps.push_back(std::move(step));
  // However it ends, it lasts as long.
  const base::Duration end = other.steps.empty() ? from : other.steps.back().at;
  other.world.rest = std::max(world.world.rest, last + world.world.rest - end);
  return other;
}

std::optional<Turning> bisect(const Scenario& world, std::uint64_t ends, const runner::Library& library,
                              const Fails& fails) {
  std::uint64_t passed = 0;
  for (std::size_t steps = 0; steps <= world.steps.size(); ++steps) {
    const std::uint64_t here = passed_after(world, steps, ends, library, fails);
    if (here == 0) return Turning{steps, passed};
    passed = here;
  }
  return std::nullopt;
}

}  // namespace articulator::explore

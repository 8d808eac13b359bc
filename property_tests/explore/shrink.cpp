#include "property_tests/explore/shrink.hpp"

#include "property_tests/explore/simpler_worlds.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::explore {
namespace {

using runner::Scenario;
using runner::Step;

const runner::Invariant* invariant_of(const std::string& check) {
  for (const runner::Invariant& one : runner::invariants())
    if (one.name == check) return &one;
  return nullptr;
}

// What the scenario shows: the first of what the invariant stands for.
std::string requirement_of(const std::string& check) {
  const runner::Invariant* broken = invariant_of(check);
  return broken ? std::string(broken->requirements.substr(0, broken->requirements.find(' '))) : "PBT-01";
}

std::string name_of(const std::string& check) {
  const runner::Invariant* broken = invariant_of(check);
  return broken ? std::string(broken->says) : "a world that was explored can be run to its end";
}

class Shrinker {
 public:
  Shrinker(Scenario world, const runner::Library& library, const Fails& fails,
           const std::function<bool()>& out_of_time)
      : best_(std::move(world)), library_(library), fails_(fails), out_of_time_(out_of_time) {}

  void run() {
    do {
      changed_ = false;
      drop_practices();
      drop_cases();
      drop_steps();
      for (const Simplify& simpler : simpler_worlds())
        attempt_with(simpler);
      simplify_steps();
      simplify_cases();
      close_gaps();
      drop_unwanted();
    } while (changed_ && !out_of_time_());
    minimal_ = !changed_;
  }

  Scenario best_;
  bool minimal_ = false;
  std::uint64_t runs_ = 0;

 private:
  // Tried as the file says it, so that what is written is what fails.
  bool attempt(const Scenario& changed) {
    if (out_of_time_() || changed == best_) return false;
    auto candidate = read_again(changed, library_);
    if (!candidate || *candidate == best_) return false;
    ++runs_;
    if (!fails_(*candidate)) return false;
    best_ = std::move(*candidate);
    changed_ = true;
    return true;
  }
  bool attempt_with(const Simplify& simpler) {
    Scenario candidate = best_;
    simpler(candidate, library_);
    return attempt(candidate);
  }

  // Fewer practices: without one, or with one alone.
  void drop_practices() {
    for (std::size_t i = best_.world.practices.size(); i-- > 1;) {
      Scenario candidate = best_;
      const std::string practice = candidate.world.practices[i].practice;
      const std::string node = candidate.world.practices[i].node();
      std::erase_if(candidate.steps,
                    [&](const Step& step) { return step.practice == practice || node_of(step) == node; });
      candidate.world.practices.erase(candidate.world.practices.begin() + static_cast<std::ptrdiff_t>(i));
      attempt(candidate);
    }
    for (std::size_t i = best_.world.practices.size(); i-- > 1;)
      if (attempt(alone(i))) return;
  }

  // The i-th practice by itself, as the world's first.
  [[nodiscard]] Scenario alone(std::size_t i) const {
    Scenario world = best_;
    runner::PracticeSetup kept = world.world.practices[i];
    const std::string was = std::exchange(kept.practice, "p-01");
    const std::string node = best_.world.practices[i].node();
    std::erase_if(world.steps, [&](const Step& step) { return step.practice != was; });
    for (Step& step : world.steps) {
      step.practice = kept.practice;
      if (node_of(step) == node) set_node(step, kept.node());
    }
    if (kept.pms != world.world.practices.front().pms) world.any_pms = false;
    world.world.practices = {std::move(kept)};
    return world;
  }

  void drop_cases() {
    std::set<std::pair<std::string, std::string>> cases;
    for (const Step& step : best_.steps)
      if (const std::string id = case_of(step); !id.empty()) cases.emplace(step.practice, id);
    for (const auto& [practice, id] : cases) {
      Scenario candidate = best_;
      std::erase_if(candidate.steps, [&, p = practice, c = id](const Step& step) {
        return step.practice == p && case_of(step) == c;
      });
      attempt(candidate);
    }
  }

  void drop_steps() {
    for (std::size_t size = std::max<std::size_t>(1, best_.steps.size() / 2);; size /= 2) {
      for (std::size_t from = 0; from < best_.steps.size();) {
        Scenario candidate = best_;
        const std::size_t to = std::min(from + size, candidate.steps.size());
        candidate.steps.erase(candidate.steps.begin() + static_cast<std::ptrdiff_t>(from),
                              candidate.steps.begin() + static_cast<std::ptrdiff_t>(to));
        // The world lasts as long as it did.
        if (to == best_.steps.size() && from > 0)
          candidate.world.rest += best_.steps.back().at - best_.steps[from - 1].at;
        if (!attempt(candidate)) from += size;
        if (out_of_time_()) return;
      }
      if (size <= 1) return;
    }
  }

  void simplify_steps() {
    for (std::size_t i = 0; i < best_.steps.size(); ++i) {
      for (const SimplifyStep& simpler : simpler_steps()) {
        Scenario candidate = best_;
        simpler(candidate.steps[i]);
        attempt(candidate);
      }
    }
  }

  void simplify_cases() {
    for (std::size_t i = 0; i < best_.steps.size(); ++i)
      while (!out_of_time_()) {
        bool smaller = false;
        for (const Scenario& candidate : simpler_cases(best_, i, library_))
          if (!smaller) smaller = attempt(candidate);
        if (!smaller) break;
      }
  }

  // What must never happen, where something else fails.
  void drop_unwanted() {
    for (std::size_t i = best_.never.size(); i-- > 0;) {
      Scenario candidate = best_;
      candidate.never.erase(candidate.never.begin() + static_cast<std::ptrdiff_t>(i));
      attempt(candidate);
    }
  }

  // Shorter waits between two steps, and at the end: none, or a round time.
  void close_gaps() {
    constexpr std::array<base::Duration, 6> round{base::Duration{0}, base::minutes(1), base::minutes(5),
                                                  base::hours(1),    base::hours(3),   base::days(1)};
    for (std::size_t i = 0; i < best_.steps.size(); ++i) {
      for (const base::Duration wanted : round) {
        const base::Duration before = i == 0 ? base::Duration{0} : best_.steps[i - 1].at;
        const base::Duration gap = best_.steps[i].at - before;
        if (wanted >= gap) break;
        Scenario candidate = best_;
        for (std::size_t j = i; j < candidate.steps.size(); ++j)
          candidate.steps[j].at -= gap - wanted;
        if (attempt(candidate)) break;
      }
    }
    for (const base::Duration wanted : round) {
      if (wanted >= best_.world.rest || wanted == base::Duration{0}) continue;
      Scenario candidate = best_;
      candidate.world.rest = wanted;
      if (attempt(candidate)) break;
    }
  }

  const runner::Library& library_;
  const Fails& fails_;
  const std::function<bool()>& out_of_time_;
  bool changed_ = false;
};

}  // namespace

Shrunk shrink(const Scenario& world, const std::string& check, const runner::Library& library,
              const Fails& fails, const std::function<bool()>& out_of_time) {
  Shrinker shrinker(world, library, fails, out_of_time);
  shrinker.run();
  Shrunk shrunk{std::move(shrinker.best_), shrinker.minimal_, shrinker.runs_};
  // What a scenario asks for itself it still shows.
  if (invariant_of(check) == nullptr && check != "run") return shrunk;
  shrunk.world.name = name_of(check);
  shrunk.world.shows = {requirement_of(check)};
  return shrunk;
}

WorldSize size_of(const Scenario& world) {
  WorldSize size;
  std::set<std::pair<std::string, std::string>> cases;
  for (const Step& step : world.steps) {
    if (const std::string id = case_of(step); !id.empty()) cases.emplace(step.practice, id);
    if (std::holds_alternative<runner::StartFault>(step.what) ||
        std::holds_alternative<runner::Crash>(step.what) ||
        std::holds_alternative<runner::SetClock>(step.what))
      ++size.faults;
    else
      ++size.steps;
  }
  size.cases = cases.size();
  if (world.world.has_rates)
    size.faults += static_cast<std::size_t>(std::count_if(world.world.rates.per_mille.begin(),
                                                          world.world.rates.per_mille.end(),
                                                          [](std::uint32_t rate) { return rate > 0; }));
  return size;
}

}  // namespace articulator::explore

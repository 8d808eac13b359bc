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

// What is broken when an invariant is: the scenario `shows` it.
struct Shows {
  std::string_view check;
  std::string_view requirement;
};
constexpr std::array<Shows, 13> shown_by{{{"exactly_once", "DSP-01"},
                                          {"nothing_lost", "RES-03"},
                                          {"stage_order", "STS-05"},
                                          {"sides_agree", "STS-08"},
                                          {"audit_complete", "AUD-05"},
                                          {"identifiers", "SEC-04"},
                                          {"messages_once", "NTF-02"},
                                          {"consent", "NTF-02"},
                                          {"quiet_hours", "NTF-03"},
                                          {"approval", "GOV-02"},
                                          {"visits", "NTF-05"},
                                          {"invoice_lines", "REC-03"},
                                          {"monitor", "GOV-01"}}};

std::string requirement_of(const std::string& check) {
  for (const Shows& one : shown_by)
    if (one.check == check) return std::string(one.requirement);
  return "PBT-01";
}

std::string name_of(const std::string& check) {
  for (const runner::Invariant& one : runner::invariants())
    if (one.name == check) return std::string(one.says);
  return "a world that was explored can be run to its end";
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
    } while (changed_ && !out_of_time_());
    minimal_ = !changed_;
  }

  Scenario best_;
  bool minimal_ = false;
  std::uint64_t runs_ = 0;

 private:
  bool attempt(Scenario candidate) {
    if (out_of_time_() || candidate == best_) return false;
    ++runs_;
    if (!fails_(candidate)) return false;
    best_ = std::move(candidate);
    changed_ = true;
    return true;
  }
  bool attempt_with(const Simplify& simpler) {
    Scenario candidate = best_;
    simpler(candidate, library_);
    return attempt(std::move(candidate));
  }

  void drop_practices() {
    for (std::size_t i = best_.world.practices.size(); i-- > 1;) {
      Scenario candidate = best_;
      const std::string practice = candidate.world.practices[i].practice;
      const std::string node = candidate.world.practices[i].node();
      std::erase_if(candidate.steps,
                    [&](const Step& step) { return step.practice == practice || node_of(step) == node; });
      candidate.world.practices.erase(candidate.world.practices.begin() + static_cast<std::ptrdiff_t>(i));
      // A lab of one practice is not told whose case is meant.
      if (candidate.world.practices.size() > 1 || practice_unsaid(candidate)) attempt(std::move(candidate));
    }
  }

  // The steps of a world that has one practice left, as the loader would have read them.
  bool practice_unsaid(Scenario& candidate) const {
    auto again = read_again(candidate, library_);
    if (!again) return false;
    candidate = std::move(*again);
    return true;
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
      attempt(std::move(candidate));
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
        if (!attempt(std::move(candidate))) from += size;
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
        attempt(std::move(candidate));
      }
    }
  }

  void simplify_cases() {
    for (std::size_t i = 0; i < best_.steps.size(); ++i)
      while (!out_of_time_()) {
        bool smaller = false;
        for (Scenario& candidate : simpler_cases(best_, i, library_))
          if (!smaller) smaller = attempt(std::move(candidate));
        if (!smaller) break;
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
        if (attempt(std::move(candidate))) break;
      }
    }
    for (const base::Duration wanted : round) {
      if (wanted >= best_.world.rest || wanted == base::Duration{0}) continue;
      Scenario candidate = best_;
      candidate.world.rest = wanted;
      if (attempt(std::move(candidate))) break;
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

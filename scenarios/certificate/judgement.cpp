#include "scenarios/certificate/judgement.hpp"

#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

bool shows(const Run& run, const std::string& id) {
  const auto& ids = run.result.shows;
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Whether one word of a list of words is `id`.
bool names(std::string_view words, std::string_view id) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == id) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// The first failure of a run that is an invariant's which stands for `id`; null: none.
const runner::Failure* broken_invariant(const Run& run, const std::string& id) {
  for (const runner::Failure& failure : run.result.failures)
    for (const runner::Invariant& invariant : runner::invariants())
      if (failure.check == invariant.name && names(invariant.requirements, id)) return &failure;
  return nullptr;
}

std::string first_failure(const Run& run, const runner::Failure* of_invariant) {
  const runner::Failure* failure = of_invariant;
  if (!failure && !run.result.failures.empty()) failure = &run.result.failures.front();
  if (!failure) return run.id;
  return fmt::format("{}: expected {}; found {}", run.id, failure->expected, failure->found);
}

// What is to be said where none of the runs that show an id was made.
void say_why_not(RequirementVerdict& verdict, const std::vector<Run>& runs) {
  const auto all = [&](LeftOut why) {
    return std::all_of(verdict.runs.begin(), verdict.runs.end(),
                       [&](std::size_t n) { return runs[n].left_out == why; });
  };
  if (verdict.runs.empty()) {
    verdict.why = "no scenario shows it";
    return;
  }
  const Run& first = runs[verdict.runs.front()];
  verdict.why = first.because;
  if (!all(LeftOut::other_system)) return;
  verdict.verdict = IdVerdict::not_applicable;
  verdict.why = "only scenarios about other systems show it: " + first.because;
}

WorldsVerdict judge_worlds(const Worlds& wanted, const std::vector<Run>& runs) {
  WorldsVerdict verdict{wanted, 0, {}};
  for (std::uint64_t number = 1; number <= wanted.count; ++number) {
    const auto run = std::find_if(runs.begin(), runs.end(), [&](const Run& one) {
      return one.world == WorldNumber{wanted.seed, number};
    });
    if (run != runs.end() && run->left_out == LeftOut::no && run->result.verdict == runner::Verdict::passed)
      ++verdict.held;
    else if (verdict.why.empty())
      verdict.why = run == runs.end()              ? fmt::format("world {} was not run", number)
                    : run->left_out == LeftOut::no ? first_failure(*run, nullptr)
                                                   : run->because;
  }
  return verdict;
}

RequirementVerdict judge_one(const std::string& id, const Claims& claims, const std::vector<Run>& runs) {
  RequirementVerdict verdict{id, {}, IdVerdict::not_judged, {}, {}};
  if (!is_claimed(claims, id)) {
    verdict.verdict = IdVerdict::not_applicable;
    verdict.why = "the engine does not claim it (GET /v1/capabilities)";
    return verdict;
  }
  std::size_t held = 0;
  std::size_t not_come_to = 0;
  std::string failure;
  for (std::size_t n = 0; n < runs.size(); ++n) {
    const Run& run = runs[n];
    const bool shown = shows(run, id);
    const runner::Failure* broken = broken_invariant(run, id);
    if (!shown && !broken) continue;
    verdict.runs.push_back(n);
    not_come_to += run.left_out == LeftOut::not_come_to ? 1U : 0U;
    if (run.left_out != LeftOut::no) continue;
    if (run.result.verdict == runner::Verdict::passed)
      ++held;
    else if (failure.empty() || broken)
      failure = first_failure(run, broken);
  }
  if (!failure.empty()) {
    verdict.verdict = IdVerdict::failed;
    verdict.why = std::move(failure);
  } else if (held > 0 && not_come_to == 0) {
    verdict.verdict = IdVerdict::passed;
  } else if (held > 0) {
    verdict.why = fmt::format("{} of the scenarios that show it were not come to", not_come_to);
  } else {
    say_why_not(verdict, runs);
  }
  return verdict;
}

}  // namespace

bool Judgement::all_granted() const {
  return std::all_of(levels.begin(), levels.end(), [](const LevelVerdict& level) { return level.granted; });
}

std::size_t Judgement::count(IdVerdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(requirements.begin(), requirements.end(),
                    [&](const RequirementVerdict& one) { return one.verdict == verdict; }));
}

bool is_claimed(const Claims& claims, const std::string& id) {
  return !claims || std::find(claims->begin(), claims->end(), id) != claims->end();
}

const runner::Failure* failure_against(const Run& run, const std::string& id) {
  if (run.left_out != LeftOut::no || run.result.failures.empty()) return nullptr;
  if (const runner::Failure* broken = broken_invariant(run, id)) return broken;
  return shows(run, id) ? &run.result.failures.front() : nullptr;
}

Judgement judge(const Profile& profile, const std::vector<runner::Requirement>& table, const Claims& claims,
                const std::vector<Run>& runs) {
  Judgement judgement;
  bool so_far = true;
  for (const Level& level : profile.levels) {
    LevelVerdict of_level{level.name, level.says, false, {}, {}};
    for (const std::string& id : level.requirements) {
      RequirementVerdict verdict = judge_one(id, claims, runs);
      if (const runner::Requirement* row = runner::find_requirement(table, id)) verdict.text = row->text;
      if (verdict.verdict != IdVerdict::passed) of_level.missing.push_back(id);
      judgement.requirements.push_back(std::move(verdict));
    }
    if (level.worlds) of_level.worlds = judge_worlds(*level.worlds, runs);
    so_far = so_far && of_level.missing.empty() && (!of_level.worlds || of_level.worlds->all_held());
    of_level.granted = so_far;
    judgement.levels.push_back(std::move(of_level));
  }
  return judgement;
}

}  // namespace articulator::certificate

#include "property_tests/mutants/kills.hpp"

#include "property_tests/explore/certified_worlds.hpp"
#include "property_tests/mutants/mutant_host.hpp"
#include "scenarios/certificate/certification.hpp"
#include "scenarios/certificate/judgement.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

namespace articulator::mutants {
namespace {

using certificate::LeftOut;
using certificate::Plan;
using certificate::Run;
using runner::Scenario;
using Clock = std::chrono::steady_clock;

base::Duration length_of(const Scenario& scenario) {
  return scenario.world.rest + (scenario.steps.empty() ? base::Duration{0} : scenario.steps.back().at);
}

// 0: shows the requirement; 1: one of its group; 2: others.
int rank_of(const Scenario& scenario, std::string_view requirement) {
  const auto any = [&](auto fits) { return std::any_of(scenario.shows.begin(), scenario.shows.end(), fits); };
  if (any([&](const std::string& id) { return id == requirement; })) return 0;
  constexpr std::size_t group = 4;  // "VAL-"
  return any([&](const std::string& id) { return id.substr(0, group) == requirement.substr(0, group); }) ? 1
                                                                                                         : 2;
}

// The likeliest first, and of these the shortest.
std::vector<std::size_t> order_for(const Plan& plan, std::string_view requirement) {
  std::vector<std::size_t> order;
  for (std::size_t n = 0; n < plan.runs.size(); ++n)
    if (plan.runs[n].left_out == LeftOut::not_come_to && !plan.runs[n].world) order.push_back(n);
  const auto key = [&](std::size_t n) {
    return std::tuple(rank_of(plan.scenarios[n], requirement), length_of(plan.scenarios[n]), n);
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

base::Duration since(Clock::time_point begun) {
  return std::chrono::duration_cast<base::Duration>(Clock::now() - begun);
}

void note_death(Hunted& hunted, const Run& run, const runner::Failure& failure) {
  hunted.scenario = run.id;
  hunted.check = failure.check;
}

// Takes mutants off one counter.
class KillHunt {
 public:
  using Work = std::function<base::Expected<void>(const Mutant&, Hunted&)>;

  KillHunt(const KillOptions& options, Work work) : options_(options), work_(std::move(work)) {
    for (const Mutant& one : mutants())
      if (options.only.empty() || options.only == one.name) hunted_.push_back(&one);
    results_.resize(hunted_.size());
  }

  base::Expected<std::vector<Hunted>> perform() {
    {
      std::vector<std::jthread> threads;
      for (int i = 1; i < options_.jobs; ++i)
        threads.emplace_back([this] { work(); });
      work();
    }
    if (trouble_) return std::unexpected(*trouble_);
    return std::move(results_);
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < hunted_.size(); i = next_++) {
      const auto begun = Clock::now();
      Hunted& one = results_[i];
      one.mutant = hunted_[i]->name;
      one.requirement = hunted_[i]->requirement;
      const auto done = work_(*hunted_[i], one);
      one.took = since(begun);
      const std::scoped_lock lock(mutex_);
      if (!done && !trouble_) trouble_ = done.error();
      if (options_.on_done) options_.on_done(one);
    }
  }

  const KillOptions& options_;
  Work work_;
  std::vector<const Mutant*> hunted_;
  std::vector<Hunted> results_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::optional<base::Error> trouble_;
};

void hunt_in_worlds(const Quarry& quarry, const Mutant& mutant, Hunted& hunted) {
  for (std::size_t n = 0; n < quarry.plan.runs.size(); ++n) {
    if (!quarry.plan.runs[n].world) continue;
    const auto engine = mutant.make();
    const auto result = runner::run_scenario(quarry.plan.scenarios[n], *quarry.library, *engine, {});
    if (result.failures.empty()) continue;
    hunted.world = quarry.plan.runs[n].id;
    hunted.world_check = result.failures.front().check;
    return;
  }
}

void hunt_in_process(const Quarry& quarry, const KillOptions& options, const Mutant& mutant, Hunted& hunted) {
  std::vector<std::size_t> order = order_for(quarry.plan, mutant.requirement);
  order.resize(std::min(order.size(), options.scenarios_max));
  for (const std::size_t n : order) {
    Run run = quarry.plan.runs[n];
    run.left_out = LeftOut::no;
    const auto engine = mutant.make();
    run.result = runner::run_scenario(quarry.plan.scenarios[n], *quarry.library, *engine, {});
    ++hunted.scenarios;
    const auto* failure = certificate::failure_against(run, std::string(mutant.requirement));
    if (!failure) continue;
    note_death(hunted, run, *failure);
    return;
  }
}

void move_to_front(std::vector<std::size_t>& order, const Plan& plan, const std::string& id) {
  const auto found =
      std::find_if(order.begin(), order.end(), [&](std::size_t n) { return plan.runs[n].id == id; });
  if (found != order.end()) std::rotate(order.begin(), found, std::next(found));
}

// The plan of one mutant: what is known to kill it, then the likeliest.
Plan plan_for(const Quarry& quarry, const Mutant& mutant, const KillOptions& options) {
  std::vector<std::size_t> order = order_for(quarry.plan, mutant.requirement);
  for (const certificate::Kill& kill : options.known.kills)
    if (kill.mutant == mutant.name) move_to_front(order, quarry.plan, kill.scenario);
  order.resize(std::min(order.size(), options.scenarios_max));
  Plan plan;
  plan.library = quarry.plan.library;
  for (const std::size_t n : order) {
    plan.runs.push_back(quarry.plan.runs[n]);
    plan.scenarios.push_back(quarry.plan.scenarios[n]);
  }
  return plan;
}

base::Expected<void> hunt_by_certificate(const Quarry& quarry, const KillOptions& options,
                                         const Mutant& mutant, Hunted& hunted) {
  const auto host = MutantHost::start(mutant, "127.0.0.1", 0);
  if (!host) return std::unexpected(host.error());
  Plan plan = plan_for(quarry, mutant, options);
  const std::string id(mutant.requirement);
  certificate::CertificationOptions how;
  how.engine_urls = {(*host)->url()};
  how.folder = options.folder + "/" + std::string(mutant.name);
  how.enough = [&](const std::vector<Run>& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [&](const Run& run) { return certificate::failure_against(run, id) != nullptr; });
  };
  if (auto done = certificate::certify(plan, *quarry.library, how); !done) return done;
  const auto judgement = certificate::judge(quarry.profile, quarry.requirements, {}, plan.runs);
  for (const certificate::RequirementVerdict& verdict : judgement.requirements)
    if (verdict.verdict == certificate::IdVerdict::failed) hunted.failed.push_back(verdict.id);
  for (const Run& run : plan.runs) {
    hunted.scenarios += run.left_out == LeftOut::no ? 1U : 0U;
    if (const auto* failure = certificate::failure_against(run, id)) note_death(hunted, run, *failure);
  }
  return {};
}

}  // namespace

base::Expected<Quarry> read_quarry(const std::string& scenarios) {
  auto profile = certificate::read_profile(scenarios + "/profiles/full.json");
  if (!profile) return std::unexpected(profile.error());
  auto library = runner::Library::read(scenarios + "/library");
  if (!library) return std::unexpected(library.error());
  auto requirements = runner::read_requirements(scenarios + "/requirements.json");
  if (!requirements) return std::unexpected(requirements.error());
  auto plan = certificate::make_plan(*profile, {}, {}, scenarios + "/library", **library,
                                     explore::worlds_for(**library));
  if (!plan) return std::unexpected(plan.error());
  return Quarry{std::move(*profile), std::move(*library), std::move(*requirements), std::move(*plan)};
}

std::vector<Hunted> derive_kills(const Quarry& quarry, const KillOptions& options) {
  KillHunt hunt(options, [&](const Mutant& mutant, Hunted& hunted) -> base::Expected<void> {
    hunt_in_process(quarry, options, mutant, hunted);
    hunt_in_worlds(quarry, mutant, hunted);
    return {};
  });
  return hunt.perform().value();
}

base::Expected<std::vector<Hunted>> hunt_over_sockets(const Quarry& quarry, const KillOptions& options) {
  KillHunt hunt(options, [&](const Mutant& mutant, Hunted& hunted) {
    return hunt_by_certificate(quarry, options, mutant, hunted);
  });
  return hunt.perform();
}

std::vector<certificate::Kill> kills_of(const std::vector<Hunted>& all) {
  std::vector<certificate::Kill> kills;
  for (const Hunted& one : all)
    if (!one.scenario.empty())
      kills.push_back({std::string(one.requirement), std::string(one.mutant), one.scenario, one.check,
                       one.world, one.world_check});
  return kills;
}

}  // namespace articulator::mutants

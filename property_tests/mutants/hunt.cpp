#include "property_tests/mutants/hunt.hpp"

#include "property_tests/explore/exploration.hpp"
#include "property_tests/explore/world_generator.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <utility>

namespace articulator::mutants {
namespace {

using runner::Scenario;

// Those that show the requirement, then those of its group, then the others.
std::vector<const Scenario*> likeliest_first(const std::vector<Scenario>& scenarios,
                                             std::string_view requirement) {
  const auto rank = [&](const Scenario& one) {
    const auto shows = [&](auto fits) { return std::any_of(one.shows.begin(), one.shows.end(), fits); };
    if (shows([&](const std::string& id) { return id == requirement; })) return 0;
    return shows([&](const std::string& id) { return id.substr(0, 4) == requirement.substr(0, 4); }) ? 1 : 2;
  };
  std::vector<const Scenario*> order;
  for (int wanted = 0; wanted <= 2; ++wanted)
    for (const Scenario& one : scenarios)
      if (rank(one) == wanted) order.push_back(&one);
  return order;
}

class Hunt {
 public:
  Hunt(const std::vector<Scenario>& scenarios, const runner::Library& library, const HuntOptions& options)
      : scenarios_(scenarios), library_(library), options_(options) {
    for (const Mutant& one : mutants())
      if (options.only.empty() || options.only == one.name) hunted_.push_back(&one);
    caught_.resize(hunted_.size());
  }

  std::vector<Caught> perform() {
    {
      std::vector<std::jthread> threads;
      for (int i = 1; i < options_.jobs; ++i)
        threads.emplace_back([this] { work(); });
      work();
    }
    return std::move(caught_);
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < hunted_.size(); i = next_++)
      caught_[i] = hunt_one(*hunted_[i]);
  }

  [[nodiscard]] Caught hunt_one(const Mutant& mutant) const {
    Caught caught;
    caught.mutant = mutant.name;
    caught.requirement = mutant.requirement;
    const Scenario* by = nullptr;
    for (const Scenario* scenario : likeliest_first(scenarios_, mutant.requirement)) {
      const auto engine = mutant.make();
      const auto result = run_scenario(*scenario, library_, *engine,
                                       {});  // What the reference engine does not pass either tells nothing.
      if (result.failures.empty() || !reference_passes(*scenario)) continue;
      caught.scenario = scenario->file;
      caught.check = result.failures.front().check;
      by = scenario;
      break;
    }
    explore_with(mutant, caught);
    if (!caught.shrunk && by != nullptr && options_.shrink_time) shrink(mutant, *by, caught.check, caught);
    return caught;
  }

  void shrink(const Mutant& mutant, const Scenario& from, const std::string& check, Caught& caught) const {
    const auto fails = [&](const Scenario& world) {
      const auto engine = mutant.make();
      const auto result = explore::run_world(world, library_, *engine, nullptr);
      return std::any_of(result.failures.begin(), result.failures.end(),
                         [&](const runner::Failure& one) { return one.check == check; }) &&
             reference_passes(world);
    };
    if (!fails(from)) return;
    explore::Shrunk small = explore::shrink(from, check, library_, fails, options_.shrink_time());
    caught.shrunk = true;
    caught.minimal = small.minimal;
    caught.size = explore::size_of(small.world);
    caught.smallest = std::move(small.world);
  }
  [[nodiscard]] bool reference_passes(const Scenario& scenario) const {
    const auto engine = explore::reference_engine()();
    return run_scenario(scenario, library_, *engine, {}).failures.empty();
  }

  void explore_with(const Mutant& mutant, Caught& caught) const {
    std::set<std::string> checks;
    std::string first_check;
    for (std::uint64_t number = 1; number <= options_.worlds; ++number) {
      const Scenario world = explore::generate_world(options_.seed, number, library_);
      const auto engine = mutant.make();
      const auto result = explore::run_world(world, library_, *engine, nullptr);
      if (result.failures.empty()) continue;
      ++caught.worlds_failed;
      checks.insert(result.failures.front().check);
      if (caught.first_world != 0) continue;
      caught.first_world = number;
      first_check = result.failures.front().check;
    }
    caught.world_checks.assign(checks.begin(), checks.end());
    if (caught.first_world == 0 || !options_.shrink_time) return;
    shrink(mutant, explore::generate_world(options_.seed, caught.first_world, library_), first_check, caught);
  }

  const std::vector<Scenario>& scenarios_;
  const runner::Library& library_;
  const HuntOptions& options_;
  std::vector<const Mutant*> hunted_;
  std::vector<Caught> caught_;
  std::atomic<std::size_t> next_ = 0;
};

}  // namespace

bool is_small(const Caught& one) {
  return one.shrunk && one.size.cases <= cases_needed_max && one.size.faults <= faults_needed_max;
}

std::vector<Caught> hunt(const std::vector<Scenario>& scenarios, const runner::Library& library,
                         const HuntOptions& options) {
  return Hunt(scenarios, library, options).perform();
}

}  // namespace articulator::mutants

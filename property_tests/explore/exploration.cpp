#include "property_tests/explore/exploration.hpp"

#include "property_tests/explore/world_generator.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace articulator::explore {
namespace {

// Threads take numbers off one counter; results wait until those before them are there.
class ExploreRun {
 public:
  ExploreRun(const ExploreOptions& options, const runner::Library& library,
             const std::function<bool(const Explored& one)>& on_world)
      : options_(options),
        library_(library),
        on_world_(on_world),
        next_(options.first),
        told_(options.first),
        end_(options.first + options.worlds) {}

  void perform() {
    std::vector<std::jthread> threads;
    for (int i = 1; i < options_.jobs; ++i)
      threads.emplace_back([this] { work(); });
    work();
  }

 private:
  void work() {
    for (;;) {
      const std::uint64_t number = take();
      if (number == 0) return;
      tell(run(number));
    }
  }

  std::uint64_t take() {
    const std::scoped_lock lock(mutex_);
    if (stopped_ || next_ >= end_ || options_.out_of_time()) return 0;
    return next_++;
  }

  [[nodiscard]] Explored run(std::uint64_t number) const {
    Explored one;
    one.number = number;
    const runner::Scenario world = generate_world(options_.seed, number, library_);
    const auto engine = options_.make_engine();
    one.result = run_world(world, library_, *engine, &one.coverage);
    if (options_.twice_every == 0 || number % options_.twice_every != 0) return one;
    one.run_twice = true;
    const auto second = options_.make_engine();
    if (run_world(world, library_, *second, nullptr).fingerprint != one.result.fingerprint)
      one.differs = first_difference(world, library_, options_.make_engine);
    return one;
  }

  void tell(Explored one) {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(one.number, std::move(one));
    while (!stopped_ && !waiting_.empty() && waiting_.begin()->first == told_) {
      stopped_ = !on_world_(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++told_;
    }
  }

  const ExploreOptions& options_;
  const runner::Library& library_;
  const std::function<bool(const Explored& one)>& on_world_;
  std::mutex mutex_;
  std::uint64_t next_;
  std::uint64_t told_;  // the next one to tell of
  std::uint64_t end_;
  bool stopped_ = false;
  std::map<std::uint64_t, Explored> waiting_;
};

}  // namespace

MakeEngine reference_engine() {
  return [] { return std::make_unique<runner::InProcessEngine>(); };
}

runner::ScenarioResult run_world(const runner::Scenario& world, const runner::Library& library,
                                 runner::EngineBinding& engine, Coverage* coverage) {
  runner::RunOptions options;
  options.watcher = coverage;
  return runner::run_scenario(world, library, engine, options);
}

void explore(const ExploreOptions& options, const runner::Library& library,
             const std::function<bool(const Explored& one)>& on_world) {
  ExploreRun(options, library, on_world).perform();
}

std::string first_difference(const runner::Scenario& world, const runner::Library& library,
                             const MakeEngine& make_engine) {
  std::vector<std::string> lines;
  runner::RunOptions options;
  options.sink = [&](std::string_view line) { lines.emplace_back(line); };
  const auto first = make_engine();
  run_scenario(world, library, *first, options);
  std::size_t at = 0;
  std::string differs;
  options.sink = [&](std::string_view line) {
    if (differs.empty() && (at >= lines.size() || lines[at] != line))
      differs =
          fmt::format("entry {}: first {}, then {}", at + 1, at < lines.size() ? lines[at] : "nothing", line);
    ++at;
  };
  const auto second = make_engine();
  run_scenario(world, library, *second, options);
  if (differs.empty() && at < lines.size())
    differs = fmt::format("entry {}: first {}, then nothing", at + 1, lines[at]);
  return differs;
}

}  // namespace articulator::explore

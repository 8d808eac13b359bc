#include "scenarios/runner/suite.hpp"

#include "scenarios/runner/scenario_run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace articulator::runner {
namespace {

// Scenarios are taken off one counter; results go to their own place.
class SuiteRun {
 public:
  SuiteRun(const std::vector<Scenario>& scenarios, const Library& library, const SuiteOptions& options)
      : scenarios_(scenarios), library_(library), options_(options), results_(scenarios.size()) {}

  base::Expected<std::vector<ScenarioResult>> perform() {
    const auto jobs = std::min(static_cast<std::size_t>(std::max(options_.jobs, 1)), scenarios_.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < jobs; ++i)
        threads.emplace_back([this] { work(); });
      work();
    }
    if (error_) return std::unexpected(*error_);
    return std::move(results_);
  }

 private:
  void work() {
    auto engine = options_.make_engine();
    if (!engine) {
      const std::scoped_lock lock(mutex_);
      if (!error_) error_ = engine.error();
      next_ = scenarios_.size();
      return;
    }
    for (std::size_t index = next_++; index < scenarios_.size(); index = next_++)
      run(index, **engine);
  }

  void run(std::size_t index, EngineBinding& engine) {
    RunOptions run{{}, options_.again, options_.again_options};
    if (options_.journal_of) run.sink = options_.journal_of(index);
    const auto begun = std::chrono::steady_clock::now();
    ScenarioResult result = run_scenario(scenarios_[index], library_, engine, run);
    result.wall_time = std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - begun);
    const std::scoped_lock lock(mutex_);
    if (options_.on_done) options_.on_done(index, result);
    results_[index] = std::move(result);
  }

  const std::vector<Scenario>& scenarios_;
  const Library& library_;
  const SuiteOptions& options_;
  std::vector<ScenarioResult> results_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::optional<base::Error> error_;
};

}  // namespace

base::Expected<std::vector<ScenarioResult>> run_suite(const std::vector<Scenario>& scenarios,
                                                      const Library& library, const SuiteOptions& options) {
  return SuiteRun(scenarios, library, options).perform();
}

}  // namespace articulator::runner

// A suite: many scenarios, run on several threads, one world each; what comes out does not depend on how
// many.
//
//   std::vector<ScenarioResult> results = run_suite(scenarios, library, {.jobs = 2, .make_engine = ...});
#pragma once

#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace articulator::runner {

struct SuiteOptions {
  int jobs = 1;
  // One engine a thread, used for one scenario after another. Error: it cannot be had at all.
  std::function<base::Expected<std::unique_ptr<EngineBinding>>()> make_engine;
  std::string again = "tools/articulator run";
  std::string again_options;
  // Told of each scenario that is done, one at a time, in the order in which they end; may be empty.
  std::function<void(std::size_t index, const ScenarioResult& result)> on_done;
  // Gets the lines of that scenario's journal; may be empty. Called on the thread that runs it.
  std::function<world::Journal::Sink(std::size_t index)> journal_of;
};

// In the order of `scenarios`. Error: no engine could be made.
base::Expected<std::vector<ScenarioResult>> run_suite(const std::vector<Scenario>& scenarios,
                                                      const Library& library, const SuiteOptions& options);

}  // namespace articulator::runner

// Runs one scenario against one engine and judges it.
//
//   InProcessEngine engine;
//   ScenarioResult result = run_scenario(scenario, library, engine, {});
//   result.verdict == Verdict::passed
#pragma once

#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/scenario.hpp"
#include "simulators/world/journal.hpp"

#include <string>

namespace articulator::runner {

struct RunOptions {
  world::Journal::Sink sink;                    // gets every line of the journal; may be empty
  std::string again = "tools/articulator run";  // the command that failures name, less the file
  std::string again_options;                    // what follows the file: "--over sockets"
  world::Watcher* watcher = nullptr;            // sees every entry of the journal; may be none
};

ScenarioResult run_scenario(const Scenario& scenario, const Library& library, EngineBinding& engine,
                            const RunOptions& options);

}  // namespace articulator::runner

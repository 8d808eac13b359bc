// Exploration: generated worlds, run and judged one after the other; what comes out does not depend on how
// many threads did it.
//
//   ExploreOptions options{.seed = 1, .worlds = 1000, .jobs = 2};
//   explore(options, library, [](const Explored& one) { ... return true; });     // in the worlds' order
//
// Every invariant is judged after every step, with faults or without; what needs peace, so that everything
// settles, at the end: the faults are over by then and the clock has run on.
#pragma once

#include "property_tests/explore/coverage.hpp"
#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace articulator::explore {

using MakeEngine = std::function<std::unique_ptr<runner::EngineBinding>()>;
MakeEngine reference_engine();

struct Explored {
  std::uint64_t number = 0;
  runner::ScenarioResult result;
  Coverage coverage;
  // Of a world that was run twice: where the second journal first says something else. Empty: nowhere.
  std::string differs;
  bool run_twice = false;
};

struct ExploreOptions {
  std::uint64_t seed = 1;
  std::uint64_t first = 1;  // number of the first world
  std::uint64_t worlds = 1000;
  int jobs = 1;
  std::uint64_t twice_every = 50;  // each so-many-th world is run twice; 0: none
  MakeEngine make_engine = reference_engine();
  std::function<bool()> out_of_time = [] { return false; };
};

// `on_world` is told of each world, in order, one at a time; false: no more are wanted.
void explore(const ExploreOptions& options, const runner::Library& library,
             const std::function<bool(const Explored& one)>& on_world);

// One world, judged after every step.
runner::ScenarioResult run_world(const runner::Scenario& world, const runner::Library& library,
                                 runner::EngineBinding& engine, Coverage* coverage);

// The first line in which two runs of a world differ, and its number; empty: none.
std::string first_difference(const runner::Scenario& world, const runner::Library& library,
                             const MakeEngine& make_engine);

}  // namespace articulator::explore

// Shrinking: a world that fails, made as small as it gets while it still fails in the same way.
//
//   Shrunk small = shrink(world, "exactly_once", library, fails, out_of_time);
//   write_scenario(small.world, library)         // fails by itself, and reads as if a person wrote it
//
// Delta debugging (Zeller, Hildebrandt 2002) over what a scenario is made of: practices, cases, steps,
// settings of the world, what differs in a case from a fixture, the time between two steps. It goes round
// until nothing more can be taken away (1-minimal: without any one step, fault or gap in time it passes), or
// until the time is over. A failing check of a scenario's own keeps its name and what it shows. Its state is
// the scenario itself: to go on later, shrink what it wrote.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace articulator::explore {

// Whether a world fails by the check that is meant.
using Fails = std::function<bool(const runner::Scenario& world)>;

struct Shrunk {
  runner::Scenario world;
  bool minimal = false;  // false: the time was over first
  std::uint64_t runs = 0;
};

// `world` fails. `check`: by what (Failure::check); it gives the result its name and what it shows.
Shrunk shrink(const runner::Scenario& world, const std::string& check, const runner::Library& library,
              const Fails& fails, const std::function<bool()>& out_of_time);

// How many cases and faults a world has: what is said of how small it became.
struct WorldSize {
  std::size_t cases = 0;
  std::size_t faults = 0;  // steps of a fault, a crash or a clock, and kinds of seeded ones
  std::size_t steps = 0;   // all others
};
WorldSize size_of(const runner::Scenario& world);

}  // namespace articulator::explore

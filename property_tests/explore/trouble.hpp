// What goes wrong in a generated world: faults of the network, outages, crashes, clocks.
#pragma once

#include "property_tests/explore/swarm.hpp"
#include "property_tests/explore/world_writer.hpp"
#include "scenarios/runner/scenario.hpp"

#include <string>
#include <vector>

namespace articulator::explore {

struct TroublePlace {
  const Dice& dice;
  const Swarm& swarm;
  const runner::Pair& pair;
  const std::vector<std::string>& practices;
  int active_minutes = 0;  // all of it is over by then
  std::string lab{};
  bool engine_dies = true;
};

struct Trouble {
  std::string rates;  // ", "faults": {...}" of the world, or empty
};

Trouble draw_trouble(const TroublePlace& place, StepList& steps);

}  // namespace articulator::explore

// What becomes of a case in a generated world: what the office, its people, the patient and the lab do.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "property_tests/explore/swarm.hpp"
#include "property_tests/explore/world_writer.hpp"
#include "scenarios/runner/library.hpp"

#include <cstdint>
#include <string>

namespace articulator::explore {

struct LifePlace {
  const Dice& dice;
  const Swarm& swarm;
  const runner::Library& library;
  base::Instant start;
  base::TimeZone zone;
  std::string lab;
  std::string practice;
  int number = 1;  // of the case in its practice
  int active_minutes = 0;
};

// `nth`: of all cases of the world.
void draw_case_life(const LifePlace& place, std::uint64_t nth, StepList& steps);

// What is about no case: the policy, the lab's line.
void draw_office_life(const LifePlace& place, StepList& steps);

}  // namespace articulator::explore

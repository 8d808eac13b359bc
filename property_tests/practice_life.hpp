// Lives of a practice: sequences of events as a PMS, labs and people might send them, in any order and with
// any repeats.
//
//   for (const model::Event& event : *practice_life()) practice.apply(event, decisions);
#pragma once

#include "engine/model/event.hpp"

#include <vector>

#include <rapidcheck.h>

namespace articulator::property_tests {

// Policy and lab profile first; then up to some three hundred events of four patients and five cases. Phases
// other than `monitor`. Instants go forward but for now and then a late one.
rc::Gen<std::vector<model::Event>> practice_life();

}  // namespace articulator::property_tests

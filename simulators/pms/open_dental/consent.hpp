// What patients write to the office about messages to them: an inbound commlog, as the office's texting
// service leaves it. No column of the patient follows it.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>

namespace articulator::simulators::open_dental {

// Whether the last inbound commlog of that mode that is a word to stop or to start is one to stop.
bool taken_back(const Office& office, std::int64_t patient, Mode mode);

// The act `patient_says`.
base::Expected<void> act_patient_says(Office& office, base::ObjectReader& arguments,
                                      world::SimulatorOutputs& out);

}  // namespace articulator::simulators::open_dental

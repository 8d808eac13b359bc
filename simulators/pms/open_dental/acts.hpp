// What scenarios make the office do: the verbs of `open_dental.hpp`.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <string_view>

namespace articulator::simulators::open_dental {

base::Expected<void> do_act(Office& office, std::string_view verb, const base::JsonValue& arguments,
                            world::SimulatorOutputs& out);

using Act = base::Expected<void> (*)(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out);

base::Expected<void> act_case_ready(Office& office, base::ObjectReader& arguments,
                                    world::SimulatorOutputs& out);
base::Expected<void> act_case_update(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out);
base::Expected<void> act_case_cancel(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out);
base::Expected<void> act_case_delete(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out);
base::Expected<void> act_case_received(Office& office, base::ObjectReader& arguments,
                                       world::SimulatorOutputs& out);
base::Expected<void> act_case_feedback(Office& office, base::ObjectReader& arguments,
                                       world::SimulatorOutputs& out);
base::Expected<void> act_case_seated(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out);
base::Expected<void> act_patient_update(Office& office, base::ObjectReader& arguments,
                                        world::SimulatorOutputs& out);
base::Expected<void> act_opt_out(Office& office, base::ObjectReader& arguments, world::SimulatorOutputs& out);
base::Expected<void> act_appointment_booked(Office& office, base::ObjectReader& arguments,
                                            world::SimulatorOutputs& out);
base::Expected<void> act_appointment_moved(Office& office, base::ObjectReader& arguments,
                                           world::SimulatorOutputs& out);
base::Expected<void> act_appointment_cancelled(Office& office, base::ObjectReader& arguments,
                                               world::SimulatorOutputs& out);

}  // namespace articulator::simulators::open_dental

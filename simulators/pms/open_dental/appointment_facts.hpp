// What becomes of seat visits in the schedule, said as facts for judges, whoever did it: the practice's own
// people by an act, or an engine over the wire.
//
// An engine's move or booking of a lab case's visit is said twice: `engine.appointment.moved` or `.booked`,
// which a person's word must have come before, and `pms.appointment.moved` or `.booked`, as the office's log
// has it. An appointment whose note bears "[hold LC-7 until ...]" is a tentative hold: `engine.slot.held`,
// and `engine.slot.released` once it is off the schedule.
#pragma once

#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::open_dental {

// `start`: as it was said, where it was; empty: of the row.
void say_appointment(const Office& office, std::string_view type, const Appointment& row,
                     std::string_view start, world::SimulatorOutputs& out);

// After a POST; after a PUT or Break of an appointment; after a PUT of a lab case.
void say_entered(const Office& office, const Appointment& after, world::SimulatorOutputs& out);
void say_changed(const Office& office, const Appointment& before, const Appointment& after,
                 world::SimulatorOutputs& out);
void say_attached(const Office& office, const LabCase& before, const LabCase& after,
                  world::SimulatorOutputs& out);

}  // namespace articulator::simulators::open_dental

// What an engine writes into the office, said as facts in the words of the log format, for judges.
#pragma once

#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::open_dental {

enum class Source : std::uint8_t { pms, engine };

void say(const Office& office, Source source, std::string_view type, std::string subject, std::string data,
         world::SimulatorOutputs& out);

std::string case_id(std::int64_t number);     // LC-7
std::string patient_id(std::int64_t number);  // PT-7

// `engine.pms.status`, where the lab block's status is another than before.
void say_status_change(const Office& office, const LabCase& before, const LabCase& after,
                       world::SimulatorOutputs& out);

// `engine.pms.note` and `engine.patient.notified`, for the commlogs that are one.
void say_commlog(const Office& office, const Commlog& commlog, world::SimulatorOutputs& out);

}  // namespace articulator::simulators::open_dental

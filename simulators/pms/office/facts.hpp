// Facts of the office, in the words of the log format (DESIGN.md), for judges.
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/pms/office/office.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::simulators::office {

enum class Source : std::uint8_t { pms, engine };

void say(const Setup& setup, Source source, std::string_view type, std::string_view subject, std::string data,
         world::SimulatorOutputs& out);

// {"patient","consent","prefers"?,"allergies","chart","identity"?}: the consents as they are in law.
std::string patient_data(const Office& office, const Patient& row);

// {"appointment","patient","start","minutes","provider"?,"operatory"?}; its id under `id_key`: "appointment",
// "hold", or "id" inside a case. `start`: as it was said, where it was; empty: of the row.
void write_appointment(base::JsonWriter& writer, const Appointment& row, std::string_view id_key,
                       std::string_view start);
std::string appointment_data(const Appointment& row, std::string_view id_key, std::string_view start = {});

// The subject is the case that it is for.
void say_appointment(const Setup& setup, std::string_view type, const Appointment& row,
                     std::string_view start, world::SimulatorOutputs& out);

}  // namespace articulator::simulators::office

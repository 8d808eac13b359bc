// What a scenario's step may have the lab do (the table of verbs is in dentsply_sirona.hpp).
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"
#include "simulators/lab/dentsply_sirona/tokens.hpp"

#include <string_view>

namespace articulator::simulators::dentsply_sirona {

base::Expected<void> act(Lab& lab, Tokens& tokens, std::string_view verb, const base::JsonValue& arguments,
                         Instant now, SimulatorOutputs& out);

}  // namespace articulator::simulators::dentsply_sirona

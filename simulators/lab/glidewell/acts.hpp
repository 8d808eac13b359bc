// What a scenario's step may have the lab do (the table of verbs is in glidewell.hpp).
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/glidewell/lab.hpp"

#include <string_view>

namespace articulator::simulators::glidewell {

base::Expected<void> act(Lab& lab, std::string_view verb, const base::JsonValue& arguments, Instant now,
                         SimulatorOutputs& out);

}  // namespace articulator::simulators::glidewell

// JSON as a line that a person reads: {"codes":["VAL-05"],"status":"blocked"} -> "codes VAL-05 · status
// blocked".
#pragma once

#include "engine/base/json_reader.hpp"

#include <string>
#include <string_view>

namespace articulator::replay {

// At most some 400 bytes; what is longer ends in "...". "null" and what is no JSON: "nothing".
std::string readable(base::JsonValue value);
std::string readable(std::string_view json);

}  // namespace articulator::replay

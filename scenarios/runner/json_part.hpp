// Whether one JSON value is part of another: what a scenario writes of a fact against the fact itself.
#pragma once

#include "engine/base/json_reader.hpp"

namespace articulator::runner {

// Objects: every member of `part` is in `whole` and part of it there. Arrays: as long, and each element is
// part of the one in its place. All else: equal.
bool is_part(const base::JsonValue& part, const base::JsonValue& whole);

}  // namespace articulator::runner

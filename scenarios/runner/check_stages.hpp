// The judges' own idea of the stages and their order (REQUIREMENTS, "Normalised stages").
#pragma once

#include <optional>
#include <string_view>

namespace articulator::runner {

// Its place in the order; empty: it stands beside the order (on_hold, cancelled, returned, dead_letter), or
// is none.
std::optional<int> stage_rank(std::string_view stage);

}  // namespace articulator::runner

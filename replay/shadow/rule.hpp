// Which requirement a divergence rests on, so that a reader knows where to look it up.
//
//   rule_of(DivergenceKind::late, &reference, &production)   -> "DSP-08" for an order
#pragma once

#include "replay/log/decided.hpp"
#include "replay/shadow/report.hpp"

#include <string>

namespace articulator::replay {

// Ids of REQUIREMENTS, several separated by a comma and a space. For validations the findings that only one
// side has; for reviews their reasons. At least one of the two sides is given.
std::string rule_of(DivergenceKind kind, const Decided* reference, const Decided* production);

}  // namespace articulator::replay

// What happened to a case, told again as the steps of a scenario, each at its instant: what the office, the
// lab and people did, and how the policy changed.
//
//   if (auto told = retell(history, until, steps); !told) return std::unexpected(told.error());
//
// The simulated lab answers orders by itself; one that was rejected is rejected again.
#pragma once

#include "engine/base/error.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/saved/steps.hpp"

namespace articulator::replay::saved {

// From the case's being sent on; what happened later than `until` is left out. `ready`: where it was sent.
// Error: something that no step can say.
base::Expected<void> retell(const CaseHistory& history, std::vector<CaseEvent>::const_iterator ready,
                            base::Instant until, Steps& steps);

}  // namespace articulator::replay::saved

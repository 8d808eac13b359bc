// What happened to a case, told again as the steps of a scenario, each at its instant: what the office, the
// lab and people did, and how the policy changed.
//
//   if (auto told = retell(history, from, until, {}, steps); !told) return std::unexpected(told.error());
//
// The simulated lab answers orders by itself; one that was rejected is rejected again.
#pragma once

#include "engine/base/error.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/saved/steps.hpp"

#include <optional>
#include <vector>

namespace articulator::replay::saved {

// From `from` on, where the case was sent; what happened later than `until` is left out.
// Error: something that no step can say.
// `billed_at`: when the lab bills what the log has of its statements, and nothing else; absent: as it likes.
base::Expected<void> retell(const CaseHistory& history, std::vector<CaseEvent>::const_iterator from,
                            base::Instant until, std::optional<base::Instant> billed_at, Steps& steps);

}  // namespace articulator::replay::saved

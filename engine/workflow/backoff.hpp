// How long to wait before the next attempt (RES-01).
//
//   backoff(limits.backoff_first, limits.backoff_max, seed, "p-01 glidewell LC-7 order.sent", 3)   // 2 to 4
//   s
#pragma once

#include "engine/base/instant.hpp"

#include <cstdint>
#include <string_view>

namespace articulator::workflow {

// The whole wait doubles with each attempt, from `first` to at most `longest`; jitter takes it to somewhere
// in [half, whole], so that tasks that failed together do not come back together. The draw depends on (seed,
// task, attempt) alone. `attempt` counts from 1: the attempts that have failed so far.
base::Duration backoff(base::Duration first, base::Duration longest, std::uint64_t seed,
                       std::string_view task, int attempt);

}  // namespace articulator::workflow

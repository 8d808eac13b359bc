// The wall clock: the only one in the engine, for a daemon that goes by real time.
#pragma once

#include "engine/base/instant.hpp"

#include <chrono>

namespace articulator::host {

inline base::Instant wall_clock() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

}  // namespace articulator::host

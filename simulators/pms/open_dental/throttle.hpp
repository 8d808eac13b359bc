// The throttle of one customer key in remote mode: requests wait in line, one is served each interval.
//
// The vendor's wording (apiimplementation, "Throttling") suggests that the server delays rather than refuses,
// so a request's answer is late by its wait. Whoever would wait for more than 60 s gets a 504.
#pragma once

#include "engine/base/instant.hpp"

#include <algorithm>

namespace articulator::simulators::open_dental {

inline constexpr base::Duration processing_max = base::seconds(60);

class Throttle {
 public:
  // How long a request of now must wait for its turn.
  [[nodiscard]] base::Duration wait(base::Instant now) const {
    return std::max(base::Duration{0}, free_ - now);
  }

  // The request takes its turn.
  void take(base::Instant now, base::Duration interval) { free_ = now + wait(now) + interval; }

 private:
  base::Instant free_;
};

}  // namespace articulator::simulators::open_dental

// Failure: a check that did not hold, as a person reads it.
#pragma once

#include "engine/base/instant.hpp"

#include <string>

namespace articulator::runner {

struct Failure {
  std::string expected;
  std::string found;  // what the journal shows instead
  base::Instant at;   // virtual
  std::string again;  // the command that runs just this once more; the runner knows it
  // What failed, by a name that stays the same however the scenario is changed: an invariant's, "expect
  // order", "step" where one cannot be done, "run" where it cannot go on.
  std::string check{};
};

}  // namespace articulator::runner

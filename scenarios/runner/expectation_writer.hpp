// An expectation as `expect` and `never` have it: what expectation_loader.hpp reads.
//
//   write_expectation(wanted)      // {"order": {"case": "LC-1", "times": 1}}
#pragma once

#include "scenarios/runner/document.hpp"
#include "scenarios/runner/expectation.hpp"

namespace articulator::runner {

Node write_expectation(const Expectation& wanted);

}  // namespace articulator::runner

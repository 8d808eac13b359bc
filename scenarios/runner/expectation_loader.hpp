// Reads the value of `expect` or `never`, {form: {...}}, into an Expectation.
#pragma once

#include "scenarios/runner/document.hpp"
#include "scenarios/runner/expectation.hpp"
#include "scenarios/runner/strict_reader.hpp"

#include <string>

namespace articulator::runner {

// What is wrong goes to `complaints`; the expectation is then of no use. `never` forbids `case` and `times`.
Expectation read_expectation(const Node& node, const std::string& practice, bool never,
                             Complaints& complaints);

}  // namespace articulator::runner

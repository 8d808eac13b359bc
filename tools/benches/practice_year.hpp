// A practice-year as a scenario: 2,500 cases on the working days of a year, each sent, made by the lab's own
// line, received and seated, with every kind of fault on.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>

namespace articulator::bench {

runner::Scenario practice_year(const runner::Library& library, int cases, std::uint64_t seed);

}  // namespace articulator::bench

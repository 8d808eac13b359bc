// Writes a Scenario as a file that a person could have written: what was generated, shrunk or found in a log
// is kept as a scenario, which stays valid when whatever made it changes.
//
//   std::string text = write_scenario(scenario, library);
//   read_scenario(text, "x.json", library, scenario.pair) == scenario      // always
//
// A case is written `like` the fixture that it differs least from, with what differs; what is as usual is not
// written at all; dates are days from the world's start where they can be.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <string>

namespace articulator::runner {

std::string write_scenario(const Scenario& scenario, const Library& library);

// The same of one step, in one line: `{ "at": "5m", "decide": { ... } }`.
std::string write_step(const Step& step, const Scenario& scenario, const Library& library);

}  // namespace articulator::runner

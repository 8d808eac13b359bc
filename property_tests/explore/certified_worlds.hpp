// Certified worlds: the generated worlds that a profile asks of an engine elsewhere, with the PMS and lab
// that it is certified with. Such an engine cannot be killed from here, so in these worlds only others are.
//
//   make_plan(profile, claims, pair, folder, library, explore::worlds_for(library));
#pragma once

#include "scenarios/certificate/plan.hpp"
#include "scenarios/runner/library.hpp"

namespace articulator::explore {

// `library` outlives what is returned.
certificate::WorldMaker worlds_for(const runner::Library& library);

}  // namespace articulator::explore

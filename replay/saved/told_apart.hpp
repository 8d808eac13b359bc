// Whether a saved scenario tells the reference from production: an engine that did what the log says that
// production did must not pass it.
//
//   told_apart(scenario, history)     // false: all that it expects holds for production, too
//
// Judged by the runner's own judge, from production's lines as if they were a journal.
#pragma once

#include "replay/saved/case_history.hpp"
#include "scenarios/runner/scenario.hpp"

namespace articulator::replay::saved {

bool told_apart(const runner::Scenario& scenario, const CaseHistory& history);

}  // namespace articulator::replay::saved

// Whether a saved scenario tells the reference from production: an engine that did what the log says that
// production did must not pass it.
//
//   told_apart(scenario, history, {})     // false: all that it expects holds for production, too
//
// Judged by the runner's own judge, from production's lines as if they were a journal.
#pragma once

#include "replay/saved/case_history.hpp"
#include "scenarios/runner/scenario.hpp"

namespace articulator::replay::saved {

// `later_by`: how much later than in the log the scenario has it decided (billing.hpp).
bool told_apart(const runner::Scenario& scenario, const CaseHistory& history, base::Duration later_by);

}  // namespace articulator::replay::saved

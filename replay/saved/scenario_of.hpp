// A divergence as a scenario: the world in which the case was, what happened in it, and what the reference
// decided.
//
//   auto text = scenario_of({divergence, of_the_case}, history, nullptr);     // JSON; Error: why there is
//   none
//
// Ids are the scenarios' own (LC-1, PT-1, D-1); instants are the log's.
#pragma once

#include "engine/base/error.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/saved/expected.hpp"

#include <string>

namespace articulator::replay::saved {

// `forerunner`: a case of the same prescriber and material to be ordered before; null: none.
base::Expected<std::string> scenario_of(const FoundInCase& found, const CaseHistory& history,
                                        const nlohmann::json* forerunner);

}  // namespace articulator::replay::saved

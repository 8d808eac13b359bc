// The bench's `insight` of a practice, as the world says it: labs of the library by their names instead of
// whole profiles, and the mail relay through which purchase orders go.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <string>
#include <vector>

namespace articulator::runner {

// A JSON object. `mail_url`, `from`: of the relay and the practice, where the world has a stock.
std::string insight_of(const WorldSetup& world, const Library& library, const std::string& mail_url,
                       const std::string& from);

// The addresses of the suppliers that an `insight` names, each once. None: it has no stock.
std::vector<std::string> supplier_addresses(const std::string& insight);

}  // namespace articulator::runner

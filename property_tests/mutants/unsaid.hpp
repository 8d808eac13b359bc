// Mutants of the checks: engines that do not say what they found. Each finding is one such mutant, since what
// a check is worth is that somebody hears of it.
#pragma once

#include "property_tests/mutants/mutant_engine.hpp"

#include <string>

namespace articulator::mutants {

// A finding of this code is in no validation and no reason of a review; a case without another is said to be
// approved.
Meddling finding_unsaid(std::string code);

// Every other validation tells its findings backwards.
Meddling findings_in_any_order();

// Records of this action tell a later time than their own.
Meddling record_late(std::string action, base::Duration by);

// A member of the data of this action's records that is always the same, or is not there: `json` is what it
// is instead, empty takes it out.
Meddling in_records(std::string action, std::string member, std::string json);

}  // namespace articulator::mutants

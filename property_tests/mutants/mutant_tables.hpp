// The parts of the table of mutants that do not stand in mutant.cpp.
#pragma once

#include "property_tests/mutants/mutant.hpp"

#include <vector>

namespace articulator::mutants {

std::vector<Mutant> mutants_of_checks();  // VAL
std::vector<Mutant> mutants_of_orders();  // what becomes of an approved case, and what is on record of it

}  // namespace articulator::mutants

// The parts of the table of mutants that do not stand in mutant.cpp.
#pragma once

#include "property_tests/mutants/mutant.hpp"

#include <vector>

namespace articulator::mutants {

std::vector<Mutant> mutants_of_checks();  // VAL
std::vector<Mutant> mutants_of_orders();  // what becomes of an approved case, and what is on record of it
std::vector<Mutant> mutants_of_care();    // delays, visits, remakes, invoices, who is trusted, what is proven
std::vector<Mutant> mutants_of_insight();  // figures, choices, stock and models

}  // namespace articulator::mutants

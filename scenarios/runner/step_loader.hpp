// Reads one element of `steps`.
#pragma once

#include "scenarios/runner/document.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"
#include "scenarios/runner/strict_reader.hpp"

namespace articulator::runner {

// Adds it to the scenario, whose world has been read. What is wrong goes to `complaints`.
void read_step(const Node& node, const Library& library, Scenario& scenario, Complaints& complaints);

// Words of names, long enough to be looked for in messages and records.
void add_names(std::vector<std::string>& names, std::string_view full_name);

}  // namespace articulator::runner

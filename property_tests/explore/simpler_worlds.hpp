// What a world can be made simpler by, one thing at a time: for the shrinker, which keeps what still fails.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <functional>
#include <string>
#include <vector>

namespace articulator::explore {

using Simplify = std::function<void(runner::Scenario& world, const runner::Library& library)>;
using SimplifyStep = std::function<void(runner::Step& step)>;

const std::vector<Simplify>& simpler_worlds();     // settings, back to the usual
const std::vector<SimplifyStep>& simpler_steps();  // fewer faults, shorter ones

// The world with less that differs in the case of its step `i`; none: it is no case, or like a fixture.
std::vector<runner::Scenario> simpler_cases(const runner::Scenario& world, std::size_t i,
                                            const runner::Library& library);

// Written and read: what it says is kept, what it leaves unsaid is as usual.
base::Expected<runner::Scenario> read_again(const runner::Scenario& world, const runner::Library& library);

std::string case_of(const runner::Step& step);        // "LC-1"; empty: of none
std::string node_of(const runner::Step& step);        // that it is about; empty: none
void set_node(runner::Step& step, std::string node);  // of one that is about a node
}  // namespace articulator::explore

// Plan: the scenarios that a profile asks for, under one PMS and lab, and those of them that are left out,
// with the reason; and the generated worlds that it asks for.
//
//   auto plan = make_plan(profile, claims, {"open-dental", "glidewell"}, "scenarios/library", library,
//   worlds); plan->scenarios[n]       // to be run as plan->runs[n] says
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/certificate/judgement.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <functional>
#include <string>
#include <vector>

namespace articulator::certificate {

// The file of a generated world with this PMS and lab, in which the engine is not killed; the same each time.
// Empty: there is no generator at hand.
using WorldMaker = std::function<std::string(const WorldNumber& world, const runner::Pair& pair)>;

struct Plan {
  std::vector<runner::Scenario> scenarios;
  std::vector<Run> runs;  // of each, in the same order: as yet without a result
  std::string library;    // SHA-256 over every file of the folder, hex: what certificates can be compared by
};

// `folder`: of the library. Error: a scenario that cannot be read, or worlds that nobody can make.
base::Expected<Plan> make_plan(const Profile& profile, const Claims& claims, const runner::Pair& pair,
                               const std::string& folder, const runner::Library& library,
                               const WorldMaker& worlds);

}  // namespace articulator::certificate

// Plan: the scenarios that a profile asks for, under one PMS and lab, and those of them that are left out,
// with the reason.
//
//   auto plan = make_plan(profile, claims, {"open-dental", "glidewell"}, "scenarios/library", library);
//   plan->scenarios[n]       // to be run as plan->runs[n] says
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/certificate/judgement.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <string>
#include <vector>

namespace articulator::certificate {

struct Plan {
  std::vector<runner::Scenario> scenarios;
  std::vector<Run> runs;  // of each, in the same order: as yet without a result
  std::string library;    // SHA-256 over every file of the folder, hex: what certificates can be compared by
};

// `folder`: of the library. Error: a scenario that cannot be read.
base::Expected<Plan> make_plan(const Profile& profile, const Claims& claims, const runner::Pair& pair,
                               const std::string& folder, const runner::Library& library);

}  // namespace articulator::certificate

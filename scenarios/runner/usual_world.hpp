// What a scenario's practice is where the scenario does not say: for whoever reads scenarios, and whoever
// writes them.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <array>
#include <string_view>

namespace articulator::runner {

inline constexpr std::string_view usual_zone = "America/Chicago";

// All of Open Dental's but ApiQueries, which is a paid extra that few offices have.
inline constexpr std::array<std::string_view, 7> usual_permissions{
    "ApiReadAll", "ApiAllOthers", "ApiComm", "ApiDocuments", "Appointments", "Patients", "ProcedureLogs"};

// Without a zone where the machine has no such one.
inline PracticeSetup usual_practice(const Library& library) {
  PracticeSetup practice;
  if (const auto zone = library.zone(std::string(usual_zone))) practice.zone = *zone;
  practice.notify = {"received", "shipped", "delivered"};
  practice.permissions.assign(usual_permissions.begin(), usual_permissions.end());
  return practice;
}

}  // namespace articulator::runner

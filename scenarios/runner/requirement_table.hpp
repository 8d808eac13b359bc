// The table of requirements (scenarios/requirements.json): every id, its text, and why no scenario shows it.
#pragma once

#include "engine/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct Requirement {
  std::string id;
  std::string text;
  std::string not_shown_because;  // empty: scenarios show it
};

// Error: unreadable, with file and line.
base::Expected<std::vector<Requirement>> read_requirements(const std::string& path);

// Null: no such id.
const Requirement* find_requirement(const std::vector<Requirement>& table, std::string_view id);

// Whether it is the harness that answers for an id (SIM-04, PBT-01, ...), so that no engine need claim it.
bool is_of_harness(std::string_view id);

}  // namespace articulator::runner

// Finds scenario files under paths that a person named.
#pragma once

#include "engine/base/error.hpp"

#include <string>
#include <vector>

namespace articulator::runner {

inline constexpr std::size_t scenario_files_max = 20'000;

// A file stands for itself; a folder for all the `.json` files below it but `fixtures.json` and what is in
// folders named `labs` and `profiles`. In the order named, within a folder by name, each once. Error: a path
// that is not there, or a folder without any.
base::Expected<std::vector<std::string>> scenario_files(const std::vector<std::string>& paths);

}  // namespace articulator::runner

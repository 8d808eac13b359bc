// Where the project's own data is: where this is run, if it holds a library, else where it was built from.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

namespace articulator::tools {

inline std::string in_project(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::exists("scenarios/library/fixtures.json", ignored)) return path;
  return std::string(ARTICULATOR_SOURCE_DIR) + "/" + path;
}

}  // namespace articulator::tools

#include "scenarios/runner/scenario_files.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

namespace fs = std::filesystem;

bool is_no_scenario_folder(const fs::path& path) {
  return path.filename() == "labs" || path.filename() == "profiles";
}

base::Expected<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code failed;
  fs::recursive_directory_iterator walk(folder, failed);
  for (const fs::recursive_directory_iterator end; !failed && walk != end; walk.increment(failed)) {
    const fs::path& path = walk->path();
    if (walk->is_directory()) {
      if (is_no_scenario_folder(path)) walk.disable_recursion_pending();
    } else if (path.extension() == ".json" && path.filename() != "fixtures.json") {
      found.push_back(path.generic_string());
    }
    if (found.size() > scenario_files_max)
      return base::failure(folder, fmt::format("holds more than {} scenarios", scenario_files_max),
                           "name a part of it");
  }
  if (failed)
    return base::failure(folder, "cannot be read (" + failed.message() + ")", "name a folder that can");
  if (found.empty())
    return base::failure(folder, "holds no scenario", "name a folder with .json files, or a file");
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

base::Expected<std::vector<std::string>> scenario_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::set<std::string> known;
  for (const std::string& path : paths) {
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (!fs::exists(status))
      return base::failure(path, "there is no such file or folder", "name a scenario, or a folder of them");
    std::vector<std::string> here{path};
    if (fs::is_directory(status)) {
      auto below = files_below(path);
      if (!below) return std::unexpected(below.error());
      here = std::move(*below);
    }
    for (std::string& file : here)
      if (known.insert(fs::path(file).lexically_normal().generic_string()).second)
        files.push_back(std::move(file));
  }
  return files;
}

}  // namespace articulator::runner

#include "scenarios/runner/library.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace articulator::runner {

base::Expected<LibraryFiles> read_library_files(const std::string& folder) {
  const auto file = [](std::string path) -> base::Expected<TextFile> {
    auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    return TextFile{std::move(path), *std::move(text)};
  };
  LibraryFiles files;
  auto fixtures = file(folder + "/fixtures.json");
  if (!fixtures) return std::unexpected(fixtures.error());
  files.fixtures = *std::move(fixtures);

  std::error_code failed;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/labs", failed))
    if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
  if (failed)
    return base::failure(folder + "/labs", "the lab profiles cannot be read (" + failed.message() + ")",
                         "point to a scenario library that has them");
  std::sort(paths.begin(), paths.end());
  for (std::string& path : paths) {
    auto lab = file(std::move(path));
    if (!lab) return std::unexpected(lab.error());
    files.labs.push_back(*std::move(lab));
  }
  return files;
}

base::Expected<std::unique_ptr<Library>> Library::read(const std::string& folder) {
  const auto files = read_library_files(folder);
  if (!files) return std::unexpected(files.error());
  return of(*files);
}

base::Expected<std::unique_ptr<Library>> Library::of(const LibraryFiles& files) {
  std::unique_ptr<Library> library(new Library);
  auto fixtures = parse_document(files.fixtures.text, files.fixtures.path);
  if (!fixtures) return std::unexpected(fixtures.error());
  for (Member& member : fixtures->members)
    library->fixtures_.emplace(std::move(member.key), std::move(member.value));
  for (const TextFile& lab : files.labs)
    if (auto added = library->add_lab(lab, nullptr); !added) return std::unexpected(added.error());
  for (const simulators::LabVendor& vendor : simulators::lab_vendors())
    if (const auto lab = library->labs_.find(vendor.kind); lab != library->labs_.end())
      lab->second.make = vendor.make;
  return library;
}

base::Expected<void> Library::add_lab(const std::string& profile_path, simulators::MakeLab make) {
  const auto text = read_file(profile_path);
  if (!text) return std::unexpected(text.error());
  return add_lab(TextFile{profile_path, *text}, make);
}

base::Expected<void> Library::add_lab(const TextFile& profile_file, simulators::MakeLab make) {
  auto profile = parse_document(profile_file.text, profile_file.path);
  if (!profile) return std::unexpected(profile.error());
  const std::string id = profile->text_or("lab", "");
  if (id.empty())
    return base::failure(profile_file.path, "the lab profile has no \"lab\"", "give it the lab's id");
  labs_[id] = {profile->text_or("name", id), dump(*profile), make};
  return {};
}

const Node* Library::fixture(std::string_view name) const {
  const auto found = fixtures_.find(name);
  return found == fixtures_.end() ? nullptr : &found->second;
}

const Lab* Library::lab(std::string_view id) const {
  const auto found = labs_.find(id);
  return found == labs_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Library::fixture_names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, fixture] : fixtures_)
    names.push_back(name);
  return names;
}

std::vector<std::string_view> Library::lab_ids() const {
  std::vector<std::string_view> ids;
  for (const auto& [id, lab] : labs_)
    if (lab.make) ids.push_back(id);
  return ids;
}

base::Expected<base::TimeZone> Library::zone(const std::string& name) const {
  const std::scoped_lock lock(zones_mutex_);
  const auto known = zones_.find(name);
  if (known != zones_.end()) return known->second;
  auto zone = base::TimeZone::find(name);
  if (zone) zones_.emplace(name, *zone);
  return zone;
}

}  // namespace articulator::runner

#include "scenarios/certificate/profile.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/document.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

constexpr std::int64_t seed_max = 1'000'000'000;
constexpr std::int64_t worlds_max = 1000;

std::optional<Worlds> read_worlds(base::ObjectReader& level) {
  if (!level.has("worlds")) return std::nullopt;
  base::ObjectReader reader = level.object("worlds");
  const std::int64_t seed = reader.integer("seed", 0, seed_max);
  const std::int64_t count = reader.integer("count", 1, worlds_max);
  level.report(reader.error());
  return Worlds{static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(count)};
}

Level read_level(base::JsonValue value, const std::string& pointer, base::ObjectReader& parent) {
  base::ObjectReader reader(value, pointer);
  Level level{reader.text("level"), reader.text("says"), reader.texts_or_none("requirements"),
              read_worlds(reader)};
  if (level.requirements.empty()) reader.report("requirements", "names none", "name at least one");
  parent.report(reader.error());
  return level;
}

}  // namespace

std::string world_id(const WorldNumber& world) {
  return fmt::format("worlds/{}-{}", world.seed, world.number);
}

std::vector<std::string> Profile::requirements() const {
  std::vector<std::string> ids;
  for (const Level& level : levels)
    ids.insert(ids.end(), level.requirements.begin(), level.requirements.end());
  return ids;
}

bool Profile::has(std::string_view id) const {
  return std::any_of(levels.begin(), levels.end(), [&](const Level& level) {
    return std::find(level.requirements.begin(), level.requirements.end(), id) != level.requirements.end();
  });
}

base::Expected<Profile> read_profile(const std::string& path) {
  const auto text = runner::read_file(path);
  if (!text) return std::unexpected(text.error());
  base::JsonParser parser;
  const auto document = parser.parse(*text);
  if (!document) return base::failure(path, document.error().what, "write JSON");
  base::ObjectReader reader(*document, "");
  Profile profile{reader.text("name"), reader.text("says"), {}, base::hex(base::sha256(*text))};
  const auto levels = reader.elements("levels");
  for (std::size_t n = 0; n < levels.size(); ++n)
    profile.levels.push_back(read_level(levels[n], fmt::format("/levels/{}", n), reader));
  std::set<std::string> seen;
  for (const std::string& id : profile.requirements())
    if (!seen.insert(id).second) reader.report("levels", id + " is in two places", "name each id once");
  if (reader.error())
    return base::failure(path + reader.error()->where, reader.error()->what, reader.error()->to_do);
  return profile;
}

std::vector<std::string> profile_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace articulator::certificate

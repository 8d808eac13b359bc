// Profile: what an engine is certified for: levels, each with the requirement ids that must hold for it, and
// the generated worlds in which every invariant must. Data, in scenarios/profiles.
//
//   const Profile profile = read_profile("scenarios/profiles/crown-core.json").value();
//   profile.levels.front().requirements      // "VAL-01", ...
#pragma once

#include "engine/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::certificate {

// Worlds that nobody wrote: numbers 1 to `count` of a seed, as the generator of property_tests draws them.
struct Worlds {
  std::uint64_t seed = 0;
  std::uint64_t count = 0;
};

// One of them: the same seed and number give the same world.
struct WorldNumber {
  std::uint64_t seed = 0;
  std::uint64_t number = 0;

  bool operator==(const WorldNumber&) const = default;
};
std::string world_id(const WorldNumber& world);  // "worlds/7-3"

struct Level {
  std::string name;  // "checks"
  std::string says;  // what an engine of this level can be relied on for, a sentence
  std::vector<std::string> requirements;
  std::optional<Worlds> worlds{};
};

struct Profile {
  std::string name;
  std::string says;
  std::vector<Level> levels;  // each builds on those before it
  std::string digest;         // SHA-256 of its file, hex

  [[nodiscard]] std::vector<std::string> requirements() const;  // of all levels, in order
  [[nodiscard]] bool has(std::string_view id) const;
};

// Error: unreadable, with the file and what is wrong.
base::Expected<Profile> read_profile(const std::string& path);

// The names of those in a folder, sorted.
std::vector<std::string> profile_names(const std::string& folder);

}  // namespace articulator::certificate

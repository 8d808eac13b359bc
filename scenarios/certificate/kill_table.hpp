// Kill table: what the checks of each requirement are worth, by the engines broken on purpose that they tell
// from the reference engine. Data, in scenarios/kills.json, which is derived by running (articulator mutants
// --kills).
//
//   const KillTable table = read_kill_table("scenarios/kills.json").value();
//   table.of("VAL-09")        // empty: no mutant kills this id's checks yet
//
// A mutant counts for the requirement that it breaks, and only where a scenario that shows that requirement,
// or an invariant that stands for it, fails of it.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/certificate/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::certificate {

struct Kill {
  std::string requirement;
  std::string mutant;
  std::string scenario;  // the shortest that does it: area and name of its file
  std::string check;     // of its first failure that counts
  // The first generated world of the profile `full` that the mutant does not hold in; empty: it holds in all.
  std::string world{};
  std::string world_check{};

  bool operator==(const Kill&) const = default;
};

struct KillTable {
  std::vector<Kill> kills;  // by requirement, then by mutant
  std::string digest;       // SHA-256 of its file, hex

  [[nodiscard]] std::vector<Kill> of(std::string_view requirement) const;
  // How many of the mutants do not hold in one of these generated worlds.
  [[nodiscard]] std::size_t in_worlds(const Worlds& worlds) const;
};

// The file's text.
std::string write_kill_table(const std::vector<Kill>& kills);

// Error: unreadable, with the file and what is wrong.
base::Expected<KillTable> read_kill_table(const std::string& path);

}  // namespace articulator::certificate

// Kills: which scenario tells each mutant from the reference engine at the very requirement that it breaks,
// in process or over sockets, where each mutant is certified as anybody's engine is.
//
//   const Quarry quarry = read_quarry(project).value();
//   derive_kills(quarry, {.jobs = 2});           // in process: what scenarios/kills.json holds
//   hunt_over_sockets(quarry, {.jobs = 2, .folder = "build/hunt"});
//
// Beside that it says which of the profile's generated worlds is the first that the mutant does not hold in,
// by whatever invariant: for that a level is refused, too.
//
// A mutant dies where a scenario that shows its requirement, or an invariant that stands for it, fails of it:
// so the scenarios that show it come first, the shortest of them first, then those of its group, then all
// others.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "property_tests/mutants/mutant.hpp"
#include "scenarios/certificate/kill_table.hpp"
#include "scenarios/certificate/plan.hpp"
#include "scenarios/certificate/profile.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/requirement_table.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::mutants {

// What mutants are hunted with: the profile `full` with the usual PMS and lab.
struct Quarry {
  certificate::Profile profile;
  std::unique_ptr<runner::Library> library;
  std::vector<runner::Requirement> requirements;
  certificate::Plan plan;
};
// `scenarios`: the folder. Error: the first thing that cannot be read.
base::Expected<Quarry> read_quarry(const std::string& scenarios);

struct KillOptions {
  int jobs = 1;          // threads, a mutant each
  std::string only{};    // this mutant
  std::string folder{};  // over sockets: gets journals and transcripts, a folder a mutant
  // Over sockets: tried first with each mutant that it names.
  certificate::KillTable known{};
  // A mutant that lives through so many scenarios is let go.
  std::size_t scenarios_max = 60;
  // Told of each mutant that is done, one at a time; may be empty.
  std::function<void(const struct Hunted&)> on_done{};
};

struct Hunted {
  std::string_view mutant;
  std::string_view requirement;
  std::string scenario;  // of which it died; empty: it lives
  std::string check;     // of the failure
  std::string world;     // in process: the first generated world that it does not hold in; empty: none
  std::string world_check;
  std::vector<std::string> failed;  // over sockets: the ids that its certificate says failed
  std::size_t scenarios = 0;        // that were run
  base::Duration took{0};           // of real time
};

// In the order of mutants().
std::vector<Hunted> derive_kills(const Quarry& quarry, const KillOptions& options);

// Error: a socket or a file that cannot be had.
base::Expected<std::vector<Hunted>> hunt_over_sockets(const Quarry& quarry, const KillOptions& options);

// Those that died, as a table.
std::vector<certificate::Kill> kills_of(const std::vector<Hunted>& all);

}  // namespace articulator::mutants

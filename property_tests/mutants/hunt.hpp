// Hunt: which checks tell a mutant from the reference engine.
//
//   const std::vector<Caught> all = hunt(scenarios, library, {.worlds = 40, .jobs = 2});
//
// A mutant is run over the scenarios, those that show the requirement it breaks first, up to the first that
// fails; then over explored worlds, of which the first that fails is shrunk; where none does, the scenario
// is. What is left still fails with the mutant and holds with the reference engine.
#pragma once

#include "property_tests/explore/shrink.hpp"
#include "property_tests/mutants/mutant.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::mutants {

struct HuntOptions {
  std::uint64_t seed = 1;
  std::uint64_t worlds = 0;  // explored with each mutant
  int jobs = 1;              // threads, a mutant each
  std::function<std::function<bool()>()>
      shrink_time{};   // makes an "is the time over"; empty: nothing is shrunk
  std::string only{};  // this mutant
};

struct Caught {
  std::string_view mutant;
  std::string_view requirement;
  std::string scenario;  // the first that fails; empty: none does
  std::string check;     // of its failure
  std::uint64_t worlds_failed = 0;
  std::uint64_t first_world = 0;          // that fails
  std::vector<std::string> world_checks;  // by which worlds failed, sorted
  bool shrunk = false;
  bool minimal = false;     // nothing more can be taken away; else the time was over first
  explore::WorldSize size;  // of what was left
  runner::Scenario smallest;
};

// What a mutant needs at most to be told from the reference engine.
inline constexpr std::size_t cases_needed_max = 2;
inline constexpr std::size_t faults_needed_max = 3;
[[nodiscard]] bool is_small(const Caught& one);

// In the order of mutants().
std::vector<Caught> hunt(const std::vector<runner::Scenario>& scenarios, const runner::Library& library,
                         const HuntOptions& options);

}  // namespace articulator::mutants

// Generated worlds: each is a scenario, an explicit list of what people, PMS and lab do and of the faults in
// between, so that whatever runs, judges, shrinks or writes scenarios does it with these.
//
//   const runner::Scenario world = generate_world(seed, 17, library);
//   write_scenario(world, library)        // as a person would write it
//
//   // For an engine elsewhere, which cannot be killed, with one PMS and lab; as text, to be kept and read
//   again. const std::string text = generate_world_text(seed, 17, library, {.pair = pair, .engine_dies =
//   false});
//
// The same seed and number give the same world, whoever compiled this. What a step asks for and cannot be had
// by then (a decision while nothing is open) is passed over. Faults end well before the world does, so that
// its end can be judged in peace.
#pragma once

#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace articulator::explore {

struct WorldLimits {
  std::optional<runner::Pair> pair{};  // empty: any
  bool engine_dies = true;             // false: only others are killed
};

// The file of a scenario.
std::string generate_world_text(std::uint64_t seed, std::uint64_t number, const runner::Library& library,
                                const WorldLimits& limits = {});

runner::Scenario generate_world(std::uint64_t seed, std::uint64_t number, const runner::Library& library);

}  // namespace articulator::explore

// When did it become inevitable? A failing world is rewound step by step, and what comes after is drawn anew:
// the step after which it fails however it goes on is the one to look at.
//
//   const Turning turning = bisect(world, {.check = "exactly_once", .ends = 8}, library, fails);
//   turning.steps      // after so many steps every end failed; after one less, `turning.passed` ends passed
#pragma once

#include "property_tests/explore/shrink.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <optional>

namespace articulator::explore {

struct Turning {
  std::size_t steps = 0;     // kept
  std::uint64_t passed = 0;  // of the ends that were tried after one step less
};

// `world` fails. Empty: even after its last step some end does not: it is the end that matters.
std::optional<Turning> bisect(const runner::Scenario& world, std::uint64_t ends,
                              const runner::Library& library, const Fails& fails);

// The world up to and with its first `steps` steps, and another end: some of the steps that followed, at
// other times, and some of another world's. The same `variant`, the same end.
runner::Scenario another_end(const runner::Scenario& world, std::size_t steps, std::uint64_t variant,
                             const runner::Library& library);

}  // namespace articulator::explore

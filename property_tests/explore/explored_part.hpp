// A part of an exploration on another machine: a range of worlds on the way there, what came of each on the
// way back.
//
//   send(range_text({seed, first, worlds}));
//   auto all = explore_range(*read_range(bytes), library, reference_engine(), told);     // over there
//   send(explored_text(all));
//   auto all = read_explored(bytes, range);                                             // and here, in order
//
// A world is drawn from seed and number, so numbers are all that needs to travel, and whoever asks draws one
// that fails anew to shrink it. The coverage of all worlds of a part stands with its last: sums do not depend
// on where they were counted.
#pragma once

#include "engine/base/error.hpp"
#include "property_tests/explore/exploration.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::explore {

inline constexpr std::uint64_t range_worlds_max = 10'000;

struct WorldRange {
  std::uint64_t seed = 1;
  std::uint64_t first = 1;
  std::uint64_t worlds = 1;
  std::uint64_t twice_every = 50;
  friend bool operator==(const WorldRange&, const WorldRange&) = default;
};

std::string range_text(const WorldRange& range);
base::Expected<WorldRange> read_range(std::string_view text);

// `told` after each world; may be empty.
std::vector<Explored> explore_range(const WorldRange& range, const runner::Library& library,
                                    const MakeEngine& make_engine, const std::function<void()>& told);

std::string explored_text(const std::vector<Explored>& worlds);
// Error: damaged, or not just the worlds of `range`, in order.
base::Expected<std::vector<Explored>> read_explored(std::string_view text, const WorldRange& range);

}  // namespace articulator::explore

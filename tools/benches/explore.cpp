// Exploring: worlds a minute on one core, and how much faster two are.
#include "property_tests/explore/exploration.hpp"
#include "scenarios/runner/library.hpp"
#include "tools/benches/bench.hpp"

#include <cstdint>
#include <cstdio>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr std::uint64_t worlds = 600;

double worlds_a_minute(const runner::Library& library, int jobs) {
  explore::ExploreOptions options;
  options.worlds = worlds;
  options.jobs = jobs;
  options.twice_every = 0;
  const Stopwatch watch;
  explore::explore(options, library, [](const explore::Explored&) { return true; });
  return static_cast<double>(worlds) * 60 / watch.seconds();
}

}  // namespace

bool bench_explore() {
  const auto library = runner::Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  if (!library) {
    std::fprintf(stderr, "explore: %s\n", library.error().text().c_str());
    return false;
  }
  const double one = worlds_a_minute(**library, 1);
  const double two = worlds_a_minute(**library, 2);
  print_figure("explore", fmt::format("{:.0f} worlds/min", one),
               fmt::format("{} generated worlds on one core (goal: 3,000)", worlds));
  print_figure("explore, 2 jobs", fmt::format("{:.2f} times", two / one), "as many on two (goal: 1.8)");
  return true;
}

}  // namespace articulator::bench

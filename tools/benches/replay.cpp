#include "replay/shadow/replay.hpp"

#include "tools/benches/bench.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace articulator::bench {

bool bench_replay() {
  replay::Options options;
  options.logs = {ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson"};
  constexpr int rounds = 5;  // the log is small; the best round is the one that nothing else disturbed
  double best_s = 1e9;
  std::size_t events = 0;
  for (int i = 0; i < rounds; ++i) {
    const Stopwatch watch;
    const auto report = replay::replay(options);
    if (!report) {
      std::fprintf(stderr, "%s\n", report.error().text().c_str());
      return false;
    }
    best_s = std::min(best_s, watch.seconds());
    events = static_cast<std::size_t>(report->events);
  }
  print_figure(
      "replay", fmt::format("{:.0f} events/s", static_cast<double>(events) / best_s),
      fmt::format("the sample log, {} events, one thread, all decisions taken and compared", events));
  return true;
}

}  // namespace articulator::bench

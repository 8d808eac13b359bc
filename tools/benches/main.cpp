// Figures, printed; nothing here passes or fails on a time. `tools/bench` runs all, or those named.
#include "tools/benches/bench.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace {

struct Bench {
  std::string_view name;
  bool (*run)();
};
// The scan comes first: it reports the peak memory of the process, which those before it would have raised.
constexpr std::array<Bench, 12> benches{{{"scan", articulator::bench::bench_scan},
                                         {"practice-year", articulator::bench::bench_practice_year},
                                         {"lockstep", articulator::bench::bench_lockstep},
                                         {"explore", articulator::bench::bench_explore},
                                         {"replay", articulator::bench::bench_replay},
                                         {"audit", articulator::bench::bench_audit},
                                         {"notes", articulator::bench::bench_notes},
                                         {"remakes", articulator::bench::bench_remakes},
                                         {"inventory", articulator::bench::bench_inventory},
                                         {"delivery", articulator::bench::bench_delivery},
                                         {"invoices", articulator::bench::bench_invoices},
                                         {"production", articulator::bench::bench_production}}};

bool wanted(std::string_view name, int argc, const char* const* argv) {
  if (argc < 2) return true;
  for (int i = 1; i < argc; ++i)
    if (name == argv[i]) return true;
  return false;
}

bool known(std::string_view name) {
  for (const Bench& bench : benches)
    if (bench.name == name) return true;
  return false;
}

}  // namespace

namespace articulator::bench {

void print_figure(const std::string& name, const std::string& figure, const std::string& beside) {
  std::printf("%-18s %16s   %s\n", name.c_str(), figure.c_str(), beside.c_str());
  std::fflush(stdout);
}

}  // namespace articulator::bench

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (known(argv[i])) continue;
    std::fprintf(stderr,
                 "bench: there is no bench \"%s\"; there are scan, practice-year, lockstep, explore, replay, "
                 "audit, notes, remakes, inventory, delivery, invoices and production\n",
                 argv[i]);
    return 2;
  }
  bool ran = true;
  for (const Bench& bench : benches)
    if (wanted(bench.name, argc, argv)) ran = bench.run() && ran;
  return ran ? 0 : 1;
}

// What the benches share: a clock, which only they and the host may read, and a line of figures.
#pragma once

#include <chrono>
#include <string>

namespace articulator::bench {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// "practice-year          0.84 s   (goal: under 1 s)"
void print_figure(const std::string& name, const std::string& figure, const std::string& beside);

// Each prints its figures. False: it could not be run; a sentence on stderr says why.
bool bench_practice_year();
bool bench_lockstep();
bool bench_explore();
bool bench_replay();
bool bench_audit();
bool bench_scan();
bool bench_notes();
bool bench_remakes();
bool bench_inventory();
bool bench_delivery();
bool bench_invoices();
bool bench_production();

}  // namespace articulator::bench

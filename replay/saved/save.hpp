// Saves the divergences of a replay as scenarios, each tried out before.
//
//   auto saved = save_divergences(options, report, library, "saved");
//   // saved/0002463-missing-VAL-32.json, or .txt, which says why there is none
//
// Of the forerunners that a case may rest on the first is taken with which the reference shows its decision.
#pragma once

#include "replay/shadow/replay.hpp"
#include "replay/shadow/report.hpp"
#include "scenarios/runner/library.hpp"

#include <cstdint>
#include <string>

namespace articulator::replay::saved {

inline constexpr std::size_t divergences_max = 1000;  // saved of a report; those in front

struct Saved {
  std::int64_t scenarios = 0;
  std::int64_t reasons = 0;   // why there is none
  std::int64_t left_out = 0;  // beyond `divergences_max`
};

// Error: the logs cannot be read a second time, or the folder cannot be written to.
base::Expected<Saved> save_divergences(const Options& options, const Report& report,
                                       const runner::Library& library, const std::string& folder);

}  // namespace articulator::replay::saved

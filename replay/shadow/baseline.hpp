// Baseline: what is new since an earlier replay, what is gone, and what is still there, for CI.
//
//   auto baseline = read_baseline(text_of_earlier_json);
//   auto change = compared(*baseline, report);
//   change.added.empty() ? 0 : 1
//
// A divergence is the same as one of the earlier run if practice, case, type, kind and rule are the same; the
// n-th of them answers the n-th. Lines and instants may differ: a log is often fetched anew, and longer.
#pragma once

#include "engine/base/error.hpp"
#include "replay/shadow/report.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

// By what makes a divergence the same: how often it was there.
using Baseline = std::map<std::string, std::int64_t, std::less<>>;

// Reads what `replay --json` wrote. Error: it is not that.
base::Expected<Baseline> read_baseline(std::string_view json);

struct BaselineChange {
  std::vector<std::size_t> added;  // indices into Report::divergences
  std::vector<std::string> gone;   // "practice case kind type (rule)", sorted
  std::int64_t still_there = 0;
};
BaselineChange compared(Baseline baseline, const Report& report);

// For people: three lines, and the first of what is new.
std::string change_text(const BaselineChange& change, const Report& report);

}  // namespace articulator::replay

// The summary of a run for a person at a terminal.
#pragma once

#include "scenarios/runner/report.hpp"

#include <string>
#include <vector>

namespace articulator::runner {

struct SummaryStyle {
  bool colours = false;
  std::string how = "in process";  // how the engine was reached
  bool matrix = false;             // a table by PMS and lab; areas are counted only
};

// A line an area with a tick for each scenario, then every failure in full, then the counts.
std::string summary_text(const Summary& summary, const std::vector<ScenarioResult>& results,
                         const SummaryStyle& style);

}  // namespace articulator::runner

// What came of a run, as a page: how many scenarios held, by area, and each as it went, those that failed
// first. One file, as engine/base/html_page.hpp says.
#pragma once

#include "scenarios/page/sequence_diagram.hpp"
#include "scenarios/runner/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::page {

// How much of a scenario is told: of one that held its facts, of one that failed all that led there.
DiagramOptions diagram_of(runner::Verdict verdict);

// `diagrams`: of each result, see sequence_diagram(). `how`: "in process", "engine at http://...".
std::string run_page(const runner::Summary& summary, const std::vector<runner::ScenarioResult>& results,
                     const std::vector<std::string>& diagrams, std::string_view how);

}  // namespace articulator::page

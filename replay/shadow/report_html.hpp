// The report as a page for the person who answers for the integration: how much agreed, the few patterns that
// explain what did not, each with its first cases as a timeline, and the counts by kind, rule, practice, lab
// and week.
//
//   const auto found = patterns(report);
//   auto timelines = read_timelines(options, example_cases(report, found));
//   std::string html = report_html(report, found, *timelines);
#pragma once

#include "replay/shadow/pattern.hpp"
#include "replay/shadow/report.hpp"
#include "replay/shadow/timeline.hpp"

#include <set>
#include <string>
#include <vector>

namespace articulator::replay {

// The first cases of each pattern that the page shows.
std::set<CaseKey> example_cases(const Report& report, const std::vector<Pattern>& patterns);

// One self-contained file (base::html_page). Equal reports and timelines are equal text.
std::string report_html(const Report& report, const std::vector<Pattern>& patterns,
                        const Timelines& timelines);

}  // namespace articulator::replay

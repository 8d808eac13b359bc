// Page: the figures as one HTML page that needs nothing else: no server, no network, no other file.
//
//   std::ofstream("figures.html") << report_page(report);
//
// Six charts by Chart.js, embedded: labs compared, turnaround, causes of remakes, punctuality, spend,
// exceptions of invoices. Each has a heading, a sentence that says what it shows, and its table, so that
// nothing needs the picture: for a screen reader, a keyboard, a printer, or a browser without scripts.
#pragma once

#include "replay/insight/report.hpp"

#include <string>

namespace articulator::replay::insight {

std::string report_page(const Report& report);

}  // namespace articulator::replay::insight

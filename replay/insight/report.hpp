// Report: the figures of logs, and what was met on the way.
//
//   std::string json = report_json(report);   // equal reports are equal text
//   std::string text = report_text(report);   // for people
//   std::string page = report_page(report);   // see page.hpp
#pragma once

#include "engine/base/instant.hpp"
#include "engine/insight/tally.hpp"
#include "replay/log/place.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::replay::insight {

struct Report {
  std::vector<std::string> logs;  // as named by the user
  std::int64_t events = 0;        // CloudEvents read, each once
  std::int64_t practices = 0;
  std::int64_t duplicates = 0;
  std::int64_t unknown_types = 0;
  std::optional<base::Instant> from;  // of the events
  std::optional<base::Instant> to;
  articulator::insight::Table table;
  std::map<std::string, std::int64_t> invoice_results;  // lines of statements by what became of them
  std::map<std::string, std::string> lab_names;         // of the labs' profiles, by id
  std::vector<RefusedLine> lines_refused;               // in log order
  std::vector<Place> cut_off;                           // those of them at which a log stops in mid-line
};

// {"analytics":{...engine/insight/figures.hpp...},"duplicates","events","from","invoice_lines":{"matched":12},
//  "lines_refused":[{"line","why"}],"logs":[...],"practices","to","unknown_types"}; with several logs a
//  refused line names its `log`, too.
std::string report_json(const Report& report);
std::string report_text(const Report& report);

}  // namespace articulator::replay::insight

// ReportPart: what one part of a replay found, so that parts done apart are put together as if they had been
// done at once.
//
//   Report part;
//   shard.finish(end, stopped, part);
//   send(part_text(part));                              // over there
//   add_part(report, *read_part(bytes));                // and here, in any order
//   complete(report, options.logs, read, end, stopped); // sorted, with its fingerprint
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/log/feed.hpp"
#include "replay/shadow/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

void add_part(Report& report, Report part);

// One JSON object a line, first the counts, then a line for each thing found.
std::string part_text(const Report& part);
base::Expected<Report> read_part(std::string_view text);

// Once all parts are in. `end`: the latest instant of all lines.
void complete(Report& report, std::vector<std::string> logs, ReadLines read, base::Instant end, bool stopped);

}  // namespace articulator::replay

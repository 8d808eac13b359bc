// Shadow replay: recorded logs through the reference engine, sending nothing (SHD-01, SHD-02).
//
//   auto report = replay({.logs = {"log.ndjson.zst"}, .late_after = base::minutes(5), .jobs = 4});
//   if (!report) std::cerr << report.error().text();
//
// Several logs are read one after the other, as if they were one. The report does not depend on `jobs`: a
// practice's lines go to one shard, in their order, and what the shards found is merged in log order. Memory
// grows with the open cases of the practices, and with what diverges.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/log/feed.hpp"
#include "replay/shadow/report.hpp"

#include <string>
#include <vector>

namespace articulator::replay {

struct Options {
  std::vector<std::string> logs;  // paths; "-": standard input
  base::Duration late_after = base::minutes(5);
  int jobs = 1;      // 1 .. jobs_max
  ReadOn read_on{};  // stopped: the report says what was found so far
};

// Error: a log cannot be opened, or none of its lines is a CloudEvent.
base::Expected<Report> replay(const Options& options);

}  // namespace articulator::replay

// Insight: what recorded logs say in figures (ANA-01, ANA-02).
//
//   auto report = insight({.logs = {"log.ndjson.zst"}, .jobs = 2});
//   if (!report) std::cerr << report.error().text();
//
// Several logs are read one after the other, as if they were one, and the report does not depend on `jobs`: a
// practice's lines go to one shard, and the shards' tables are merged. A damaged, repeated or unknown line is
// counted and stops nothing. Memory grows with the cases of the logs, some hundred bytes each.
#pragma once

#include "engine/base/error.hpp"
#include "replay/insight/report.hpp"
#include "replay/log/feed.hpp"

#include <string>
#include <vector>

namespace articulator::replay::insight {

struct Options {
  std::vector<std::string> logs;  // paths; "-": standard input
  int jobs = 1;                   // 1 .. jobs_max
};

// Error: a log cannot be opened, or none of its lines is a CloudEvent.
base::Expected<Report> insight(const Options& options);

}  // namespace articulator::replay::insight

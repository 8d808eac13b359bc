#include "replay/insight/insight.hpp"

#include "replay/insight/shard.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace articulator::replay::insight {

base::Expected<Report> insight(const Options& options) {
  std::vector<std::unique_ptr<Shard>> shards;
  std::vector<LineSink*> sinks;
  for (int job = 0; job < std::clamp(options.jobs, 1, jobs_max); ++job) {
    shards.push_back(std::make_unique<Shard>(options.logs.size()));
    sinks.push_back(shards.back().get());
  }
  auto read = feed_lines(options.logs, sinks);
  if (!read) return std::unexpected(std::move(read.error()));
  Report report;
  report.logs = options.logs;
  report.lines_refused = std::move(read->refused);
  for (const auto& shard : shards)
    shard->finish(report);
  report.cut_off = cut_off(std::move(read->unended), report.lines_refused);
  return report;
}

}  // namespace articulator::replay::insight

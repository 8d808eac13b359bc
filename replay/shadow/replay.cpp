#include "replay/shadow/replay.hpp"

#include "replay/log/feed.hpp"
#include "replay/shadow/report_part.hpp"
#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace articulator::replay {

base::Expected<Report> replay(const Options& options) {
  std::vector<std::unique_ptr<Shard>> shards;
  std::vector<LineSink*> sinks;
  for (int job = 0; job < std::clamp(options.jobs, 1, jobs_max); ++job) {
    shards.push_back(std::make_unique<Shard>(options.late_after, options.logs.size()));
    sinks.push_back(shards.back().get());
  }
  auto read = feed_lines(options.logs, sinks, options.read_on);
  if (!read) return std::unexpected(std::move(read.error()));

  const bool stopped = options.read_on.is_stopped();
  base::Instant end;
  for (const auto& shard : shards)
    end = std::max(end, shard->clock());
  Report report;
  for (const auto& shard : shards)
    add_part(report, shard->finish(end, stopped));
  complete(report, options.logs, *std::move(read), end, stopped);
  return report;
}

}  // namespace articulator::replay

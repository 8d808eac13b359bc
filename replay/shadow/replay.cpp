#include "replay/shadow/replay.hpp"

#include "replay/log/feed.hpp"
#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

namespace articulator::replay {
namespace {

// Several may follow from one line, a validation and a review, say; then by type and by what they are.
bool in_log_order(const Divergence& a, const Divergence& b) {
  return std::tie(a.place, a.case_id, a.type, a.kind, a.reference, a.production) <
         std::tie(b.place, b.case_id, b.type, b.kind, b.reference, b.production);
}

}  // namespace

base::Expected<Report> replay(const Options& options) {
  std::vector<std::unique_ptr<Shard>> shards;
  std::vector<LineSink*> sinks;
  for (int job = 0; job < std::clamp(options.jobs, 1, jobs_max); ++job) {
    shards.push_back(std::make_unique<Shard>(options.late_after, options.logs.size()));
    sinks.push_back(shards.back().get());
  }
  auto read = feed_lines(options.logs, sinks, options.read_on);
  if (!read) return std::unexpected(std::move(read.error()));

  Report report;
  report.logs = options.logs;
  report.lines_refused = std::move(read->refused);
  report.stopped = options.read_on.is_stopped();
  base::Instant end;
  for (const auto& shard : shards)
    end = std::max(end, shard->clock());
  for (const auto& shard : shards)
    shard->finish(end, report.stopped, report);
  if (report.first) report.last = end;
  std::ranges::sort(report.divergences, in_log_order);
  report.cut_off = cut_off(std::move(read->unended), report.lines_refused);
  report.fingerprint = fingerprint_of(report);
  return report;
}

}  // namespace articulator::replay

#include "replay/shadow/replay.hpp"

#include "engine/base/random.hpp"
#include "replay/log/line_reader.hpp"
#include "replay/log/log_event.hpp"
#include "replay/shadow/lines_queue.hpp"
#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <tuple>
#include <utility>

namespace articulator::replay {
namespace {

// Takes the lines of all logs to the shards.
class Feeder {
 public:
  Feeder() = default;
  virtual ~Feeder() = default;
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;
  virtual void feed(std::string_view line, Place place) = 0;
  virtual void finish() = 0;  // all lines have been worked on
};

class DirectFeeder : public Feeder {
 public:
  explicit DirectFeeder(Shard& shard) : shard_(shard) {}
  void feed(std::string_view line, Place place) override { shard_.feed(line, place); }
  void finish() override {}

 private:
  Shard& shard_;
};

class ThreadedFeeder : public Feeder {
 public:
  explicit ThreadedFeeder(std::vector<std::unique_ptr<Shard>>& shards) : batches_(shards.size()) {
    for (auto& shard : shards) {
      LinesQueue& queue = *queues_.emplace_back(std::make_unique<LinesQueue>());
      threads_.emplace_back([&queue, &own = *shard] { work(queue, own); });
    }
  }

  ~ThreadedFeeder() override { close(); }
  ThreadedFeeder(const ThreadedFeeder&) = delete;
  ThreadedFeeder& operator=(const ThreadedFeeder&) = delete;

  void feed(std::string_view line, Place place) override {
    const std::uint64_t hash = base::mix(base::fnv1a(practice_of_line(line, parser_)));
    const std::size_t shard = hash % batches_.size();
    batches_[shard].add(line, place);
    if (batches_[shard].bytes.size() >= LinesBatch::bytes_max) send(shard);
  }

  void finish() override {
    for (std::size_t shard = 0; shard < batches_.size(); ++shard)
      send(shard);
    close();
  }

 private:
  void close() {
    for (const auto& queue : queues_)
      queue->close();
    threads_.clear();  // joins
  }
  void send(std::size_t shard) { queues_[shard]->push(std::exchange(batches_[shard], {})); }

  static void work(LinesQueue& queue, Shard& shard) {
    while (const auto batch = queue.pop()) {
      std::size_t begin = 0;
      for (const LinesBatch::Entry& entry : batch->entries) {
        shard.feed(std::string_view(batch->bytes).substr(begin, entry.end - begin), entry.place);
        begin = entry.end;
      }
    }
  }

  base::JsonParser parser_;
  std::vector<LinesBatch> batches_;
  std::vector<std::unique_ptr<LinesQueue>> queues_;
  std::vector<std::jthread> threads_;
};

base::Expected<std::vector<LineReader>> open_all(const std::vector<std::string>& logs) {
  std::vector<LineReader> readers;
  for (const std::string& path : logs) {
    auto reader = LineReader::open(path);
    if (!reader) return std::unexpected(reader.error());
    readers.push_back(*std::move(reader));
  }
  return readers;
}

void read_all(std::vector<LineReader>& readers, Feeder& feeder, Report& report) {
  for (std::size_t log = 0; log < readers.size(); ++log) {
    while (const auto line = readers[log].next()) {
      const Place place{log, line->number};
      if (!line->ended) report.cut_off.push_back(place);
      if (line->refused.empty())
        feeder.feed(line->text, place);
      else
        report.lines_refused.push_back({place, line->refused});
    }
  }
  feeder.finish();
}

base::Expected<void> each_holds_events(const std::vector<std::string>& logs,
                                       const std::vector<std::unique_ptr<Shard>>& shards) {
  for (std::size_t log = 0; log < logs.size(); ++log) {
    std::int64_t events = 0;
    for (const auto& shard : shards)
      events += shard->events_of_log()[log];
    if (events == 0)
      return base::failure(logs[log], "no line of it is a CloudEvent",
                           "give a log with one JSON CloudEvent 1.0 a line, plain, gzip or zstd");
  }
  return {};
}

// A log may well stop without a line end; it was cut off where what stands there could not be read.
void explain_cut_off(Report& report) {
  std::erase_if(report.cut_off, [&](const Place& place) {
    const auto refused = std::ranges::find(report.lines_refused, place, &RefusedLine::place);
    if (refused == report.lines_refused.end()) return true;
    if (refused->why.starts_with("not JSON")) refused->why = "the log ends in the middle of this line";
    return false;
  });
}

// Several may follow from one line, a validation and a review, say; then by type and by what they are.
bool in_log_order(const Divergence& a, const Divergence& b) {
  return std::tie(a.place, a.case_id, a.type, a.kind, a.reference, a.production) <
         std::tie(b.place, b.case_id, b.type, b.kind, b.reference, b.production);
}

}  // namespace

base::Expected<Report> replay(const Options& options) {
  auto readers = open_all(options.logs);
  if (!readers) return std::unexpected(readers.error());
  std::vector<std::unique_ptr<Shard>> shards;
  for (int job = 0; job < std::clamp(options.jobs, 1, jobs_max); ++job)
    shards.push_back(std::make_unique<Shard>(options.late_after, options.logs.size()));

  Report report;
  report.logs = options.logs;
  std::unique_ptr<Feeder> feeder;
  if (shards.size() == 1)
    feeder = std::make_unique<DirectFeeder>(*shards.front());
  else
    feeder = std::make_unique<ThreadedFeeder>(shards);
  read_all(*readers, *feeder, report);
  if (auto held = each_holds_events(options.logs, shards); !held) return std::unexpected(held.error());

  base::Instant end;
  for (const auto& shard : shards)
    end = std::max(end, shard->clock());
  for (const auto& shard : shards)
    shard->finish(end, report);
  std::ranges::sort(report.divergences, in_log_order);
  std::ranges::sort(report.lines_refused, {}, &RefusedLine::place);
  explain_cut_off(report);
  report.fingerprint = fingerprint_of(report);
  return report;
}

}  // namespace articulator::replay

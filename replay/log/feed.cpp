#include "replay/log/feed.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/random.hpp"
#include "replay/log/line_reader.hpp"
#include "replay/log/lines_queue.hpp"
#include "replay/log/log_event.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

namespace articulator::replay {
namespace {

// Takes the lines of all logs to the sinks.
class Feeder {
 public:
  Feeder() = default;
  virtual ~Feeder() = default;
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;
  virtual void feed(std::string_view line, Place place) = 0;
  virtual void finish() = 0;  // all lines have been worked on
  [[nodiscard]] virtual bool wants_more() const { return true; }
};

class DirectFeeder : public Feeder {
 public:
  explicit DirectFeeder(LineSink& sink) : sink_(sink) {}
  void feed(std::string_view line, Place place) override { sink_.feed(line, place); }
  void finish() override {}
  [[nodiscard]] bool wants_more() const override { return sink_.wants_more(); }

 private:
  LineSink& sink_;
};

class ThreadedFeeder : public Feeder {
 public:
  explicit ThreadedFeeder(const std::vector<LineSink*>& sinks) : batches_(sinks.size()) {
    for (LineSink* sink : sinks) {
      LinesQueue& queue = *queues_.emplace_back(std::make_unique<LinesQueue>());
      threads_.emplace_back([&queue, sink] { work(queue, *sink); });
    }
  }

  ~ThreadedFeeder() override { close(); }
  ThreadedFeeder(const ThreadedFeeder&) = delete;
  ThreadedFeeder& operator=(const ThreadedFeeder&) = delete;

  void feed(std::string_view line, Place place) override {
    const std::uint64_t hash = base::mix(base::fnv1a(practice_of_line(line, parser_)));
    const std::size_t sink = hash % batches_.size();
    batches_[sink].add(line, place, hash);
    if (batches_[sink].bytes.size() >= LinesBatch::bytes_max) send(sink);
  }

  void finish() override {
    for (std::size_t sink = 0; sink < batches_.size(); ++sink)
      send(sink);
    close();
  }

 private:
  void close() {
    for (const auto& queue : queues_)
      queue->close();
    threads_.clear();  // joins
  }
  void send(std::size_t sink) { queues_[sink]->push(std::exchange(batches_[sink], {})); }

  static void work(LinesQueue& queue, LineSink& sink) {
    while (auto batch = queue.pop()) {
      batch->by_practice();
      for (const LinesBatch::Entry& entry : batch->entries)
        sink.feed(batch->line(entry), entry.place);
    }
  }

  base::JsonParser parser_;
  std::vector<LinesBatch> batches_;
  std::vector<std::unique_ptr<LinesQueue>> queues_;
  std::vector<std::jthread> threads_;
};

base::Expected<std::vector<LineReader>> open_all(const std::vector<std::string>& logs, const ReadOn& on) {
  std::vector<LineReader> readers;
  for (const std::string& path : logs) {
    auto reader = LineReader::open(path, on);
    if (!reader) return std::unexpected(reader.error());
    readers.push_back(*std::move(reader));
  }
  return readers;
}

void read_all(std::vector<LineReader>& readers, Feeder& feeder, const ReadOn& on, ReadLines& read) {
  for (std::size_t log = 0; log < readers.size() && !on.is_stopped(); ++log) {
    while (const auto line = readers[log].next()) {
      if ((!line->ended && on.is_stopped()) || !feeder.wants_more()) break;
      const Place place{log, line->number};
      if (!line->ended) read.unended.push_back(place);
      if (line->refused.empty())
        feeder.feed(line->text, place);
      else
        read.refused.push_back({place, line->refused});
    }
  }
  feeder.finish();
}

base::Expected<void> each_holds_events(const std::vector<std::string>& logs,
                                       const std::vector<LineSink*>& sinks) {
  for (std::size_t log = 0; log < logs.size(); ++log) {
    std::int64_t events = 0;
    for (const LineSink* sink : sinks)
      events += sink->events_of_log()[log];
    if (events == 0)
      return base::failure(logs[log], "no line of it is a CloudEvent",
                           "give a log with one JSON CloudEvent 1.0 a line, plain, gzip or zstd");
  }
  return {};
}

}  // namespace

base::Expected<ReadLines> feed_lines(const std::vector<std::string>& paths,
                                     const std::vector<LineSink*>& sinks, const ReadOn& on) {
  ART_ASSERT(!sinks.empty());
  auto readers = open_all(paths, on);
  if (!readers) return std::unexpected(readers.error());
  std::unique_ptr<Feeder> feeder;
  if (sinks.size() == 1)
    feeder = std::make_unique<DirectFeeder>(*sinks.front());
  else
    feeder = std::make_unique<ThreadedFeeder>(sinks);
  ReadLines read;
  read_all(*readers, *feeder, on, read);
  if (auto held = each_holds_events(paths, sinks); !held && !on.is_stopped())
    return std::unexpected(held.error());
  return read;
}

std::vector<Place> cut_off(std::vector<Place> unended, std::vector<RefusedLine>& refused) {
  std::ranges::sort(refused, {}, &RefusedLine::place);
  std::erase_if(unended, [&](const Place& place) {
    const auto found = std::ranges::find(refused, place, &RefusedLine::place);
    if (found == refused.end()) return true;
    if (found->why.starts_with("not JSON")) found->why = "the log ends in the middle of this line";
    return false;
  });
  return unended;
}

}  // namespace articulator::replay

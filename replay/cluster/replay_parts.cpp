#include "replay/cluster/replay_parts.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/random.hpp"
#include "replay/cluster/latest_instant.hpp"
#include "replay/cluster/packed_bytes.hpp"
#include "replay/cluster/packed_lines.hpp"
#include "replay/log/log_event.hpp"
#include "replay/shadow/report_part.hpp"
#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace articulator::replay::cluster {
namespace {

constexpr std::int64_t instant_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t pieces_max = 1'000'000;
constexpr std::int64_t logs_max = 100'000;

std::string lines_key(int part, std::int64_t piece) {
  return "lines." + std::to_string(part) + "." + std::to_string(piece);
}

// All that a worker must know beside the lines.
struct Spec {
  std::int64_t pieces = 0;
  std::int64_t logs = 0;
  base::Duration late_after{};
  base::Instant end;
  bool stopped = false;
};

std::string spec_json(const Spec& spec) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("pieces", spec.pieces).member("logs", spec.logs);
  out.member("late_ms", spec.late_after.count()).member("end_ms", spec.end.ms_since_epoch);
  out.member("stopped", spec.stopped).end_object();
  return json;
}

base::Expected<Spec> read_spec(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  Spec spec;
  spec.pieces = in.integer("pieces", 0, pieces_max);
  spec.logs = in.integer("logs", 1, logs_max);
  spec.late_after = base::Duration(in.integer("late_ms", 0, instant_max));
  spec.end = base::Instant{in.integer("end_ms", -instant_max, instant_max)};
  spec.stopped = in.boolean("stopped");
  return in.finished(spec);
}

// Deals the lines to the parts, and puts what is packed into the store.
class Dealer : public LineSink {
 public:
  Dealer(Store& store, std::size_t logs) : store_(store), events_of_log_(logs) {}

  void feed(std::string_view line, Place place) override {
    // That each log holds an event at all is asked of the reader of the lines.
    if (events_of_log_[place.log] == 0 && read_log_event(line, parser_)) ++events_of_log_[place.log];
    latest_.look(line);
    Part& part = parts_[base::mix(base::fnv1a(practice_of_line(line, parser_))) % parts_.size()];
    part.lines.add(line, place);
    if (part.lines.packed().size() >= value_bytes_max) put(part, value_bytes_max);
  }
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_of_log_; }
  [[nodiscard]] bool wants_more() const override { return !failure_; }

  // All lines are in: the pieces of each part, 0 where it has no lines. Error: the first of the store.
  Result<std::vector<std::int64_t>> finish() {
    std::vector<std::int64_t> pieces;
    for (Part& part : parts_) {
      part.lines.close();
      put(part, 1);
      pieces.push_back(part.pieces);
    }
    if (failure_) return std::unexpected(*failure_);
    return pieces;
  }
  base::Instant end() { return latest_.value(); }
  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }

 private:
  struct Part {
    LinesPacker lines;
    std::int64_t pieces = 0;
  };

  // Puts what is packed, as long as there are `bytes_min` of it.
  void put(Part& part, std::size_t bytes_min) {
    std::string& packed = part.lines.packed();
    while (packed.size() >= bytes_min && !packed.empty() && !failure_) {
      const auto number = static_cast<int>(&part - parts_.data());
      const auto stored =
          store_.put(lines_key(number, part.pieces), std::string_view(packed).substr(0, value_bytes_max));
      if (!stored) failure_ = stored.error();
      packed.erase(0, value_bytes_max);
      ++part.pieces;
    }
  }

  Store& store_;
  base::JsonParser parser_;
  LatestInstant latest_;
  std::vector<std::int64_t> events_of_log_;
  std::vector<Part> parts_ = std::vector<Part>(parts);
  std::optional<Failure> failure_;
};

// The pieces of a part, one after the other.
class StoredLines : public ByteSource {
 public:
  StoredLines(Store& store, int part, std::int64_t pieces, const StillAtWork& still_at_work,
              std::optional<Failure>& failure)
      : store_(store), still_at_work_(still_at_work), failure_(failure), pieces_(pieces), part_(part) {}

  base::Expected<void> read(std::string& chunk) override {
    chunk.clear();
    if (next_ == pieces_) return {};
    still_at_work_();
    auto piece = written_value(store_, lines_key(part_, next_++));
    if (!piece) {
      failure_ = piece.error();
      return std::unexpected(piece.error().error);
    }
    chunk = *std::move(piece);
    return {};
  }

 private:
  Store& store_;
  const StillAtWork& still_at_work_;
  std::optional<Failure>& failure_;  // of the store, which is not the part's own
  std::int64_t pieces_;
  std::int64_t next_ = 0;
  int part_;
};

struct Dealt {
  ReadLines read;
  std::vector<int> parts;  // handed out
  base::Instant end;
  bool stopped = false;
};

Result<Dealt> deal(const Options& options, Job& job) {
  Dealer dealer(job.store(), options.logs.size());
  auto read = feed_lines(options.logs, {&dealer}, options.read_on);
  if (dealer.failure()) return std::unexpected(*dealer.failure());
  if (!read) return std::unexpected(Failure{std::move(read.error()), false});
  Dealt dealt{*std::move(read), {}, dealer.end(), options.read_on.is_stopped()};
  const auto pieces = dealer.finish();
  if (!pieces) return std::unexpected(pieces.error());
  for (int part = 0; part < parts; ++part) {
    const Spec spec{(*pieces)[static_cast<std::size_t>(part)], static_cast<std::int64_t>(options.logs.size()),
                    options.late_after, dealt.end, dealt.stopped};
    if (spec.pieces == 0) continue;
    if (auto handed = job.hand_out(part, spec_json(spec)); !handed) return std::unexpected(handed.error());
    dealt.parts.push_back(part);
  }
  return dealt;
}

}  // namespace

Result<Report> replay_on_cluster(const Options& options, const std::string& url, const std::string& version) {
  auto stream = JetStream::connect(url);
  if (!stream) return std::unexpected(stream.error());
  auto job = Job::begin(*std::move(stream), replay_kind, version);
  if (!job) return std::unexpected(job.error());
  auto dealt = deal(options, *job);
  if (!dealt) return std::unexpected(dealt.error());
  Report report;
  // An interrupt while the log was read ended the reading; what was read is replayed all the same.
  const Stop stop = [&] { return !dealt->stopped && options.read_on.is_stopped(); };
  for (const int part : dealt->parts) {
    auto bytes = job->result(part, stop);
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes) return failure("", "interrupted before all parts were done");
    const auto text = unpacked_whole(**std::move(bytes));
    if (!text) return std::unexpected(Failure{text.error(), false});
    auto found = read_part(*text);
    if (!found) return std::unexpected(Failure{found.error(), false});
    add_part(report, *std::move(found));
  }
  complete(report, options.logs, std::move(dealt->read), dealt->end, dealt->stopped);
  return report;
}

Result<std::string> replay_part(const Task& task, Store& store, const StillAtWork& still_at_work) {
  const auto spec = read_spec(task.spec);
  if (!spec) return std::unexpected(Failure{spec.error(), false});
  Shard shard(spec->late_after, static_cast<std::size_t>(spec->logs));
  std::optional<Failure> failure;
  const auto unpacked =
      unpack_lines(std::make_unique<StoredLines>(store, task.part, spec->pieces, still_at_work, failure),
                   [&](std::string_view line, Place place) {
                     if (place.log < static_cast<std::size_t>(spec->logs)) shard.feed(line, place);
                     still_at_work();
                   });
  if (failure) return std::unexpected(*failure);
  if (!unpacked) return std::unexpected(Failure{unpacked.error(), false});
  return packed(part_text(shard.finish(spec->end, spec->stopped)));
}

}  // namespace articulator::replay::cluster

// Feed: the lines of logs to those who work on them, each practice's to one of them, in their order.
//
//   class Shard : public LineSink { ... };
//   auto read = feed_lines({"a.ndjson", "b.ndjson.zst"}, {&shard_1, &shard_2});
//
// Several logs are read one after the other, as if they were one. With more than one sink each works on its
// own thread; what a sink sees does not depend on how fast the others are.
#pragma once

#include "engine/base/error.hpp"
#include "replay/log/byte_source.hpp"
#include "replay/log/place.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

inline constexpr int jobs_max = 256;  // sinks

class LineSink {
 public:
  LineSink() = default;
  virtual ~LineSink() = default;
  LineSink(const LineSink&) = delete;
  LineSink& operator=(const LineSink&) = delete;

  virtual void feed(std::string_view line, Place place) = 0;  // any line, good or bad

  // CloudEvents read of each log, repeats too.
  [[nodiscard]] virtual const std::vector<std::int64_t>& events_of_log() const = 0;

  // False: nothing can come of more lines. Heeded where there is one sink.
  [[nodiscard]] virtual bool wants_more() const { return true; }
};

struct ReadLines {
  std::vector<RefusedLine> refused;  // too long, or unreadable as bytes; the sinks refuse others
  std::vector<Place> unended;        // the last lines of logs that stop without a line end
};

// Where reading is stopped, a line that was not read to its end is left out, and the logs behind are not
// read. Error: a log cannot be opened (`paths`; "-": standard input), or none of its lines is a CloudEvent.
// At least one sink.
base::Expected<ReadLines> feed_lines(const std::vector<std::string>& paths,
                                     const std::vector<LineSink*>& sinks, const ReadOn& on = {});

// A log may well stop without a line end; it was cut off where what stands there could not be read. Keeps
// those of `unended`, and says so among the refused lines, which it sorts.
std::vector<Place> cut_off(std::vector<Place> unended, std::vector<RefusedLine>& refused);

}  // namespace articulator::replay

// LineReader: the lines of a log, each with its number, in bounded memory.
//
//   auto reader = LineReader::open("log.ndjson.gz");
//   while (auto line = reader->next()) { if (line->refused.empty()) use(line->text); }
//
// A line longer than `line_bytes_max` is refused and passed over; a file or packing that breaks off gives one
// last refused line. Blank lines are passed over, a carriage return at a line's end is not part of it.
#pragma once

#include "engine/base/error.hpp"
#include "replay/log/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay {

struct Line {
  std::int64_t number = 0;  // from 1
  std::string_view text;    // valid until the next call
  std::string refused;      // why the line cannot be read; empty: it can
  bool ended = true;        // false: the log stops here without a line end
};

class LineReader {
 public:
  // A case with its attachments is a few kilobytes; a lab profile some ten.
  static constexpr std::size_t line_bytes_max = 1'000'000;

  static base::Expected<LineReader> open(const std::string& path, const ReadOn& on = {});
  explicit LineReader(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  std::optional<Line> next();  // empty: the end

 private:
  bool fetch();  // more bytes behind what is left; false: no more
  std::optional<Line> last();

  std::unique_ptr<ByteSource> source_;
  std::string chunk_;  // the latest that came
  std::string buffer_;
  std::size_t begin_ = 0;    // of what was not yet given out
  std::size_t scanned_ = 0;  // no line end before here
  std::int64_t number_ = 0;
  bool ended_ = false;
  bool too_long_ = false;  // the rest of a line too long is being passed over
  std::string broken_;     // why the source broke off
};

}  // namespace articulator::replay

#include "replay/log/line_reader.hpp"

#include <algorithm>
#include <utility>

namespace articulator::replay {
namespace {

const std::string too_long_why = "is longer than 1 MB";

std::string_view without_ending(std::string_view text) {
  while (text.ends_with('\r'))
    text.remove_suffix(1);
  return text;
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

base::Expected<LineReader> LineReader::open(const std::string& path, const ReadOn& on) {
  auto source = open_bytes(path, on);
  if (!source) return std::unexpected(source.error());
  return LineReader(*std::move(source));
}

bool LineReader::fetch() {
  if (ended_) return false;
  const auto read = source_->read(chunk_);
  if (!read) broken_ = read.error().what;
  if (!read || chunk_.empty()) {
    ended_ = true;
    return false;
  }
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  buffer_ += chunk_;
  return true;
}

std::optional<Line> LineReader::next() {
  while (true) {
    const std::size_t end = buffer_.find('\n', scanned_);
    if (end == std::string::npos) {
      scanned_ = buffer_.size();
      if (buffer_.size() - begin_ > line_bytes_max) {
        too_long_ = true;
        begin_ = scanned_;
      }
      if (!fetch()) return last();
      continue;
    }
    const std::string_view text = without_ending(std::string_view(buffer_).substr(begin_, end - begin_));
    begin_ = scanned_ = end + 1;
    ++number_;
    if (std::exchange(too_long_, false) || text.size() > line_bytes_max)
      return Line{number_, {}, too_long_why, true};
    if (!blank(text)) return Line{number_, text, {}, true};
  }
}

// What stands behind the last line end: a line without one, or the place where the source broke off.
std::optional<Line> LineReader::last() {
  const std::string_view text = without_ending(std::string_view(buffer_).substr(begin_));
  begin_ = scanned_ = buffer_.size();
  std::string refused;
  if (!broken_.empty()) refused = std::exchange(broken_, {}) + "; nothing could be read from here on";
  if (std::exchange(too_long_, false)) refused = too_long_why;
  if (refused.empty() && blank(text)) return std::nullopt;
  return Line{++number_, refused.empty() ? text : std::string_view(), refused, false};
}

}  // namespace articulator::replay

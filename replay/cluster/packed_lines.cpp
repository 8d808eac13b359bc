#include "replay/cluster/packed_lines.hpp"

#include "replay/cluster/packed_bytes.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace articulator::replay::cluster {
namespace {

// Reads a number and the blank behind it off the front of `line`.
template <typename Number>
std::optional<Number> taken_number(std::string_view& line) {
  Number number{};
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{} || end == line.data() + line.size() || *end != ' ') return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
  return number;
}

base::Expected<void> take_line(std::string_view line,
                               const std::function<void(std::string_view line, Place place)>& take) {
  const auto log = taken_number<std::size_t>(line);
  const auto number = taken_number<std::int64_t>(line);
  if (!log || !number) return base::failure("", "lines of a part are damaged", "run the command once more");
  take(line, Place{*log, *number});
  return {};
}

}  // namespace

void LinesPacker::add(std::string_view line, Place place) {
  plain_ += std::to_string(place.log);
  plain_ += ' ';
  plain_ += std::to_string(place.line);
  plain_ += ' ';
  plain_ += line;
  plain_ += '\n';
  ++lines_;
  if (plain_.size() >= frame_bytes) close();
}

void LinesPacker::close() {
  if (plain_.empty()) return;
  packed_ += cluster::packed(plain_);
  plain_.clear();
}

base::Expected<void> unpack_lines(std::unique_ptr<ByteSource> source,
                                  const std::function<void(std::string_view line, Place place)>& take) {
  auto plain = unpacked(std::move(source));
  if (!plain) return std::unexpected(plain.error());
  std::string left;
  for (std::string chunk;;) {
    if (auto read = (*plain)->read(chunk); !read) return read;
    if (chunk.empty()) break;
    left += chunk;
    std::size_t begin = 0;
    for (std::size_t end = left.find('\n'); end != std::string::npos; end = left.find('\n', begin)) {
      if (auto taken = take_line(std::string_view(left).substr(begin, end - begin), take); !taken)
        return taken;
      begin = end + 1;
    }
    left.erase(0, begin);
  }
  if (!left.empty()) return base::failure("", "lines of a part are cut off", "run the command once more");
  return {};
}

}  // namespace articulator::replay::cluster

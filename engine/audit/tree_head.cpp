#include "engine/audit/tree_head.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/format.h>

namespace articulator::audit {
namespace {

constexpr std::string_view time_word = "time ";
constexpr std::string_view interval_word = "interval";
constexpr std::size_t lines_max = 100;

// Empty: not lines, or an empty one among them.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end == 0 || lines.size() == lines_max) return {};
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::string write_tree_head(const TreeHead& head) {
  std::string text =
      fmt::format("{}\n{}\n{}\n", head.origin, head.size,
                  base::base64_encode({reinterpret_cast<const char*>(head.root.data()), head.root.size()}));
  if (head.at) text += fmt::format("{}{}\n", time_word, base::format_instant(*head.at));
  if (head.interval) text += fmt::format("{}\n", interval_word);
  return text;
}

base::Expected<TreeHead> read_tree_head(std::string_view text) {
  const auto refuse = [](std::string what) {
    return base::failure("", std::move(what), "give a checkpoint: origin, size and root hash, a line each");
  };
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() < 3) return refuse("is no tree head");
  TreeHead head;
  head.origin = lines[0];
  const std::string_view size = lines[1];
  const auto parsed = std::from_chars(size.data(), size.data() + size.size(), head.size);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == size.data() + size.size();
  if (!whole || (size.size() > 1 && size.front() == '0')) return refuse("its size is no whole number");
  const auto root = base::base64_decode(lines[2]);
  if (!root || root->size() != head.root.size() || base::base64_encode(*root) != lines[2])
    return refuse("its root is no SHA-256 in base64");
  std::copy(root->begin(), root->end(), head.root.begin());
  for (std::size_t n = 3; n < lines.size(); ++n) {
    if (lines[n] == interval_word) head.interval = true;
    if (!lines[n].starts_with(time_word)) continue;
    const auto at = base::parse_instant(lines[n].substr(time_word.size()));
    if (at) head.at = *at;
  }
  return head;
}

}  // namespace articulator::audit

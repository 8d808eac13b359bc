#include "engine/base/beginnings.hpp"

#include <algorithm>

namespace articulator::base {
namespace {

std::size_t beginning_bytes(std::string_view text) {
  std::size_t bytes = text.size();
  while (bytes > 0 && text[bytes - 1] >= '0' && text[bytes - 1] <= '9')
    --bytes;
  return bytes;
}

}  // namespace

Beginnings::Split Beginnings::split(std::string_view text) const {
  const std::size_t bytes = beginning_bytes(text);
  const auto found = std::ranges::find(known_, text.substr(0, bytes));
  if (found == known_.end()) return {0, text};
  return {static_cast<std::uint8_t>(found - known_.begin() + 1), text.substr(bytes)};
}

Beginnings::Split Beginnings::learn(std::string_view text) {
  const Split as_known = split(text);
  const std::size_t bytes = beginning_bytes(text);
  if (as_known.beginning != 0 || known_.size() == known_max || bytes == 0 || bytes > bytes_max)
    return as_known;
  known_.emplace_back(text.substr(0, bytes));
  return {static_cast<std::uint8_t>(known_.size()), text.substr(bytes)};
}

std::string Beginnings::whole(const Split& split) const {
  std::string text;
  if (split.beginning != 0) text = known_.at(split.beginning - 1U);
  return text.append(split.rest);
}

}  // namespace articulator::base

#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace articulator::model {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string folded(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : trimmed(text)) {
    if (c == ' ' || c == '-' || c == '_' || c == '\t') {
      gap = true;
      continue;
    }
    if (gap) out += '_';
    gap = false;
    out += lower_case(c);
  }
  return out;
}

std::string spoken(std::string_view word) {
  constexpr std::array<std::string_view, 4> abbreviations{"pfm", "pmma", "vita", "3d"};
  std::string text;
  for (std::size_t at = 0; at <= word.size();) {
    const std::size_t end = std::min(word.find('_', at), word.size());
    const std::string_view part = word.substr(at, end - at);
    const bool loud = std::find(abbreviations.begin(), abbreviations.end(), part) != abbreviations.end();
    if (at > 0) text += ' ';
    for (const char c : part)
      text += loud ? upper_case(c) : c;
    at = end + 1;
  }
  return text;
}

bool one_slip_apart(std::string_view written, std::string_view meant) {
  if (written == meant) return false;
  const auto [first, second] = std::mismatch(written.begin(), written.end(), meant.begin(), meant.end());
  const auto tail = [](std::string_view text, auto from, std::size_t skip) {
    const auto at = static_cast<std::size_t>(from - text.begin()) + skip;
    return at <= text.size() ? std::optional(text.substr(at)) : std::nullopt;
  };
  const auto same = [](const auto& a, const auto& b) { return a && b && *a == *b; };
  if (same(tail(written, first, 1), tail(meant, second, 0))) return true;
  if (same(tail(written, first, 0), tail(meant, second, 1))) return true;
  if (same(tail(written, first, 1), tail(meant, second, 1))) return true;
  const bool swapped = written.end() - first > 1 && meant.end() - second > 1 &&
                       *first == *std::next(second) && *second == *std::next(first);
  return swapped && same(tail(written, first, 2), tail(meant, second, 2));
}

}  // namespace articulator::model

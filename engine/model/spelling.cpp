#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>

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

}  // namespace articulator::model

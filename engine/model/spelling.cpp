#include "engine/model/spelling.hpp"

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
  std::string text(word);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

}  // namespace articulator::model

#include "engine/validation/scan/title.hpp"

#include "engine/validation/scan/words.hpp"

#include <algorithm>
#include <array>

namespace articulator::validation::scan {
namespace {

constexpr std::size_t head_bytes = 4096;
constexpr std::size_t stl_title_bytes = 80;

// The lines that begin with one of these words, without it.
template <std::size_t N>
std::string lines_after(std::string_view head, const std::array<std::string_view, N>& first_words,
                        std::string_view last_word) {
  std::string text;
  Words words(head);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (word == last_word) break;
    const std::string_view rest = words.rest_of_line();
    if (std::ranges::find(first_words, word) == first_words.end()) continue;
    text += rest;
    text += '\n';
  }
  return text;
}

}  // namespace

std::string title_of(Format format, std::string_view bytes) {
  const std::string_view head = bytes.substr(0, head_bytes);
  switch (format) {
    case Format::stl_binary:
      return std::string(head.substr(0, stl_title_bytes));
    case Format::stl_ascii:
      return lines_after(head, std::array<std::string_view, 3>{"solid", "SOLID", "Solid"}, "facet");
    case Format::ply_ascii:
    case Format::ply_binary:
      return lines_after(head, std::array<std::string_view, 2>{"comment", "obj_info"}, "end_header");
    case Format::obj:
      return lines_after(head, std::array<std::string_view, 3>{"#", "o", "g"}, "v");
  }
  return {};
}

}  // namespace articulator::validation::scan

// One table of words for an enum, used both ways.
//
//   constexpr std::array<Word<Margin>, 4> margin_words{{{Margin::chamfer, "chamfer"}, ...}};
//   word_of(margin_words, Margin::chamfer)   -> "chamfer"
//   value_of(margin_words, "chamfer")        -> Margin::chamfer; no such word: empty
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace articulator::base {

template <typename E>
struct Word {
  E value;
  std::string_view text;
};

template <typename E, std::size_t N>
constexpr std::string_view word_of(const std::array<Word<E>, N>& words, E value) {
  for (const Word<E>& word : words)
    if (word.value == value) return word.text;
  return "";
}

template <typename E, std::size_t N>
constexpr std::optional<E> value_of(const std::array<Word<E>, N>& words, std::string_view text) {
  for (const Word<E>& word : words)
    if (word.text == text) return word.value;
  return std::nullopt;
}

}  // namespace articulator::base

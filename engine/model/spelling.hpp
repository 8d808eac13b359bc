// Forgiving spelling: how words that people write become words of a table.
//
//   folded(" Implant  crown ")                        -> "implant_crown"
//   spelt_value_of(material_words, "Full-cast noble") -> Material::full_cast_noble
//
// Case, outer spaces, and spaces or hyphens for underscores are forgiven. Synonyms are not known: what a word
// may mean is the practice's to say, not ours to guess.
#pragma once

#include "engine/base/words.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::model {

constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char upper_case(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view trimmed(std::string_view text);  // without outer white space
std::string folded(std::string_view text);
std::string spoken(
    std::string_view word);  // "feather_edge" -> "feather edge", "pfm_noble" -> "PFM noble": for sentences

// At most one letter too much, too few, other, or two neighbours swapped: "occulsion". Not the same word.
// Where short words are concerned nearly all are one slip apart: the caller says from how many letters on he
// asks.
bool one_slip_apart(std::string_view written, std::string_view meant);

// The words of the table must be folded themselves.
template <typename E, std::size_t N>
std::optional<E> spelt_value_of(const std::array<base::Word<E>, N>& words, std::string_view text) {
  // Nearly always the word comes as it should: no copy then.
  if (const auto exact = base::value_of(words, text)) return exact;
  return base::value_of(words, folded(text));
}

}  // namespace articulator::model

// The first table of the lexicon, in three parts: what is spoken of, what is said of it, how it is meant.
// A word may stand in several rows, once for each sense; of words that one slip of the pen could have been
// meant for, the first row's counts.
#pragma once

#include "engine/quality/lexicon.hpp"

#include <span>
#include <string_view>

namespace articulator::quality {

struct Word {
  std::string_view words;  // folded, as tokens with single spaces
  Sense sense;
};

std::span<const Word> topic_words();
std::span<const Word> fault_words();
std::span<const Word> meaning_words();

}  // namespace articulator::quality

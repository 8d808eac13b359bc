// The lexicon: what clinicians' words and abbreviations mean. Data; to teach the extractor a word, add a row
// in lexicon.cpp.
//
//   {"emax", NoteField::material, "lithium_disilicate"}
//   {"fgc", NoteField::material, "full_cast_noble"}, {"fgc", NoteField::restoration, "crown"}
#pragma once

#include "engine/model/note_facts.hpp"
#include "engine/model/tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace articulator::advice {

using model::ends_clause;
using model::ends_sentence;
using model::is_number;
using model::note_bytes_max;
using model::number_of;
using model::Token;
using model::tokens_of;

struct Phrase {
  std::string_view words;  // folded, as tokens with single spaces; a hyphen is a token
  model::NoteField field;
  std::string_view value;
  int confidence = 950;  // per mille
};

// Words that say how the words about them are meant.
enum class Cue : std::uint8_t {
  deny,     // what follows is not so: "not", "instead of"
  correct,  // what follows replaces what was said: "actually", "->"
  foreign,  // what follows is about another tooth or another piece of work: "opposing", "existing"
  about     // a thing that "no" may be about, so that it is not about what comes after: "no contact, A2"
};
struct CueRow {
  std::string_view words;
  Cue cue;
};

// Where phrases stand in a note.
struct Hit {
  std::size_t begin = 0;  // token index
  std::size_t end = 0;    // one past
  const Phrase* phrase = nullptr;
  bool misspelt = false;
};
struct CueHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  Cue cue = Cue::about;
};

// Longest phrases first; one slip of the pen is forgiven in long words.
std::vector<Hit> phrases_in(const std::vector<Token>& tokens);
std::vector<CueHit> cues_in(const std::vector<Token>& tokens);

// At most one letter too much, too few, other, or two swapped; not so for words of fewer than six letters.
bool nearly(std::string_view written, std::string_view meant);

}  // namespace articulator::advice

// How well the extractor reads: precision and recall a field, over notes of which somebody said what they
// say (notes/labelled_notes.tsv).
//
//   const auto notes = read_labelled(text).value();
//   const Scores held = measure(notes, NoteSet::held);
//   held.at(NoteField::shade).recall_per_mille()
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/note_facts.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::advice {

// `tune` may be looked at to improve the extractor; `held` only measures.
enum class NoteSet : std::uint8_t { tune, held };

using Said = std::set<std::pair<model::NoteField, std::string>>;  // field and value

struct LabelledNote {
  NoteSet set = NoteSet::tune;
  std::string note;
  Said says;
};

// Lines of set, note and "field:value field:value", apart by tabs; '#' begins a comment, and a tab ends it: a
// note may begin with '#', a comment has none. Error: a line of another shape, by its number.
base::Expected<std::vector<LabelledNote>> read_labelled(std::string_view text);

struct Score {
  int right = 0;
  int wrong = 0;                                  // read, and not said
  int missed = 0;                                 // said, and not read
  [[nodiscard]] int precision_per_mille() const;  // 1000 where nothing was read
  [[nodiscard]] int recall_per_mille() const;
};
using Scores = std::map<model::NoteField, Score>;

Said read_from(const std::string& note);  // what the extractor finds affirmed
Scores measure(const std::vector<LabelledNote>& notes, NoteSet set);

}  // namespace articulator::advice

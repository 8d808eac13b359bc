// How well complaints are understood: accuracy by cause, over notes of which somebody said what they are
// (notes/remake_notes.tsv).
//
//   const auto notes = read_labelled(text).value();
//   const Scores held = measure(notes, NoteSet::held);
//   held[static_cast<std::size_t>(RemakeCause::shade)].per_mille()
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/remake.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::quality {

// `tune` may be looked at to improve the classifier; `held` only measures.
enum class NoteSet : std::uint8_t { tune, held };

struct LabelledNote {
  NoteSet set = NoteSet::tune;
  model::RemakeCause cause = model::RemakeCause::unclear;
  std::string note;
};

// Lines of set, cause and note, apart by tabs; '#' begins a comment. Error: a line of another shape, by its
// number.
base::Expected<std::vector<LabelledNote>> read_labelled(std::string_view text);

struct Score {
  int notes = 0;
  int right = 0;
  int sent_wrong = 0;  // took another cause's way, where `unclear` would have gone to a person
  [[nodiscard]] int per_mille() const { return notes == 0 ? 1000 : right * 1000 / notes; }
};
using Scores = std::array<Score, model::remake_causes>;  // by RemakeCause

Scores measure(const std::vector<LabelledNote>& notes, NoteSet set);
Score all_of(const Scores& scores);

}  // namespace articulator::quality

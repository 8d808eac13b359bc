// The extractor: a clinical note in, typed facts out (AIM-01). Deterministic, and as cautious as a good
// assistant: what it is not sure of it says with little confidence or not at all.
//
//   read_note("#19 zr crn A2 chamf, no contact w/ 30", NotePlace::notes, today)
//     -> tooth 19, material zirconia, restoration crown, shade A2, margin chamfer
//
// A small tokenizer (tokens), a lexicon of abbreviations as data (lexicon), a finder for each thing that has
// a shape rather than a word (teeth, shades, due_dates, platforms), and the question how each is meant
// (stance). How well it reads is measured on notes/labelled_notes.tsv, see `articulator_bench notes`.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/model/note_facts.hpp"

#include <string_view>

namespace articulator::advice {

// `written`: the local day on which the note was written, from which "Friday" is told. At most
// `note_bytes_max` of the note are read (tokens.hpp).
model::NoteFacts read_note(std::string_view note, model::NotePlace place, base::Date written);

}  // namespace articulator::advice

// NotesRead: the notes that were read last, for whoever is shown the same ones again and again: a case whose
// prescription changes keeps its notes, and much of what people write is what they always write.
//
//   NotesRead notes;
//   notes.read(text, NotePlace::notes, today)     // what `read_note` says (extract.hpp), without reading it
//   again
//
// It remembers the last `remembered` short ones, some kilobytes in all.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/model/note_facts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::advice {

class NotesRead {
 public:
  static constexpr std::size_t remembered = 8;
  static constexpr std::size_t note_bytes_max = 200;  // a longer one is read again each time

  model::NoteFacts read(std::string_view note, model::NotePlace place, base::Date written);

 private:
  struct Note {
    std::string text;
    model::NotePlace place = model::NotePlace::notes;
    std::optional<base::Date> written;  // empty: it says the same whenever it was written
    model::NoteFacts facts;
  };

  std::vector<Note> notes_;
  std::size_t oldest_ = 0;
};

}  // namespace articulator::advice

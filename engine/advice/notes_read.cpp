#include "engine/advice/notes_read.hpp"

#include "engine/advice/mention.hpp"

#include <algorithm>
#include <utility>

namespace articulator::advice {

model::NoteFacts NotesRead::read(std::string_view note, model::NotePlace place, base::Date written) {
  if (note.empty()) return {};
  const auto known = std::ranges::find_if(notes_, [&](const Note& one) {
    return one.text == note && one.place == place && one.written.value_or(written) == written;
  });
  if (known != notes_.end()) return known->facts;
  DayWritten day(written);
  model::NoteFacts facts = read_note(note, place, day);
  if (note.size() > note_bytes_max) return facts;
  Note read{std::string(note), place, day.was_asked_for() ? std::optional(written) : std::nullopt, facts};
  if (notes_.size() < remembered) {
    notes_.push_back(std::move(read));
  } else {
    notes_[oldest_] = std::move(read);
    oldest_ = (oldest_ + 1) % remembered;
  }
  return facts;
}

}  // namespace articulator::advice

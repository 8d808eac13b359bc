// A mention: something that stands in a note and may become a fact, before it is asked how it is meant.
// Each kind of thing that is no mere word of the lexicon has its finder, one a file.
#pragma once

#include "engine/advice/lexicon.hpp"
#include "engine/base/calendar.hpp"
#include "engine/model/note_facts.hpp"
#include "engine/model/tokens.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::advice {

struct Mention {
  model::NoteField field = model::NoteField::tooth;
  std::string value;
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
  int confidence = 0;  // per mille
};

// The day on which a note was written, and whether anything that stands in it was told from that.
class DayWritten {
 public:
  explicit DayWritten(base::Date day) : day_(day) {}
  [[nodiscard]] base::Date day() {
    was_asked_for_ = true;
    return day_;
  }
  [[nodiscard]] bool was_asked_for() const { return was_asked_for_; }

 private:
  base::Date day_;
  bool was_asked_for_ = false;
};

// A note as the finders see it.
struct Reading {
  std::vector<Token> tokens;
  std::vector<Hit> hits;
  std::vector<CueHit> cues;

  [[nodiscard]] const std::string& text(std::size_t at) const;  // of the token; empty beyond the ends
  [[nodiscard]] bool is(std::size_t at, std::string_view word) const { return text(at) == word; }
};

// "#19", "teeth 8-9", "crn 30", "UL6", "FDI 36". What only looks like one (a date, "2 wks", "4.3 mm", a
// phone number) is none.
std::vector<Mention> teeth_in(const Reading& reading);

// "A3.5", "2M2", "BL2", and of the stump "ND2". Shades of a zone ("A1 incisal") are none of the tooth.
std::vector<Mention> shades_in(const Reading& reading);

// "due 11/4", "need by Fri", "in 2 wks", told from `written`, the day on which the note was written.
std::vector<Mention> due_dates_in(const Reading& reading, DayWritten& written);

// "RC", "4.3 platform", where an implant is spoken of.
std::vector<Mention> platforms_in(const Reading& reading);

model::NoteFacts read_note(std::string_view note, model::NotePlace place, DayWritten& written);

}  // namespace articulator::advice

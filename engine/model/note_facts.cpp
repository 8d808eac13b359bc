#include "engine/model/note_facts.hpp"

#include "engine/base/words.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<NoteField>, 15> field_words{{{NoteField::tooth, "tooth"},
                                                             {NoteField::restoration, "restoration"},
                                                             {NoteField::material, "material"},
                                                             {NoteField::shade, "shade"},
                                                             {NoteField::stump_shade, "stump_shade"},
                                                             {NoteField::margin, "margin"},
                                                             {NoteField::due_date, "due_date"},
                                                             {NoteField::rush, "rush"},
                                                             {NoteField::implant_system, "implant_system"},
                                                             {NoteField::platform, "platform"},
                                                             {NoteField::abutment, "abutment"},
                                                             {NoteField::retention, "retention"},
                                                             {NoteField::photo, "photo"},
                                                             {NoteField::match, "match"},
                                                             {NoteField::earlier_case, "earlier_case"}}};

}  // namespace

std::string_view word(NoteField field) {
  return base::word_of(field_words, field);
}

std::optional<NoteField> note_field_of(std::string_view word) {
  return base::value_of(field_words, word);
}

std::string_view pointer_of(NotePlace place) {
  return place == NotePlace::notes ? "/notes" : "/prescription/instructions";
}

}  // namespace articulator::model

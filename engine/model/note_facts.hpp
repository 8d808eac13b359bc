// What a clinical note says, as typed facts: read by the built-in extractor (`engine/advice`), looked at by
// the rules (VAL-19, VAL-25), and the form in which a model may make suggestions (AIM-01).
//
//   "#19 zr crn A2 chamf, not A3"  ->  tooth 19, material zirconia, restoration crown, shade A2,
//                                      margin chamfer, and shade A3, denied
//
// A fact says what words it rests on, so that a finding can quote them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

enum class NoteField : std::uint8_t {
  tooth,           // Universal: "19", "A"
  restoration,     // "crown"
  material,        // a Material's word, or its family where the note says no more: "pfm", "full_cast"
  shade,           // "A3.5"
  stump_shade,     // a shade, or a natural-die shade: "ND2"
  margin,          // "chamfer"
  due_date,        // "2024-11-04"
  rush,            // "rush"
  implant_system,  // "straumann"
  platform,        // "RC", "4.3"
  abutment,        // "custom", "stock", "ti_base", "titanium", "zirconia"
  retention,       // "screw", "cement"
  photo,           // "photo": the note leans on a picture
  match,           // "adjacent": on what stands in the mouth
  earlier_case     // "earlier": on what was made before
};
std::string_view word(NoteField field);
std::optional<NoteField> note_field_of(std::string_view word);

enum class NotePlace : std::uint8_t { notes, instructions };
std::string_view pointer_of(NotePlace place);  // "/notes", "/prescription/instructions"

struct NoteFact {
  NoteField field = NoteField::tooth;
  std::string value;       // canonical, see NoteField
  std::string words;       // as written
  std::size_t offset = 0;  // of the words, in bytes
  int confidence = 0;      // per mille
  bool denied = false;     // said not to be so: "not A3", or taken back later
  NotePlace place = NotePlace::notes;
  friend bool operator==(const NoteFact&, const NoteFact&) = default;
};

// From here on a fact is clear enough to contradict a prescription with.
inline constexpr int clear_confidence = 900;

using NoteFacts = std::vector<NoteFact>;  // in the order written

}  // namespace articulator::model

// What becomes of each member of a log line's `data` (DESIGN, "Log format"): a table of all that are known.
// A member that is not in it means nothing to the engine, may hold anything, and is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::replay {

enum class Treatment : std::uint8_t {
  inside,      // an object or array: its members by this table
  plain,       // a number or a flag
  id,          // of a patient, a person, a parcel, a statement, a plan, ...
  person,      // a name
  text,        // free text
  file_name,   // of an attachment
  word,        // of a vocabulary
  moved,       // a date or an instant
  hash,        // of a file
  kept,        // says nothing of anybody: a zone, a time of day
  by_words,    // an object whose members' names are words
  by_teeth,    // an object whose members' names are teeth
  by_pointers  // an object whose members' names lead into the case
};

// `parent`: the member in which the object stands; empty: `data` itself. Empty: not known.
std::optional<Treatment> treatment_of(std::string_view parent, std::string_view name);

// Of the place that a JSON pointer leads to, "/prescription/shade", as in a person's correction.
std::optional<Treatment> treatment_at(std::string_view pointer);

}  // namespace articulator::replay

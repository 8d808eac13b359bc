// Preference: the days and times at which a patient would come, as the practice's note says it (DLV-04).
//
//   read_preference("Patient prefers mornings, no Mondays.")   -> Tuesday to Sunday, before noon
//   read_preference("Match adjacent, patient allergic to nickel.")   -> any time
//
// No vendor documents a column for it, so it is read from the case's notes: sentences that speak of the
// patient, an appointment or a visit, with a word of wanting ("prefers", "only") or of not wanting ("no",
// "not", "never"), and a day, "morning", "afternoon", "before 11" or "after 3 pm". What cannot be read so is
// no preference.
#pragma once

#include "engine/base/calendar.hpp"

#include <cstdint>
#include <string_view>

namespace articulator::delivery {

struct Preference {
  std::uint8_t weekdays = 0b1111111;  // bit n: base::Weekday n
  int from_minute = 0;                // of the day: the visit starts not before
  int to_minute = 24 * 60;            // and ends not after
  friend bool operator==(const Preference&, const Preference&) = default;

  [[nodiscard]] bool allows(const base::LocalTime& start, int minutes) const;
};

Preference read_preference(std::string_view notes);

}  // namespace articulator::delivery

// What a complaint is a case of: read from the clinician's words by rules, with the words that decided it and
// a confidence (RMK-01). The same words always mean the same: nothing is learned, nothing is asked.
//
//   classify("Fit is fine, bite is fine, but the contact on the mesial is open.")
//     -> contact, 95 %, {"contact", "open"}
//   classify("Open margin and the shade is two steps off as well")  -> unclear: two causes alike
//   classify("NOT a shade problem - shade is great. Margins are open.")  -> fit
//
// Words are looked up in a lexicon, alone and two by two within a clause; what is denied or said to be fine
// counts for nothing; what is left adds up by cause. The confidence is what speaks for the strongest cause,
// less the more the others have. Below 60 per cent it is unclear, and a person's to decide (DECISIONS,
// "Remake causes and routes").
#pragma once

#include "engine/model/remake.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::quality {

inline constexpr int confidence_min_percent = 60;

struct Complaint {
  model::RemakeCause cause = model::RemakeCause::unclear;
  int confidence_percent = 0;      // of the strongest cause, also where it was not enough
  std::vector<std::string> words;  // as written, those that spoke for it; unclear: for any cause
};

// Of a longer note the first `model::note_bytes_max` bytes are read.
Complaint classify(std::string_view note);

}  // namespace articulator::quality

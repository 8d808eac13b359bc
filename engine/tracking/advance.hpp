// What a lab's status means for a case: STS-01, 05 and 06, and DECISIONS, row `lab.case.status`.
//
//   const Advance step = advance({Stage::received, false, 3}, {"Milling", 4}, profile);
//   step.meaning -> Meaning::moved, step.now.stage -> Stage::in_fabrication
//
// Statuses come late, twice and out of order; none of that ever moves a case back.
#pragma once

#include "engine/model/lab_profile.hpp"
#include "engine/model/stage.hpp"

#include <cstdint>
#include <string_view>

namespace articulator::tracking {

struct Standing {
  model::Stage stage = model::Stage::submitted;
  bool on_hold = false;
  std::int64_t last_sequence = 0;  // of the last status that was heard; 0: none yet
};

struct Status {
  std::string_view word;  // the lab's own
  std::int64_t sequence = 0;
};

enum class Meaning : std::uint8_t {
  unknown,  // no word of this lab's: kept and flagged, counts for nothing
  stale,    // not after the last one heard: nothing
  hold,     // the lab waits for an answer: a review, and the hold is written
  moved,    // a later stage, or any after a hold: written
  same,     // heard, but nothing to write
};

struct Advance {
  Meaning meaning = Meaning::unknown;
  Standing now;  // where the case stands from here on
};

// `profile` null: the lab is not known, so neither is its word.
Advance advance(const Standing& before, const Status& status, const model::LabProfile* profile);

}  // namespace articulator::tracking

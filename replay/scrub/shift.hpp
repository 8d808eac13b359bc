// By how much the dates of a log move.
//
//   auto weeks = weeks_moved(pseudonyms, {first, last, {"America/Chicago"}});
//
// One number for a log, by its key. Whole weeks, so that weekdays, cut-offs and quiet hours keep their
// meaning; and such that the clocks of all its zones are changed on the moved days as on the days themselves,
// so that local times do, too. Moved by that, the log is the same but for its dates: what was within five
// minutes, after the other, by Thursday or at night still is.
//
// Not by patient, nor by practice: the decisions of one patient's case rest on others' (the first order of a
// material, clean cases, statements), and a message that is held until the morning comes due when the log
// goes on to then, whichever practice's line that is. Apart, no two time lines could be put together again so
// that all this stays. Whoever wants practices apart scrubs each one's log under a key of its own.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/scrub/pseudonym.hpp"

#include <set>
#include <string>

namespace articulator::replay {

struct LogSpan {
  base::Instant first;
  base::Instant last;
  std::set<std::string> zones;
};

inline constexpr int weeks_min = 8;
inline constexpr int weeks_max = 780;

// Of two logs under one key the same, as long as it fits both. Error: none fits; the log is too long.
base::Expected<int> weeks_moved(const Pseudonyms& pseudonyms, const LogSpan& span);

// Whether the clocks are changed alike over the span (and some months more, for what lies ahead).
bool clocks_agree(const LogSpan& span, int weeks);

}  // namespace articulator::replay

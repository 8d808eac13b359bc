#include "engine/tracking/advance.hpp"

namespace articulator::tracking {

Advance advance(const Standing& before, const Status& status, const model::LabProfile* profile) {
  const auto stage = profile != nullptr ? profile->stage_of(status.word) : std::nullopt;
  if (!stage) return {Meaning::unknown, before};
  if (status.sequence <= before.last_sequence) return {Meaning::stale, before};
  if (*stage == model::Stage::on_hold) return {Meaning::hold, {before.stage, true, status.sequence}};
  if (before.on_hold || model::before(before.stage, *stage))
    return {Meaning::moved, {*stage, false, status.sequence}};
  return {Meaning::same, {before.stage, false, status.sequence}};
}

}  // namespace articulator::tracking

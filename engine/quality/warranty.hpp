// Whether the lab makes a remake for nothing: its own policy, as its profile says it (RMK-03).
//
//   covered(lab.remake_credit, RemakeCause::fit, shipped_at, now)   -> true within the lab's days
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/model/remake.hpp"

namespace articulator::quality {

// `shipped_at`: of the work complained of. The last day counts whole: a claim 180 days after is still in
// time. A cause that is unclear is never covered: a person says it first.
bool covered(const model::RemakeCredit& credit, model::RemakeCause cause, base::Instant shipped_at,
             base::Instant now);

}  // namespace articulator::quality

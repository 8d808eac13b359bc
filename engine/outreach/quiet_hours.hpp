// Quiet hours: nobody is woken (NTF-03).
//
//   send_at(now, zone) == now   -> send it now
//                      later    -> hold it until then, and send it if it is still true
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"

namespace articulator::outreach {

// `now`, or the next 08:00 of the zone's wall clock when that shows [21:00, 08:00).
base::Instant send_at(base::Instant now, const base::TimeZone& zone);

}  // namespace articulator::outreach

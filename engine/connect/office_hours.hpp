// When an office is taken to be at work: 8:00 to 18:00 local time, Monday to Friday. News then is wanted at
// once, while at other times it comes from somebody who stayed late. The bench has no office hours to go by.
//
//   next_look(access, last_started)   ->  when to ask an office that tells nothing by itself
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/model/bench.hpp"

namespace articulator::connect {

[[nodiscard]] bool at_work(const base::LocalTime& local);

// `poll_seconds` after the last look, or `poll_seconds_closed` while nobody is at work. Where the office
// opens in between: then, or as soon after as the pace of the day allows.
[[nodiscard]] base::Instant next_look(const model::PmsAccess& access, base::Instant last_started);

}  // namespace articulator::connect

// Slots: which visits to propose instead of one that comes too early, or for one that is not booked yet
// (DLV-04, DLV-06).
//
//   const base::Instant from = earliest_visit(predicted, practice_zone);
//   propose(free_times, {.minutes = 60, .from = from, .preference = read_preference(notes), .zone = zone})
//
// Feasible is what the practice's own schedule calls free for provider and operatory, within its hours, long
// enough, at a time the patient would come, and not before the work is safely here. Of each day the earliest
// is proposed, so that three proposals are three days to choose from.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/delivery/preference.hpp"
#include "engine/model/schedule.hpp"

#include <cstddef>
#include <vector>

namespace articulator::delivery {

inline constexpr std::size_t slots_max = 3;
inline constexpr int slot_grid_minutes = 15;  // visits begin on the quarter hour
inline constexpr int days_ahead = 28;         // how far a proposal looks

// The first day, at the same time of day, on which a visit needs the work no earlier than `predicted`.
base::Instant earliest_visit(base::Instant predicted, const base::TimeZone& practice);

struct Wish {
  int minutes = 60;
  base::Instant from;
  Preference preference;
  const base::TimeZone& zone;
  std::vector<model::Slot> taken;  // promised elsewhere, whatever the schedule says
};

std::vector<model::Slot> propose(const std::vector<model::FreeTime>& free, const Wish& wish);

bool overlap(const model::Slot& a, const model::Slot& b);  // in time, and of one provider or operatory

}  // namespace articulator::delivery

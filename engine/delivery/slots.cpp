#include "engine/delivery/slots.hpp"

#include "engine/delivery/alert.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace articulator::delivery {
namespace {

constexpr std::int32_t grid_ms = slot_grid_minutes * 60'000;
constexpr std::int64_t day_ms = 86'400'000;

std::optional<model::Slot> first_in(const model::FreeTime& gap, const Wish& wish) {
  const base::LocalTime begin = wish.zone.local(std::max(gap.from, wish.from));
  std::int64_t ms = (begin.ms_of_day + grid_ms - 1) / grid_ms * std::int64_t{grid_ms};
  for (; ms < day_ms; ms += grid_ms) {
    const base::LocalTime local{begin.date, static_cast<std::int32_t>(ms)};
    model::Slot slot{wish.zone.instant(local), wish.minutes, gap.provider, gap.operatory};
    if (slot.start + base::minutes(wish.minutes) > gap.to) return std::nullopt;
    const bool is_taken =
        std::ranges::any_of(wish.taken, [&](const model::Slot& other) { return overlap(slot, other); });
    if (!is_taken && wish.preference.allows(local, wish.minutes)) return slot;
  }
  return std::nullopt;
}

}  // namespace

bool overlap(const model::Slot& a, const model::Slot& b) {
  const bool same_time =
      a.start < b.start + base::minutes(b.minutes) && b.start < a.start + base::minutes(a.minutes);
  return same_time && (a.provider == b.provider || a.operatory == b.operatory);
}

base::Instant earliest_visit(base::Instant predicted, const base::TimeZone& practice) {
  base::LocalTime local = practice.local(predicted);
  base::Instant visit = predicted;
  while (needed_by(visit, practice) < predicted) {
    local.date = local.date + 1;
    visit = practice.instant(local);
  }
  return visit;
}

std::vector<model::Slot> propose(const std::vector<model::FreeTime>& free, const Wish& wish) {
  std::vector<model::FreeTime> gaps = free;
  std::ranges::sort(gaps, [](const model::FreeTime& a, const model::FreeTime& b) {
    return std::tie(a.from, a.to, a.provider, a.operatory) < std::tie(b.from, b.to, b.provider, b.operatory);
  });
  std::vector<model::Slot> slots;
  for (const model::FreeTime& gap : gaps) {
    const auto slot = first_in(gap, wish);
    if (!slot) continue;
    if (!slots.empty() && wish.zone.local(slots.back().start).date == wish.zone.local(slot->start).date)
      continue;
    slots.push_back(*slot);
    if (slots.size() == slots_max) break;
  }
  return slots;
}

}  // namespace articulator::delivery

#include "replay/log/seen_ids.hpp"

#include "engine/base/random.hpp"

#include <algorithm>
#include <utility>

namespace articulator::replay {
namespace {

constexpr std::size_t slots_min = 64;  // powers of two: the hash's low bits are the place

// Where the hash stands, or the empty slot where it would.
std::size_t slot_of(const std::vector<std::uint64_t>& slots, std::uint64_t hash) {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = hash & mask;
  while (slots[at] != 0 && slots[at] != hash)
    at = (at + 1) & mask;
  return at;
}

}  // namespace

bool SeenIds::Table::holds(std::uint64_t hash) const {
  return !slots.empty() && slots[slot_of(slots, hash)] == hash;
}

void SeenIds::Table::add(std::uint64_t hash) {
  if (slots.size() < 2 * (count + 1)) {
    const std::vector<std::uint64_t> old = std::exchange(slots, {});
    slots.resize(std::max(slots_min, old.size() * 2));
    for (const std::uint64_t one : old)
      if (one != 0) slots[slot_of(slots, one)] = one;
  }
  slots[slot_of(slots, hash)] = hash;
  ++count;
}

bool SeenIds::insert(std::string_view source, std::string_view id) {
  const std::uint64_t mixed = base::mix(base::mix(base::fnv1a(source)) ^ base::fnv1a(id));
  const std::uint64_t hash = mixed == 0 ? 1 : mixed;
  if (now_.holds(hash) || before_.holds(hash)) return false;
  if (now_.count == remembered) {
    std::swap(now_, before_);
    std::ranges::fill(now_.slots, 0U);
    now_.count = 0;
  }
  now_.add(hash);
  return true;
}

}  // namespace articulator::replay

#include "replay/log/seen_ids.hpp"

#include "engine/base/random.hpp"

#include <algorithm>
#include <iterator>
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

// From where it would stand if the hashes lay evenly, a few steps to where it does.
bool holds_sorted(const std::vector<std::uint64_t>& list, std::uint64_t hash) {
  if (list.empty()) return false;
  std::size_t at = static_cast<std::size_t>(((hash >> 32U) * list.size()) >> 32U);
  while (at > 0 && list[at] > hash)
    --at;
  while (at + 1 < list.size() && list[at] < hash)
    ++at;
  return list[at] == hash;
}

}  // namespace

bool SeenIds::holds(std::uint64_t hash) const {
  if (!newest_.empty() && newest_[slot_of(newest_, hash)] == hash) return true;
  return std::ranges::any_of(older_, [hash](const auto& list) { return holds_sorted(list, hash); });
}

void SeenIds::grow() {
  const std::vector<std::uint64_t> old = std::exchange(newest_, {});
  newest_.resize(std::max(slots_min, old.size() * 2));
  for (const std::uint64_t one : old)
    if (one != 0) newest_[slot_of(newest_, one)] = one;
}

void SeenIds::make_list() {
  std::vector<std::uint64_t>& list = older_[oldest_];
  oldest_ = (oldest_ + 1) % lists;
  list.clear();
  list.reserve(count_);
  std::ranges::copy_if(newest_, std::back_inserter(list), [](std::uint64_t one) { return one != 0; });
  std::ranges::sort(list);
  std::ranges::fill(newest_, 0U);
  count_ = 0;
}

bool SeenIds::insert(std::string_view source, std::string_view id) {
  const std::uint64_t mixed = base::mix(base::mix(base::fnv1a(source)) ^ base::fnv1a(id));
  const std::uint64_t hash = mixed == 0 ? 1 : mixed;
  if (holds(hash)) return false;
  if (count_ == list_size) make_list();
  if (newest_.size() < 2 * (count_ + 1)) grow();
  newest_[slot_of(newest_, hash)] = hash;
  ++count_;
  return true;
}

}  // namespace articulator::replay

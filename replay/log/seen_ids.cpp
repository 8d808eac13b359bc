#include "replay/log/seen_ids.hpp"

#include "engine/base/random.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace articulator::replay {
namespace {

constexpr std::size_t slots_min = 64;  // powers of two: the hash's low bits are the place
constexpr unsigned age_bits = 3;       // the lowest of an older one: which of the runs it came with
constexpr std::uint64_t age_mask = (std::uint64_t{1} << age_bits) - 1;

// Goes on hashing from `hash`, eight bytes at a time; the last piece is told by how long the text was.
std::uint64_t hashed(std::uint64_t hash, std::string_view text) {
  const auto take = [&hash](std::uint64_t eight) {
    hash = (hash ^ eight) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  };
  take(text.size());
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    take(eight);
  }
  std::uint64_t rest = 0;
  for (const char c : text)
    rest = rest << 8U | static_cast<unsigned char>(c);
  take(rest);
  return hash;
}

// Where the hash stands, or the empty slot where it would.
std::size_t slot_of(const std::vector<std::uint64_t>& slots, std::uint64_t hash) {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = (hash >> age_bits) & mask;
  while (slots[at] != 0 && slots[at] != hash)
    at = (at + 1) & mask;
  return at;
}

// From where it would stand if the hashes lay evenly, a few steps to where it does. `hash`: of age 0.
bool holds_sorted(const std::vector<std::uint64_t>& list, std::uint64_t hash) {
  if (list.empty()) return false;
  std::size_t at = static_cast<std::size_t>(((hash >> 32U) * list.size()) >> 32U);
  while (at > 0 && list[at] > hash)
    --at;
  while (at + 1 < list.size() && list[at] < hash)
    ++at;
  return (list[at] & ~age_mask) == hash;
}

}  // namespace

bool SeenIds::holds(std::uint64_t hash) const {
  if (!newest_.empty() && newest_[slot_of(newest_, hash)] == hash) return true;
  return holds_sorted(older_, hash);
}

void SeenIds::grow() {
  const std::vector<std::uint64_t> old = std::exchange(newest_, {});
  newest_.resize(std::max(slots_min, old.size() * 2));
  for (const std::uint64_t one : old)
    if (one != 0) newest_[slot_of(newest_, one)] = one;
}

// The newest take the place of the oldest run of the older ones.
void SeenIds::make_old() {
  std::erase_if(older_, [this](std::uint64_t one) { return (one & age_mask) == oldest_; });
  std::vector<std::uint64_t> run;
  run.reserve(count_);
  for (const std::uint64_t one : newest_)
    if (one != 0) run.push_back(one | oldest_);
  std::ranges::sort(run);
  std::vector<std::uint64_t> merged;
  merged.reserve(older_.size() + run.size());
  std::ranges::merge(older_, run, std::back_inserter(merged));
  older_ = std::move(merged);
  std::ranges::fill(newest_, 0U);
  count_ = 0;
  oldest_ = (oldest_ + 1) % runs;
}

bool SeenIds::insert(std::string_view source, std::string_view id) {
  const std::uint64_t mixed = base::mix(hashed(hashed(0, source), id)) & ~age_mask;
  const std::uint64_t hash = mixed == 0 ? age_mask + 1 : mixed;
  if (holds(hash)) return false;
  if (count_ == run_size) make_old();
  if (newest_.size() < 2 * (count_ + 1)) grow();
  newest_[slot_of(newest_, hash)] = hash;
  ++count_;
  return true;
}

}  // namespace articulator::replay

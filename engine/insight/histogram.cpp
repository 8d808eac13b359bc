#include "engine/insight/histogram.hpp"

#include "engine/base/assert.hpp"

#include <algorithm>
#include <bit>

namespace articulator::insight {
namespace {

constexpr int exact_bits = 7;     // below 2^7 a bucket is a minute
constexpr int doubling_bits = 6;  // above, 2^6 buckets a doubling

// Bits beyond the leading seven are dropped; the bucket is told by how many, and by those seven.
std::int32_t bucket_of(std::int64_t minutes) {
  const auto value = static_cast<std::uint64_t>(minutes);
  const int dropped = std::max(0, static_cast<int>(std::bit_width(value)) - exact_bits);
  return static_cast<std::int32_t>((dropped << doubling_bits) + static_cast<int>(value >> dropped));
}

std::int64_t middle_of(std::int32_t bucket) {
  constexpr std::int32_t exact = 1 << exact_bits;
  if (bucket < exact) return bucket;
  const int dropped = (bucket >> doubling_bits) - 1;
  const std::int64_t lowest = std::int64_t{bucket - (dropped << doubling_bits)} << dropped;
  return lowest + ((std::int64_t{1} << dropped) - 1) / 2;
}

}  // namespace

void Histogram::add(std::int64_t minutes, std::int64_t count) {
  ART_ASSERT(count >= 0);
  if (count == 0) return;
  counts_[bucket_of(std::clamp<std::int64_t>(minutes, 0, minutes_max))] += count;
  count_ += count;
}

void Histogram::merge(const Histogram& other) {
  for (const auto& [bucket, count] : other.counts_)
    counts_[bucket] += count;
  count_ += other.count_;
}

std::int64_t Histogram::quantile(int permille) const {
  ART_ASSERT(1 <= permille && permille <= 1000);
  std::int64_t wanted = (count_ / 1000) * permille + ((count_ % 1000) * permille + 999) / 1000;
  for (const auto& [bucket, count] : counts_) {
    wanted -= count;
    if (wanted <= 0) return middle_of(bucket);
  }
  return 0;
}

std::int64_t Histogram::between(std::int64_t from, std::int64_t to) const {
  std::int64_t found = 0;
  for (const auto& [bucket, count] : counts_)
    if (const std::int64_t value = middle_of(bucket); from <= value && value < to) found += count;
  return found;
}

}  // namespace articulator::insight

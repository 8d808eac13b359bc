#include "engine/delivery/histogram.hpp"

#include "engine/base/assert.hpp"
#include "engine/delivery/working_time.hpp"

#include <algorithm>
#include <limits>

namespace articulator::delivery {
namespace {

constexpr std::int64_t eighth_ms = working_day_ms / 8;

}  // namespace

int eighths_of(std::int64_t working_ms) {
  const std::int64_t eighths = (working_ms + eighth_ms - 1) / eighth_ms;
  return static_cast<int>(std::clamp<std::int64_t>(eighths, 0, eighths_max));
}

std::int64_t ms_of(int eighths) {
  return std::int64_t{eighths} * eighth_ms;
}

void Histogram::add(int value, std::int64_t count) {
  ART_ASSERT(count > 0 && total_ + count <= std::numeric_limits<std::int32_t>::max());
  value = std::clamp(value, 0, eighths_max);
  const auto at = std::ranges::lower_bound(bars_, value, {}, &Bar::value);
  if (at != bars_.end() && at->value == value)
    at->count += static_cast<std::int32_t>(count);
  else
    bars_.insert(at, {value, static_cast<std::int32_t>(count)});
  total_ += count;
}

void Histogram::merge(const Histogram& other) {
  for (const Bar& bar : other.bars_)
    add(bar.value, bar.count);
}

std::optional<int> Histogram::quantile(int percent, int over) const {
  ART_ASSERT(percent > 0 && percent <= 100);
  const auto first = std::ranges::upper_bound(bars_, over, {}, &Bar::value);
  std::int64_t all = 0;
  for (auto bar = first; bar != bars_.end(); ++bar)
    all += bar->count;
  std::int64_t so_far = 0;
  for (auto bar = first; bar != bars_.end(); ++bar) {
    so_far += bar->count;
    if (so_far * 100 >= all * percent) return bar->value;
  }
  return std::nullopt;
}

}  // namespace articulator::delivery

#include "engine/validation/scan/surface.hpp"

#include <utility>

namespace articulator::validation::scan {
namespace {

constexpr std::size_t slots_first = 1024;

// Where the search begins is of the lower half, what is kept beside the index of the upper.
std::uint32_t first_slot(std::uint64_t spread, std::uint32_t mask) {
  return static_cast<std::uint32_t>(spread) & mask;
}
std::uint32_t tag(std::uint64_t spread, std::uint32_t mask) {
  return static_cast<std::uint32_t>(spread >> 32U) & ~mask;
}

}  // namespace

std::uint32_t Surface::point(const Point& at) {
  if (slots_.size() < 2 * (points_.size() + 1)) grow();
  const std::uint32_t mask = this->mask();
  const std::uint64_t spread_at = spread(at);
  const std::uint32_t tag_at = tag(spread_at, mask);
  std::uint32_t slot = first_slot(spread_at, mask);
  ++asked_;
  while (slots_[slot] != 0) {
    const std::uint32_t index = (slots_[slot] & mask) - 1;
    if ((slots_[slot] & ~mask) == tag_at && points_[index] == at) return index;
    slot = (slot + 1) & mask;
    ++probes_;
  }
  points_.push_back(at);
  slots_[slot] = tag_at | static_cast<std::uint32_t>(points_.size());
  return static_cast<std::uint32_t>(points_.size() - 1);
}

void Surface::grow() {
  const std::size_t size = slots_.empty() ? slots_first : 2 * slots_.size();
  std::vector<std::uint32_t>().swap(slots_);  // the old one is not needed to fill the new one
  slots_.resize(size);
  const std::uint32_t mask = this->mask();
  constexpr std::size_t ahead = 32;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (i + ahead < points_.size())
      __builtin_prefetch(&slots_[first_slot(spread(points_[i + ahead]), mask)], 1);
    const std::uint64_t spread_at = spread(points_[i]);
    std::uint32_t slot = first_slot(spread_at, mask);
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = tag(spread_at, mask) | static_cast<std::uint32_t>(i + 1);
  }
}

void Surface::forget_table() {
  std::vector<std::uint32_t>().swap(slots_);
}

void Surface::forget_triangles() {
  std::vector<std::array<std::uint32_t, 3>>().swap(triangles_);
}

}  // namespace articulator::validation::scan

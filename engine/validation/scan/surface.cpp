#include "engine/validation/scan/surface.hpp"

#include <utility>

namespace articulator::validation::scan {
namespace {

constexpr std::size_t slots_first = 1024;

std::size_t spread(const Point& at) {
  std::uint64_t mixed = static_cast<std::uint32_t>(at[0]) * 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 29U) ^ static_cast<std::uint32_t>(at[1])) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 32U) ^ static_cast<std::uint32_t>(at[2])) * 0x94D049BB133111EBULL;
  return static_cast<std::size_t>(mixed ^ (mixed >> 31U));
}

}  // namespace

void Surface::expect(std::size_t points, std::size_t triangles) {
  points_.reserve(points);
  triangles_.reserve(triangles);
}

std::uint32_t Surface::point(const Point& at) {
  if (slots_.size() < 2 * (points_.size() + 1)) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = spread(at) & mask;
  ++asked_;
  while (slots_[slot] != 0) {
    const std::uint32_t index = slots_[slot] - 1;
    if (points_[index] == at) return index;
    slot = (slot + 1) & mask;
    ++probes_;
  }
  points_.push_back(at);
  slots_[slot] = static_cast<std::uint32_t>(points_.size());
  return static_cast<std::uint32_t>(points_.size() - 1);
}

void Surface::grow() {
  const std::size_t size = slots_.empty() ? slots_first : 2 * slots_.size();
  std::vector<std::uint32_t>().swap(slots_);  // the old one is not needed to fill the new one
  slots_.resize(size);
  const std::size_t mask = size - 1;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    std::size_t slot = spread(points_[i]) & mask;
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

void Surface::forget_table() {
  std::vector<std::uint32_t>().swap(slots_);
}

void Surface::forget_triangles() {
  std::vector<std::array<std::uint32_t, 3>>().swap(triangles_);
}

}  // namespace articulator::validation::scan

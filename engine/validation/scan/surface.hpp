// Surface: triangles over shared points, as a reader hands them in.
//
//   Surface surface;
//   const std::uint32_t a = surface.point({0, 0, 0});   // equal points have the same index
//   surface.triangle(a, b, c);
//
// A scan of 4 million triangles has 2 million points and must be judged in little memory: so a point is 12
// bytes, a triangle 12, and the table that finds equal points holds 4 bytes a slot.
#pragma once

#include "engine/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace articulator::validation::scan {

using Point = std::array<std::int32_t, 3>;  // micrometres

// The file's unit to micrometres, to the nearest. Empty: not a number, infinite, or 2 km and more away.
[[nodiscard]] inline std::optional<std::int32_t> micrometres(double value) {
  constexpr double limit = 2'000'000.0;
  if (!(value > -limit && value < limit)) return std::nullopt;
  const double scaled = value * 1000.0;
  return static_cast<std::int32_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
}

// Where a point belongs in a table: all of the 64 bits depend on all of it.
[[nodiscard]] inline std::uint64_t spread(const Point& at) {
  std::uint64_t mixed = static_cast<std::uint32_t>(at[0]) * 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 29U) ^ static_cast<std::uint32_t>(at[1])) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 32U) ^ static_cast<std::uint32_t>(at[2])) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

class Surface {
 public:
  Surface() = default;
  // Of points that are all different.
  Surface(std::vector<Point> points, std::vector<std::array<std::uint32_t, 3>> triangles)
      : points_(std::move(points)), triangles_(std::move(triangles)) {}

  // Index of the point. `crowded()` afterwards: the file's points are arranged so that finding them takes too
  // long.
  std::uint32_t point(const Point& at);
  void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) { triangles_.push_back({a, b, c}); }

  [[nodiscard]] bool crowded() const { return probes_ > probes_per_point_max * asked_ + probes_free; }
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }
  [[nodiscard]] const std::vector<std::array<std::uint32_t, 3>>& triangles() const { return triangles_; }

  void forget_table();  // no further point comes
  void forget_triangles();

 private:
  // A good spread needs about two probes; these limits are never met by chance.
  static constexpr std::uint64_t probes_per_point_max = 16;
  static constexpr std::uint64_t probes_free = 1'000'000;

  void grow();
  [[nodiscard]] std::uint32_t mask() const { return static_cast<std::uint32_t>(slots_.size() - 1); }

  std::vector<Point> points_;
  std::vector<std::array<std::uint32_t, 3>> triangles_;
  // A power of two of them, 2^n. 0: free. Else the lower n bits are the index of a point plus one, and the
  // rest is of its hash, which tells most other points apart without a look at them.
  std::vector<std::uint32_t> slots_;
  std::uint64_t probes_ = 0;
  std::uint64_t asked_ = 0;
};

}  // namespace articulator::validation::scan

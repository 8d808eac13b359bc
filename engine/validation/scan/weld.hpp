// Welding: STL gives each triangle three corners of its own, and equal corners are one point.
//
//   std::vector<Point> corners;                     // three a triangle, in the order of the file
//   auto surface = weld(std::move(corners));        // points numbered as they first appear
//
// The same that Surface::point does, for all corners at once. Where the triangles share no points, looking
// each corner up in one large table is a cache miss each; so the corners are dealt into heaps by their hash
// first, small enough that a heap and its table stay in the cache. A corner is 12 bytes, what is dealt 8, and
// the triangles 12 a triangle: 2.4 times a binary STL at most, with the file itself.
#pragma once

#include "engine/validation/scan/surface.hpp"

#include <optional>
#include <vector>

namespace articulator::validation::scan {

// `corners`: a multiple of three, fewer than 2^32. Empty: they are arranged so that it would take too long.
std::optional<Surface> weld(std::vector<Point> corners);

}  // namespace articulator::validation::scan

#include "engine/validation/scan/topology.hpp"

#include "engine/validation/scan/look.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace articulator::validation::scan {
namespace {

// Triangles come in any order, so what is kept of a point is rarely at hand: it is fetched so many triangles
// before it is wanted.
constexpr std::size_t ahead = 16;

// Which points hang together, by union and find with halved paths.
class Groups {
 public:
  explicit Groups(std::size_t points) : parent_(points) { part(); }

  // Each point for itself again: new memory of this size costs more than the rest.
  void part() {
    for (std::size_t i = 0; i < parent_.size(); ++i)
      parent_[i] = static_cast<std::uint32_t>(i);
  }

  std::uint32_t find(std::uint32_t at) {
    while (parent_[at] != at) {
      parent_[at] = parent_[parent_[at]];
      at = parent_[at];
    }
    return at;
  }

  void fetch(std::uint32_t at) const { __builtin_prefetch(&parent_[at], 1); }

  // The lower index leads: so the result does not depend on the order of joining.
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a < b)
      parent_[b] = a;
    else
      parent_[a] = b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

bool degenerate(const std::array<std::uint32_t, 3>& triangle) {
  return triangle[0] == triangle[1] || triangle[1] == triangle[2] || triangle[2] == triangle[0];
}

std::int64_t components_of(const Surface& surface, Groups& groups, std::vector<std::uint32_t>& sizes) {
  const auto& triangles = surface.triangles();
  for (std::size_t i = 0; i < triangles.size(); ++i) {
    if (i + ahead < triangles.size())
      for (const std::uint32_t corner : triangles[i + ahead])
        groups.fetch(corner);
    groups.join(triangles[i][0], triangles[i][1]);
    groups.join(triangles[i][1], triangles[i][2]);
  }
  for (std::size_t i = 0; i < triangles.size(); ++i) {
    if (i + ahead < triangles.size()) groups.fetch(triangles[i + ahead][0]);
    ++sizes[groups.find(triangles[i][0])];
  }
  const std::uint64_t all = surface.triangles().size();
  return std::count_if(sizes.begin(), sizes.end(),
                       [all](std::uint64_t size) { return size > 0 && size * 100 >= all; });
}

// Each triangle's edges, put down at the lower of their two points: one counting sort, and then each point's
// few entries are sorted for themselves.
class Edges {
 public:
  // `zeros`: one more than there are points. Uses the triangles up.
  Edges(Surface& surface, std::vector<std::uint32_t> zeros) : ends_of_(std::move(zeros)) {
    each_of(surface, [&](std::uint32_t low, std::uint32_t) { ++ends_of_[low + 1]; });
    for (std::size_t i = 1; i < ends_of_.size(); ++i)
      ends_of_[i] += ends_of_[i - 1];
    highs_.resize(ends_of_.back());
    // Filling moves each point's begin to its end.
    each_of(surface, [&](std::uint32_t low, std::uint32_t high) { highs_[ends_of_[low]++] = high; });
    surface.forget_triangles();
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends_of_) {
      if (end - begin > 1) std::sort(highs_.begin() + begin, highs_.begin() + end);
      begin = end;
    }
  }

  // Calls `act(low, high, triangles at this edge)` for each edge.
  void each(auto&& act) const {
    std::uint32_t begin = 0;
    for (std::uint32_t low = 0; low + 1 < ends_of_.size(); ++low) {
      const std::uint32_t end = ends_of_[low];
      while (begin < end) {
        std::uint32_t next = begin + 1;
        while (next < end && highs_[next] == highs_[begin])
          ++next;
        act(low, highs_[begin], next - begin);
        begin = next;
      }
    }
  }

 private:
  void each_of(const Surface& surface, auto&& act) const {
    const auto& triangles = surface.triangles();
    for (std::size_t i = 0; i < triangles.size(); ++i) {
      const auto& triangle = triangles[i];
      if (i + ahead < triangles.size())
        for (const std::uint32_t corner : triangles[i + ahead])
          __builtin_prefetch(&ends_of_[corner], 1);
      if (degenerate(triangle)) continue;
      const auto [a, b, c] = triangle;
      act(std::min(a, b), std::max(a, b));
      act(std::min(b, c), std::max(b, c));
      act(std::min(c, a), std::max(c, a));
    }
  }

  std::vector<std::uint32_t> ends_of_;  // by point, in `highs_`
  std::vector<std::uint32_t> highs_;
};

// Rounded down. What the processor finds may be one off for numbers of more than 53 bits, and is put right.
std::uint64_t square_root(std::uint64_t of) {
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(of)));
  while (root * root > of)
    --root;
  while ((root + 1) * (root + 1) <= of)
    ++root;
  return root;
}

// An axis differs by less than 2^32 micrometres, so beyond some hundred metres length is cut off there: no
// scan is that large, and the square must fit.
std::int64_t length_um(const Point& from, const Point& to) {
  constexpr std::int64_t difference_max = 1LL << 30;
  std::uint64_t sum = 0;
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const std::int64_t difference =
        std::clamp(std::int64_t{to[axis]} - from[axis], -difference_max, difference_max);
    sum += static_cast<std::uint64_t>(difference * difference);
  }
  return static_cast<std::int64_t>(square_root(sum));
}

// A rim is what open edges, those of one triangle, hang together as.
void measure_rims(const Surface& surface, const Edges& edges, Groups& groups, Topology& into) {
  bool open = false;
  edges.each([&](std::uint32_t low, std::uint32_t high, std::uint32_t triangles) {
    if (triangles > 2) ++into.non_manifold_edges;
    if (triangles != 1) return;
    groups.join(low, high);
    open = true;
  });
  if (!open) return;
  // In 32 bits, which hold four kilometres; no edge is shorter than 1, as equal points are one.
  std::vector<std::uint32_t> lengths(surface.points().size());
  edges.each([&](std::uint32_t low, std::uint32_t high, std::uint32_t triangles) {
    if (triangles != 1) return;
    std::uint32_t& length = lengths[groups.find(low)];
    const std::int64_t more = length_um(surface.points()[low], surface.points()[high]);
    length = static_cast<std::uint32_t>(
        std::min<std::int64_t>(length + more, std::numeric_limits<std::uint32_t>::max()));
  });
  for (const std::int64_t length : lengths) {
    if (length == 0) continue;
    ++into.rims;
    if (length >= noteworthy_rim_um) ++into.noteworthy_rims;
    into.longest_rim_um = std::max(into.longest_rim_um, length);
  }
}

}  // namespace

Topology topology_of(Surface surface) {
  Topology found;
  if (surface.triangles().empty()) return found;
  Groups groups(surface.points().size());
  std::vector<std::uint32_t> counts(surface.points().size() + 1);
  found.components = components_of(surface, groups, counts);
  found.degenerate_triangles =
      std::count_if(surface.triangles().begin(), surface.triangles().end(), degenerate);
  std::fill(counts.begin(), counts.end(), 0);
  const Edges edges(surface, std::move(counts));
  groups.part();
  measure_rims(surface, edges, groups, found);
  return found;
}

}  // namespace articulator::validation::scan

#include "engine/validation/scan/weld.hpp"

#include "engine/base/assert.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace articulator::validation::scan {
namespace {

using Triangles = std::vector<std::array<std::uint32_t, 3>>;

// A heap of so many corners, 64 kB, and its table of 128 kB fit into the second cache of any processor.
constexpr std::size_t heap_corners = 8192;
constexpr std::size_t heaps_max = 2048;
// Corners come in any order, so what belongs to one is fetched so many corners before it is wanted.
constexpr std::size_t ahead = 16;
// A good spread needs about two probes, and leaves a dozen strangers among 12 million corners; these limits
// are never met by chance.
constexpr std::uint64_t probes_per_corner_max = 16;
constexpr std::uint64_t probes_free = 1'000'000;
constexpr std::size_t strangers_max = 100'000;

struct Dealt {
  std::uint32_t hash;  // without what chose the heap
  std::uint32_t corner;
};

struct Heaps {
  std::vector<Dealt> dealt;
  std::vector<std::uint32_t> ends;  // of each heap, in `dealt`
};

// Each heap holds its corners in the order of the file.
Heaps deal(const std::vector<Point>& corners) {
  const std::size_t heaps =
      std::clamp(std::bit_ceil(corners.size() / heap_corners + 1), std::size_t{2}, heaps_max);
  const int shift = 64 - std::countr_zero(heaps);
  Heaps into;
  into.ends.resize(heaps + 1);
  for (const Point& corner : corners)
    ++into.ends[(spread(corner) >> shift) + 1];
  for (std::size_t heap = 1; heap <= heaps; ++heap)
    into.ends[heap] += into.ends[heap - 1];
  into.dealt.resize(corners.size());
  // Dealing moves each heap's begin to its end.
  for (std::size_t corner = 0; corner < corners.size(); ++corner) {
    const std::uint64_t hash = spread(corners[corner]);
    into.dealt[into.ends[hash >> shift]++] = {static_cast<std::uint32_t>(hash),
                                              static_cast<std::uint32_t>(corner)};
  }
  into.ends.pop_back();
  return into;
}

std::uint32_t& entry(Triangles& triangles, std::size_t corner) {
  return triangles[corner / 3][corner % 3];
}

// For each corner the first one of its hash. False: too many probes.
bool find_firsts(const Heaps& heaps, Triangles& firsts) {
  std::vector<std::uint32_t> table;
  std::uint64_t probes = 0;
  std::size_t begin = 0;
  for (const std::uint32_t end : heaps.ends) {
    table.assign(std::bit_ceil(2 * (end - begin) + 1), 0);
    const std::size_t mask = table.size() - 1;
    for (std::size_t at = begin; at < end; ++at) {
      const Dealt& one = heaps.dealt[at];
      std::size_t slot = one.hash & mask;
      while (table[slot] != 0 && heaps.dealt[begin + table[slot] - 1].hash != one.hash) {
        slot = (slot + 1) & mask;
        ++probes;
      }
      if (table[slot] == 0) table[slot] = static_cast<std::uint32_t>(at - begin + 1);
      entry(firsts, one.corner) = heaps.dealt[begin + table[slot] - 1].corner;
    }
    begin = end;
    if (probes > probes_per_corner_max * begin + probes_free) return false;
  }
  return true;
}

// Numbers the points as they first appear, and moves them there: never beyond the corner that is looked at.
// Corners of one hash are compared here, where their points are at hand; those that differ from the first are
// strangers, found by themselves. False: too many of them.
bool number(std::vector<Point>& points, Triangles& triangles) {
  std::map<Point, std::uint32_t> strangers;
  std::uint32_t numbered = 0;
  const auto next = [&](std::size_t corner) {
    points[numbered] = points[corner];
    return numbered++;
  };
  for (std::size_t corner = 0; corner < points.size(); ++corner) {
    if (corner + 2 * ahead < points.size())
      __builtin_prefetch(&entry(triangles, entry(triangles, corner + 2 * ahead)));
    if (corner + ahead < points.size())
      __builtin_prefetch(&points[entry(triangles, entry(triangles, corner + ahead))]);
    std::uint32_t& here = entry(triangles, corner);
    if (here == corner) {
      here = next(corner);
      continue;
    }
    here = entry(triangles, here);
    if (points[here] == points[corner]) continue;
    const auto [stranger, is_new] = strangers.try_emplace(points[corner], numbered);
    if (is_new) next(corner);
    if (strangers.size() > strangers_max) return false;
    here = stranger->second;
  }
  points.resize(numbered);
  return true;
}

}  // namespace

std::optional<Surface> weld(std::vector<Point> corners) {
  ART_ASSERT(corners.size() % 3 == 0 && corners.size() <= UINT32_MAX);
  Triangles triangles(corners.size() / 3);
  {
    const Heaps heaps = deal(corners);
    if (!find_firsts(heaps, triangles)) return std::nullopt;
  }
  if (!number(corners, triangles)) return std::nullopt;
  return Surface(std::move(corners), std::move(triangles));
}

}  // namespace articulator::validation::scan

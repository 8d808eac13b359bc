// How a surface hangs together: its pieces, and the edges where it ends.
#pragma once

#include "engine/validation/scan/surface.hpp"

#include <cstdint>

namespace articulator::validation::scan {

struct Topology {
  std::int64_t components = 0;  // of at least 1 % of the triangles (DECISIONS, VAL-13)
  std::int64_t rims = 0;
  std::int64_t noteworthy_rims = 0;
  std::int64_t longest_rim_um = 0;
  std::int64_t non_manifold_edges = 0;
  std::int64_t degenerate_triangles = 0;
};

// Uses the surface up: triangles are let go of where they are no longer needed, since scans are large.
Topology topology_of(Surface surface);

}  // namespace articulator::validation::scan

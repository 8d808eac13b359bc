// A look at a scan: what a surface file holds, from its bytes, whatever they are.
//
//   auto look = scan::look(bytes);
//   if (!look) look.error().text()   -> "triangle 17: the file ends in the middle of it; export ..."
//   look->mesh.triangles             -> 249497
//   look->rims, look->longest_rim_um -> 1, 151200: the open base of a jaw
//
// STL (ASCII and binary), PLY (ASCII, binary of either byte order) and OBJ are read; which it is, the content
// says and not the name. Coordinates become whole micrometres as they are read (a file's unit is taken to be
// the millimetre), so that nothing afterwards depends on floating point. Points that are equal then are one
// point: STL knows no other way to say that two triangles touch.
//
// Errors are values: what is wrong, and at which byte, line, vertex or triangle. The work is bounded by the
// size of the file, whatever its header promises.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/words.hpp"
#include "engine/model/arch.hpp"
#include "engine/model/attachment.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::validation::scan {

enum class Format : std::uint8_t { stl_ascii, stl_binary, ply_ascii, ply_binary, obj };
std::string_view word(Format format);  // "binary STL"

// The unit that would give the surface the size of a jaw.
enum class Unit : std::uint8_t { millimetres, inches, centimetres, metres, micrometres, unclear };
std::string_view word(Unit unit);

struct Look {
  Format format = Format::stl_binary;
  model::Mesh mesh;                       // as DECISIONS counts: components of at least 1 % of the triangles
  std::array<std::int64_t, 3> size_um{};  // taking the unit to be the millimetre
  std::int64_t points = 0;                // different ones
  std::int64_t rims = 0;                  // boundary loops; those that share a point are one
  std::int64_t noteworthy_rims = 0;       // of at least `noteworthy_rim_um`
  std::int64_t longest_rim_um = 0;
  std::int64_t non_manifold_edges = 0;    // of more than two triangles
  std::int64_t degenerate_triangles = 0;  // with two equal points
  Unit unit = Unit::unclear;
  std::optional<model::Arch> arch;  // that the file names in its own words (title.hpp)
};

// A rim shorter than this is a pinhole of a few triangles that a lab's software closes by itself: about 1 mm
// across, where scanners space their points by 0.05 to 0.1 mm.
inline constexpr std::int64_t noteworthy_rim_um = 3'000;

// DECISIONS, VAL-13: the size of a jaw, or of a part of one, on each axis.
inline constexpr std::int64_t size_um_min = 5'000;
inline constexpr std::int64_t size_um_max = 120'000;

// Larger ones are refused unread. The largest scans of practice are about 200 MB.
inline constexpr std::int64_t scan_bytes_max = 1LL << 31;

base::Expected<Look> look(std::string_view bytes);

}  // namespace articulator::validation::scan

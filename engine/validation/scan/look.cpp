#include "engine/validation/scan/look.hpp"

#include "engine/validation/scan/bytes.hpp"
#include "engine/validation/scan/readers.hpp"
#include "engine/validation/scan/surface.hpp"
#include "engine/validation/scan/title.hpp"
#include "engine/validation/scan/topology.hpp"
#include "engine/validation/scan/words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::validation::scan {
namespace {

constexpr std::array<base::Word<Format>, 5> format_words{{{Format::stl_ascii, "ASCII STL"},
                                                          {Format::stl_binary, "binary STL"},
                                                          {Format::ply_ascii, "ASCII PLY"},
                                                          {Format::ply_binary, "binary PLY"},
                                                          {Format::obj, "OBJ"}}};

constexpr std::array<base::Word<Unit>, 6> unit_words{{{Unit::millimetres, "millimetres"},
                                                      {Unit::inches, "inches"},
                                                      {Unit::centimetres, "centimetres"},
                                                      {Unit::metres, "metres"},
                                                      {Unit::micrometres, "micrometres"},
                                                      {Unit::unclear, "unclear"}}};

// A unit in millimetres, as a ratio. Inches come before centimetres: most jaws fit both, and mixing up inches
// is the common mistake.
struct UnitRow {
  Unit unit;
  std::int64_t times;
  std::int64_t over;
};
constexpr std::array<UnitRow, 5> units{{{Unit::millimetres, 1, 1},
                                        {Unit::inches, 254, 10},
                                        {Unit::centimetres, 10, 1},
                                        {Unit::metres, 1000, 1},
                                        {Unit::micrometres, 1, 1000}}};

Unit unit_of(const std::array<std::int64_t, 3>& size_um) {
  for (const UnitRow& row : units)
    if (std::all_of(size_um.begin(), size_um.end(), [&row](std::int64_t size) {
          const std::int64_t as_if = size * row.times / row.over;
          return as_if >= size_um_min && as_if <= size_um_max;
        }))
      return row.unit;
  return Unit::unclear;
}

// Of the points that triangles use: strays do not make a jaw larger.
std::array<std::int64_t, 3> size_of(const Surface& surface) {
  if (surface.triangles().empty()) return {};
  Point low = surface.points()[surface.triangles().front()[0]];
  Point high = low;
  for (const auto& triangle : surface.triangles())
    for (const std::uint32_t corner : triangle)
      for (std::size_t axis = 0; axis < low.size(); ++axis) {
        const std::int32_t at = surface.points()[corner][axis];
        low[axis] = std::min(low[axis], at);
        high[axis] = std::max(high[axis], at);
      }
  std::array<std::int64_t, 3> size{};
  for (std::size_t axis = 0; axis < size.size(); ++axis)
    size[axis] = std::int64_t{high[axis]} - low[axis];
  return size;
}

base::Expected<Surface> read(Format format, std::string_view bytes) {
  switch (format) {
    case Format::stl_ascii:
      return read_stl_ascii(bytes);
    case Format::stl_binary:
      return read_stl_binary(bytes);
    case Format::ply_ascii:
    case Format::ply_binary:
      return read_ply(bytes);
    case Format::obj:
      return read_obj(bytes);
  }
  return base::failure({}, "is no surface file", std::string(export_again));
}

// A binary STL whose 80 bytes begin with "solid" is common: its size gives it away. (Four letters as a count
// would stand for a file of 27 GB and more.)
bool sized_as_binary_stl(std::string_view bytes) {
  constexpr std::size_t header_bytes = 84;
  constexpr std::uint64_t triangle_bytes = 50;
  if (bytes.size() < header_bytes) return false;
  const auto count = number_at<std::uint32_t>(bytes.data() + header_bytes - 4, ByteOrder::little);
  return header_bytes + triangle_bytes * count == bytes.size();
}

bool begins_like_obj(std::string_view bytes) {
  constexpr std::size_t lines_looked_at = 200;
  constexpr std::array<std::string_view, 12> first_words{"v", "vt", "vn", "f", "o",      "g",
                                                         "s", "l",  "p",  "#", "mtllib", "usemtl"};
  Words words(bytes.substr(0, 1 << 16));
  for (std::size_t i = 0; i < lines_looked_at; ++i) {
    const std::string_view word = words.next();
    if (word == "v") return true;
    const bool known =
        word.starts_with('#') || std::find(first_words.begin(), first_words.end(), word) != first_words.end();
    if (word.empty() || !known) return false;
    words.rest_of_line();
  }
  return false;
}

}  // namespace

std::string_view word(Format format) {
  return base::word_of(format_words, format);
}

std::string_view word(Unit unit) {
  return base::word_of(unit_words, unit);
}

std::optional<Format> format_of(std::string_view bytes) {
  if (sized_as_binary_stl(bytes)) return Format::stl_binary;
  if (bytes.starts_with("ply\n") || bytes.starts_with("ply\r"))
    return bytes.substr(0, 200).find("format ascii") != std::string_view::npos ? Format::ply_ascii
                                                                               : Format::ply_binary;
  // A binary header's text ends in zeros or spaces, never in lines.
  const std::string_view head = bytes.substr(0, 512);
  const std::string_view first = Words(head).next();
  const bool text = head.find('\0') == std::string_view::npos;
  if (text && (first == "solid" || first == "SOLID" || first == "Solid") &&
      head.find('\n') != std::string_view::npos)
    return Format::stl_ascii;
  if (text && begins_like_obj(bytes)) return Format::obj;
  constexpr std::size_t stl_header_bytes = 84;
  if (bytes.size() >= stl_header_bytes) return Format::stl_binary;
  return std::nullopt;
}

base::Expected<Look> look(std::string_view bytes) {
  if (bytes.empty()) return base::failure({}, "the file is empty", std::string(export_again));
  if (static_cast<std::int64_t>(bytes.size()) > scan_bytes_max)
    return base::failure(
        {},
        fmt::format("the file has {} bytes; {} are the most that is looked at", bytes.size(), scan_bytes_max),
        "export it in a lower resolution");
  const auto format = format_of(bytes);
  if (!format) return base::failure({}, "the file is no STL, PLY or OBJ", std::string(export_again));
  auto surface = read(*format, bytes);
  if (!surface) return std::unexpected(surface.error());
  surface->forget_table();

  Look found;
  found.format = *format;
  found.arch = model::arch_named_in(title_of(*format, bytes));
  found.size_um = size_of(*surface);
  found.points = static_cast<std::int64_t>(surface->points().size());
  found.mesh.triangles = static_cast<std::int64_t>(surface->triangles().size());
  const Topology topology = topology_of(*std::move(surface));
  found.rims = topology.rims;
  found.noteworthy_rims = topology.noteworthy_rims;
  found.longest_rim_um = topology.longest_rim_um;
  found.non_manifold_edges = topology.non_manifold_edges;
  found.degenerate_triangles = topology.degenerate_triangles;
  found.unit = unit_of(found.size_um);
  found.mesh.components = topology.components;
  found.mesh.watertight = found.mesh.triangles > 0 && topology.rims == 0 && topology.non_manifold_edges == 0;
  for (std::size_t axis = 0; axis < found.size_um.size(); ++axis)
    found.mesh.size_hundredths_mm[axis] = (found.size_um[axis] + 5) / 10;
  return found;
}

}  // namespace articulator::validation::scan

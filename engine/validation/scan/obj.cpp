// Wavefront OBJ: "v x y z" lines, and "f" lines that name them by number from 1, or from the last backwards
// (-1), each perhaps with texture and normal behind a slash: "f 1/2/3 -2//5 3". All other lines are passed
// over.
#include "engine/validation/scan/readers.hpp"
#include "engine/validation/scan/words.hpp"

#include <vector>

#include <fmt/format.h>

namespace articulator::validation::scan {
namespace {

using Corners = std::vector<std::uint32_t>;  // the surface's index of each vertex of the file

base::Expected<void> read_vertex(Words& words, Surface& surface, Corners& vertices) {
  Point at{};
  for (std::int32_t& axis : at) {
    const auto number = words.number(true);
    const auto value = number ? micrometres(*number) : std::nullopt;
    if (!value)
      return base::failure(words.where(), "a vertex has no three usable coordinates",
                           std::string(export_again));
    axis = *value;
  }
  vertices.push_back(surface.point(at));
  return {};
}

// Empty: the word names no vertex that there is.
std::optional<std::uint32_t> named(std::string_view word, const Corners& vertices) {
  const auto number = Words::integer_of(word.substr(0, word.find('/')));
  const auto count = static_cast<std::int64_t>(vertices.size());
  if (!number || *number == 0 || *number > count || *number < -count) return std::nullopt;
  return vertices[static_cast<std::size_t>(*number > 0 ? *number - 1 : count + *number)];
}

base::Expected<void> read_face(Words& words, Surface& surface, const Corners& vertices) {
  std::size_t corners = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  for (std::string_view word = words.next(true); !word.empty(); word = words.next(true)) {
    const auto corner = named(word, vertices);
    if (!corner)
      return base::failure(words.where(),
                           fmt::format("the face names vertex \"{}\", and there are {} so far",
                                       word.substr(0, 40), vertices.size()),
                           std::string(export_again));
    ++corners;
    if (corners == 1) first = *corner;
    if (corners >= 3) surface.triangle(first, last, *corner);
    last = *corner;
  }
  if (corners < 3)
    return base::failure(words.where(), "a face has fewer than three corners", std::string(export_again));
  return {};
}

}  // namespace

base::Expected<Surface> read_obj(std::string_view bytes) {
  Words words(bytes);
  Surface surface;
  Corners vertices;
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    base::Expected<void> read;
    if (word == "v") read = read_vertex(words, surface, vertices);
    if (word == "f") read = read_face(words, surface, vertices);
    if (!read) return std::unexpected(read.error());
    if (surface.crowded())
      return base::failure({}, "the points of the scan are laid out in a way that no scanner makes",
                           std::string(export_again));
    words.rest_of_line();
  }
  if (vertices.empty()) return base::failure({}, "the file holds no vertex", std::string(export_again));
  return surface;
}

}  // namespace articulator::validation::scan

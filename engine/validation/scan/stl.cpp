// STL. Binary: 80 bytes of anything, a count, and 50 bytes a triangle, little endian: normal, three corners,
// two bytes of attributes. ASCII: facet, outer loop, three vertex lines, endloop, endfacet.
#include "engine/model/spelling.hpp"
#include "engine/validation/scan/bytes.hpp"
#include "engine/validation/scan/readers.hpp"
#include "engine/validation/scan/weld.hpp"
#include "engine/validation/scan/words.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::validation::scan {
namespace {

constexpr std::size_t header_bytes = 84;
constexpr std::size_t triangle_bytes = 50;
constexpr std::size_t normal_bytes = 12;

bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (model::lower_case(word[i]) != lower[i]) return false;
  return true;
}

std::unexpected<base::Error> crowded() {
  return base::failure({}, "the points of the scan are laid out in a way that no scanner makes",
                       std::string(export_again));
}

// "vertex x y z", once the word is read.
base::Expected<Point> read_corner(Words& words) {
  Point corner{};
  for (std::int32_t& axis : corner) {
    const auto number = words.number();
    const auto at = number ? micrometres(*number) : std::nullopt;
    if (!at)
      return base::failure(words.where(), "a vertex has no three usable coordinates",
                           std::string(export_again));
    axis = *at;
  }
  return corner;
}

base::Expected<void> expect_word(Words& words, std::string_view wanted) {
  const std::string_view word = words.next();
  if (same_word(word, wanted)) return {};
  if (word.empty())
    return base::failure(words.where(), fmt::format("the file ends where \"{}\" should stand", wanted),
                         std::string(export_again));
  return base::failure(words.where(), fmt::format("\"{}\" should stand here", wanted),
                       std::string(export_again));
}

// After "facet": up to "endfacet".
base::Expected<void> read_facet(Words& words, Surface& surface) {
  for (const std::string_view word : {"normal"})
    if (auto there = expect_word(words, word); !there) return there;
  for (int i = 0; i < 3; ++i)
    words.next();  // normals follow from the corners, and are often nonsense
  for (const std::string_view word : {"outer", "loop"})
    if (auto there = expect_word(words, word); !there) return there;
  std::array<std::uint32_t, 3> corners{};
  for (std::uint32_t& corner : corners) {
    if (auto there = expect_word(words, "vertex"); !there) return there;
    const auto at = read_corner(words);
    if (!at) return std::unexpected(at.error());
    corner = surface.point(*at);
  }
  for (const std::string_view word : {"endloop", "endfacet"})
    if (auto there = expect_word(words, word); !there) return there;
  surface.triangle(corners[0], corners[1], corners[2]);
  if (surface.crowded()) return crowded();
  return {};
}

}  // namespace

base::Expected<Surface> read_stl_ascii(std::string_view bytes) {
  Words words(bytes);
  Surface surface;
  bool open = false;  // between "solid" and "endsolid"
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (!open && same_word(word, "solid")) {
      words.rest_of_line();
      open = true;
    } else if (open && same_word(word, "facet")) {
      if (auto read = read_facet(words, surface); !read) return std::unexpected(read.error());
    } else if (open && same_word(word, "endsolid")) {
      words.rest_of_line();
      open = false;
    } else {
      return base::failure(words.where(), "this is neither a facet nor the end of the solid",
                           std::string(export_again));
    }
  }
  if (open)
    return base::failure(words.where(), "the file ends before its solid does", std::string(export_again));
  return surface;
}

base::Expected<Surface> read_stl_binary(std::string_view bytes) {
  if (bytes.size() < header_bytes)
    return base::failure(
        {},
        fmt::format("the file has {} bytes, and an STL header alone takes {}", bytes.size(), header_bytes),
        std::string(export_again));
  const auto count = number_at<std::uint32_t>(bytes.data() + header_bytes - 4, ByteOrder::little);
  const std::uint64_t wanted = header_bytes + std::uint64_t{triangle_bytes} * count;
  if (wanted != bytes.size())
    return base::failure(
        "byte 80",
        fmt::format("the file says that it holds {} triangles, which take {} bytes, but it has {}", count,
                    wanted, bytes.size()),
        std::string(export_again));
  std::vector<Point> corners;
  corners.reserve(3 * std::size_t{count});
  for (std::size_t at = header_bytes; at < bytes.size(); at += triangle_bytes) {
    const char* number = bytes.data() + at + normal_bytes;
    for (int corner = 0; corner < 3; ++corner) {
      Point& point = corners.emplace_back();
      for (std::int32_t& axis : point) {
        const auto value = micrometres(static_cast<double>(number_at<float>(number, ByteOrder::little)));
        if (!value)
          return base::failure(fmt::format("triangle {}, byte {}", (at - header_bytes) / triangle_bytes + 1,
                                           number - bytes.data()),
                               "a coordinate is no usable number", std::string(export_again));
        axis = *value;
        number += sizeof(float);
      }
    }
  }
  auto surface = weld(std::move(corners));
  if (!surface) return crowded();
  return *std::move(surface);
}

}  // namespace articulator::validation::scan

// Small surfaces in each format, for tests: a square sheet of so many squares a side, which has one rim.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace articulator::validation::scan::testing {

using Corner = std::array<float, 3>;

struct Shape {
  std::vector<Corner> points;
  std::vector<std::array<std::uint32_t, 3>> faces;
};

// `squares` a side, `side_mm` long; the middle rises by a sixth of it, so that it has a height.
inline Shape sheet(std::uint32_t squares, float side_mm) {
  Shape shape;
  const std::uint32_t row = squares + 1;
  for (std::uint32_t y = 0; y < row; ++y)
    for (std::uint32_t x = 0; x < row; ++x) {
      const float step = side_mm / static_cast<float>(squares);
      const bool middle = y == squares / 2;
      shape.points.push_back(
          {static_cast<float>(x) * step, static_cast<float>(y) * step, middle ? side_mm / 6 : 0.0F});
    }
  for (std::uint32_t y = 0; y < squares; ++y)
    for (std::uint32_t x = 0; x < squares; ++x) {
      const std::uint32_t at = y * row + x;
      shape.faces.push_back({at, at + 1, at + row});
      shape.faces.push_back({at + 1, at + row + 1, at + row});
    }
  return shape;
}

// A closed box, with corners at zero and at `size`.
inline Shape box(Corner size) {
  Shape shape;
  for (unsigned i = 0; i < 8; ++i)
    shape.points.push_back(
        {(i & 1U) != 0 ? size[0] : 0, (i & 2U) != 0 ? size[1] : 0, (i & 4U) != 0 ? size[2] : 0});
  shape.faces = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                 {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
  return shape;
}

inline void append(Shape& to, const Shape& other, float aside) {
  const auto first = static_cast<std::uint32_t>(to.points.size());
  for (Corner point : other.points) {
    point[0] += aside;
    to.points.push_back(point);
  }
  for (const auto& face : other.faces)
    to.faces.push_back({face[0] + first, face[1] + first, face[2] + first});
}

template <typename T>
void put(std::string& bytes, T value, bool big = false) {
  std::array<char, sizeof(T)> raw;
  std::memcpy(raw.data(), &value, sizeof(T));
  if (big) std::reverse(raw.begin(), raw.end());
  bytes.append(raw.data(), raw.size());
}

inline std::string stl_binary(const Shape& shape, std::string header = "made by a test") {
  header.resize(80);
  std::string bytes = header;
  put(bytes, static_cast<std::uint32_t>(shape.faces.size()));
  for (const auto& face : shape.faces) {
    for (int i = 0; i < 3; ++i)
      put(bytes, 0.0F);
    for (const std::uint32_t corner : face)
      for (const float axis : shape.points[corner])
        put(bytes, axis);
    put(bytes, std::uint16_t{0});
  }
  return bytes;
}

inline std::string numbers(const Corner& point) {
  return std::to_string(point[0]) + ' ' + std::to_string(point[1]) + ' ' + std::to_string(point[2]);
}

inline std::string stl_ascii(const Shape& shape) {
  std::string text = "solid made by a test\n";
  for (const auto& face : shape.faces) {
    text += "facet normal 0 0 1\n outer loop\n";
    for (const std::uint32_t corner : face)
      text += "  vertex " + numbers(shape.points[corner]) + "\n";
    text += " endloop\nendfacet\n";
  }
  return text + "endsolid made by a test\n";
}

inline std::string obj(const Shape& shape) {
  std::string text = "# made by a test\no jaw\n";
  for (const Corner& point : shape.points)
    text += "v " + numbers(point) + "\n";
  text += "vt 0 0\nvn 0 0 1\n";
  for (const auto& face : shape.faces)
    text += "f " + std::to_string(face[0] + 1) + "/1/1 " + std::to_string(face[1] + 1) + "//1 " +
            std::to_string(face[2] + 1) + "\n";
  return text;
}

inline std::string ply_header(const Shape& shape, const std::string& format) {
  return "ply\nformat " + format + " 1.0\ncomment made by a test\nelement vertex " +
         std::to_string(shape.points.size()) +
         "\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\nelement face " +
         std::to_string(shape.faces.size()) +
         "\nproperty list uchar int vertex_indices\nproperty list uchar float texcoord\nend_header\n";
}

inline std::string ply_ascii(const Shape& shape) {
  std::string text = ply_header(shape, "ascii");
  for (const Corner& point : shape.points)
    text += numbers(point) + " 200\n";
  for (const auto& face : shape.faces)
    text += "3 " + std::to_string(face[0]) + ' ' + std::to_string(face[1]) + ' ' + std::to_string(face[2]) +
            " 2 0.5 0.5\n";
  return text;
}

inline std::string ply_binary(const Shape& shape, bool big) {
  std::string bytes = ply_header(shape, big ? "binary_big_endian" : "binary_little_endian");
  for (const Corner& point : shape.points) {
    for (const float axis : point)
      put(bytes, axis, big);
    put(bytes, std::uint8_t{200});
  }
  for (const auto& face : shape.faces) {
    put(bytes, std::uint8_t{3});
    for (const std::uint32_t corner : face)
      put(bytes, static_cast<std::int32_t>(corner), big);
    put(bytes, std::uint8_t{1});
    put(bytes, 0.5F, big);
  }
  return bytes;
}

}  // namespace articulator::validation::scan::testing

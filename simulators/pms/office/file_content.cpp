#include "simulators/pms/office/file_content.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

constexpr std::int64_t squares_max = 400;
constexpr std::int64_t size_mm_max = 1'000'000;

// Heights and places in micrometres, so that every format says the same.
struct Scan {
  std::vector<std::array<std::int64_t, 3>> points;
  std::vector<std::array<std::size_t, 3>> triangles;
};

struct ScanSaid {
  std::string shape;
  std::int64_t squares = 10;
  std::array<std::int64_t, 3> size_um{58'000, 46'000, 21'000};
};

void add_sheet(Scan& scan, const ScanSaid& said, std::int64_t aside_um, bool holed) {
  const std::size_t first = scan.points.size();
  const std::int64_t n = said.squares;
  for (std::int64_t y = 0; y <= n; ++y)
    for (std::int64_t x = 0; x <= n; ++x) {
      const std::int64_t from_middle = std::max(std::abs(2 * x - n), std::abs(2 * y - n));
      scan.points.push_back({aside_um + said.size_um[0] * x / n, said.size_um[1] * y / n,
                             said.size_um[2] * (n - from_middle) / n});
    }
  for (std::int64_t y = 0; y < n; ++y)
    for (std::int64_t x = 0; x < n; ++x) {
      const bool middle = std::abs(2 * x + 1 - n) <= std::max<std::int64_t>(n / 10, 1) &&
                          std::abs(2 * y + 1 - n) <= std::max<std::int64_t>(n / 10, 1);
      if (holed && middle) continue;
      const std::size_t at = first + static_cast<std::size_t>(y * (n + 1) + x);
      const auto row = static_cast<std::size_t>(n + 1);
      scan.triangles.push_back({at, at + 1, at + row});
      scan.triangles.push_back({at + 1, at + row + 1, at + row});
    }
}

Scan make_scan(const ScanSaid& said) {
  Scan scan;
  add_sheet(scan, said, 0, said.shape == "holed");
  if (said.shape == "pieces") add_sheet(scan, said, said.size_um[0] * 2, false);
  return scan;
}

template <typename T>
void put(std::string& bytes, T value) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

float millimetres(std::int64_t um) {
  return static_cast<float>(um) / 1000.0F;
}

std::string decimals(const std::array<std::int64_t, 3>& point) {
  std::string text;
  for (const std::int64_t um : point)
    text += fmt::format("{}{}.{:03}", text.empty() ? "" : " ", um / 1000, um % 1000);
  return text;
}

std::string as_stl_binary(const Scan& scan, const std::string& title) {
  std::string bytes = title.empty() ? "solid in name only, as some scanners write it" : title;
  bytes.resize(80, ' ');
  put(bytes, static_cast<std::uint32_t>(scan.triangles.size()));
  for (const auto& triangle : scan.triangles) {
    bytes.append(12, '\0');
    for (const std::size_t corner : triangle)
      for (const std::int64_t um : scan.points[corner])
        put(bytes, millimetres(um));
    bytes.append(2, '\0');
  }
  return bytes;
}

std::string as_stl_ascii(const Scan& scan, const std::string& title) {
  std::string text = "solid " + (title.empty() ? "scan" : title) + "\n";
  for (const auto& triangle : scan.triangles) {
    text += "facet normal 0 0 0\nouter loop\n";
    for (const std::size_t corner : triangle)
      text += "vertex " + decimals(scan.points[corner]) + '\n';
    text += "endloop\nendfacet\n";
  }
  return text + "endsolid scan\n";
}

std::string as_ply(const Scan& scan, const std::string& title) {
  std::string bytes = fmt::format(
      "ply\nformat binary_little_endian 1.0\n{}element vertex {}\nproperty float x\nproperty float y\n"
      "property float z\nelement face {}\nproperty list uchar int vertex_indices\nend_header\n",
      title.empty() ? "" : "comment " + title + "\n", scan.points.size(), scan.triangles.size());
  for (const auto& point : scan.points)
    for (const std::int64_t um : point)
      put(bytes, millimetres(um));
  for (const auto& triangle : scan.triangles) {
    put(bytes, std::uint8_t{3});
    for (const std::size_t corner : triangle)
      put(bytes, static_cast<std::int32_t>(corner));
  }
  return bytes;
}

std::string as_obj(const Scan& scan, const std::string& title) {
  std::string text = "o " + (title.empty() ? "scan" : title) + "\n";
  for (const auto& point : scan.points)
    text += "v " + decimals(point) + '\n';
  for (const auto& triangle : scan.triangles)
    text += fmt::format("f {} {} {}\n", triangle[0] + 1, triangle[1] + 1, triangle[2] + 1);
  return text;
}

void put_element(std::string& bytes, std::uint16_t group, std::uint16_t element, std::string_view kind,
                 std::string value) {
  if (value.size() % 2 != 0) value += kind == "UI" ? '\0' : ' ';
  put(bytes, group);
  put(bytes, element);
  bytes += kind;
  put(bytes, static_cast<std::uint16_t>(value.size()));
  bytes += value;
}

// Part 10 of the standard: preamble, file meta information, and a data set in explicit little endian.
std::string as_dicom(base::ObjectReader& said) {
  std::string meta;
  put_element(meta, 2, 0x10, "UI", "1.2.840.10008.1.2.1");
  std::string length;
  put(length, static_cast<std::uint32_t>(meta.size()));
  std::string bytes(128, '\0');
  bytes += "DICM";
  put_element(bytes, 2, 0, "UL", length);
  bytes += meta;
  put_element(bytes, 8, 0x60, "CS", "IO");
  put_element(bytes, 0x10, 0x10, "PN", said.text_or("patient_name", ""));
  put_element(bytes, 0x10, 0x20, "LO", said.text_or("patient_id", ""));
  put_element(bytes, 0x10, 0x30, "DA", said.text_or("birth_date", ""));
  return bytes;
}

ScanSaid read_scan(base::ObjectReader& said) {
  ScanSaid scan;
  scan.shape = said.text_or("shape", "jaw");
  if (scan.shape != "jaw" && scan.shape != "pieces" && scan.shape != "holed")
    said.report("shape", fmt::format("is \"{}\"", scan.shape), "write jaw, pieces or holed");
  scan.squares = said.integer_or("squares", scan.squares, 1, squares_max);
  const std::vector<base::JsonValue> sizes = said.elements_or_none("size_mm");
  for (std::size_t axis = 0; axis < sizes.size() && axis < scan.size_um.size(); ++axis)
    scan.size_um[axis] =
        std::clamp<std::int64_t>(sizes[axis].hundredths().value_or(0), 0, size_mm_max * 100) * 10;
  return scan;
}

std::string bytes_of(base::ObjectReader& said) {
  const std::string format = said.text("format");
  if (format == "dicom") return as_dicom(said);
  if (format == "text") return said.text_or("text", "");
  const Scan scan = make_scan(read_scan(said));
  const std::string title = said.text_or("title", "");
  if (format == "stl-binary") return as_stl_binary(scan, title);
  if (format == "stl-ascii") return as_stl_ascii(scan, title);
  if (format == "ply") return as_ply(scan, title);
  if (format == "obj") return as_obj(scan, title);
  said.report("format", fmt::format("is \"{}\"", format),
              "write stl-binary, stl-ascii, ply, obj, dicom or text");
  return {};
}

}  // namespace

FileContent make_file_content(base::ObjectReader& description) {
  FileContent content;
  content.bytes = bytes_of(description);
  if (description.has("cut"))
    content.bytes.resize(std::min<std::size_t>(
        content.bytes.size(), static_cast<std::size_t>(description.integer("cut", 0, 1LL << 30))));
  content.described = content.bytes;
  const bool altered = description.has("altered") && description.boolean("altered");
  if (altered && !content.bytes.empty()) content.bytes.back() = static_cast<char>(content.bytes.back() ^ 1);
  return content;
}

}  // namespace articulator::simulators::office

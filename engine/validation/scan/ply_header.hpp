// The header of a PLY file: which elements follow, and of what each is made.
#pragma once

#include "engine/base/error.hpp"
#include "engine/validation/scan/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::validation::scan {

enum class PlyType : std::uint8_t { int8, uint8, int16, uint16, int32, uint32, float32, float64 };
std::size_t bytes_of(PlyType type);

struct PlyProperty {
  std::string name;
  PlyType type = PlyType::float32;
  std::optional<PlyType> counted_by;  // of a list: the type of its length
};

struct PlyElement {
  std::string name;
  std::uint64_t count = 0;
  std::vector<PlyProperty> properties;
};

struct PlyHeader {
  bool ascii = false;
  ByteOrder order = ByteOrder::little;  // of a binary one
  std::vector<PlyElement> elements;
  std::size_t size = 0;  // bytes, with the line end behind "end_header"
};

base::Expected<PlyHeader> read_ply_header(std::string_view bytes);

}  // namespace articulator::validation::scan

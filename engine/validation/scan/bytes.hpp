// Numbers out of bytes, of either byte order.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace articulator::validation::scan {

enum class ByteOrder : std::uint8_t { little, big };

// `T` an arithmetic type; `at` has at least its size.
template <typename T>
T number_at(const char* at, ByteOrder order) {
  std::array<unsigned char, sizeof(T)> raw;
  std::memcpy(raw.data(), at, sizeof(T));
  const bool native = (order == ByteOrder::little) == (std::endian::native == std::endian::little);
  if (!native)
    for (std::size_t i = 0; i < sizeof(T) / 2; ++i)
      std::swap(raw[i], raw[sizeof(T) - 1 - i]);
  return std::bit_cast<T>(raw);
}

}  // namespace articulator::validation::scan

#include "engine/base/packing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace articulator::base {
namespace {

constexpr std::size_t hex_text_min = 8;  // shorter words ("face") are no hashes
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::uint8_t no_digit = 0xFF;

// Of each character what it stands for as a lower-case hexadecimal digit.
constexpr std::array<std::uint8_t, 256> digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t digit = 0; digit < hex_digits.size(); ++digit)
    values[static_cast<unsigned char>(hex_digits[digit])] = digit;
  return values;
}();

constexpr unsigned digit_of(char c) {
  return digit_values[static_cast<unsigned char>(c)];
}

bool is_hex(std::string_view text) {
  return text.size() >= hex_text_min && text.size() % 2 == 0 &&
         std::ranges::all_of(text, [](char c) { return digit_of(c) != no_digit; });
}

}  // namespace

void Packer::large_number(std::uint64_t value) {
  while (value >= 0x80U) {
    out_ += static_cast<char>((value & 0x7FU) | 0x80U);
    value >>= 7U;
  }
  out_ += static_cast<char>(value);
}

void Packer::put(const std::string& text) {
  const bool hex = is_hex(text);
  number((std::uint64_t{text.size()} << 1U) | (hex ? 1U : 0U));
  if (!hex) {
    out_ += text;
    return;
  }
  const std::size_t begin = out_.size();
  out_.resize(begin + text.size() / 2);
  char* out = out_.data() + begin;
  for (std::size_t i = 0; i < text.size(); i += 2)
    *out++ = static_cast<char>((digit_of(text[i]) << 4U) | digit_of(text[i + 1]));
}

std::uint64_t Unpacker::large_number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7U) {
    ART_ASSERT(!left_.empty() && shift < 64U);  // what was packed is whole
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) return value;
  }
}

void Unpacker::get(std::string& text) {
  const std::uint64_t header = number();
  const std::size_t size = header >> 1U;
  const bool hex = (header & 1U) != 0;
  const std::size_t bytes = hex ? size / 2 : size;
  ART_ASSERT(bytes <= left_.size());  // what was packed is whole
  if (!hex) {
    text.assign(left_.substr(0, bytes));
  } else {
    text.resize(size);
    char* out = text.data();
    for (const char c : left_.substr(0, bytes)) {
      const auto byte = static_cast<unsigned char>(c);
      *out++ = hex_digits[byte >> 4U];
      *out++ = hex_digits[byte & 0xFU];
    }
  }
  left_.remove_prefix(bytes);
}

}  // namespace articulator::base

#include "engine/base/packing.hpp"

#include <algorithm>

namespace articulator::base {
namespace {

constexpr std::size_t hex_text_min = 8;  // shorter words ("face") are no hashes
constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr unsigned digit_of(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

bool is_hex(std::string_view text) {
  return text.size() >= hex_text_min && text.size() % 2 == 0 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

void Packer::number(std::uint64_t value) {
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
  for (std::size_t i = 0; i < text.size(); i += 2)
    out_ += static_cast<char>((digit_of(text[i]) << 4U) | digit_of(text[i + 1]));
}

std::uint64_t Unpacker::number() {
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
    for (std::size_t i = 0; i < bytes; ++i) {
      const auto byte = static_cast<unsigned char>(left_[i]);
      text[2 * i] = hex_digits[byte >> 4U];
      text[2 * i + 1] = hex_digits[byte & 0xFU];
    }
  }
  left_.remove_prefix(bytes);
}

}  // namespace articulator::base

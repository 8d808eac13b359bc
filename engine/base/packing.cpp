#include "engine/base/packing.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace articulator::base {
namespace {

static_assert(std::endian::native == std::endian::little);
constexpr unsigned bits_coded_max = 56;    // of a number whose first byte tells its length
constexpr std::size_t grown_by_min = 500;  // bytes
constexpr std::size_t hex_text_min = 8;    // shorter words ("face") are no hashes
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::uint8_t no_digit = 0xFF;

// Of each character what it stands for as a lower-case hexadecimal digit.
constexpr std::array<std::uint8_t, 256> digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t digit = 0; digit < hex_digits.size(); ++digit)
    values[static_cast<unsigned char>(hex_digits[digit])] = static_cast<std::uint8_t>(digit);
  return values;
}();

constexpr std::array<std::array<char, 2>, 256> digits_of_bytes = [] {
  std::array<std::array<char, 2>, 256> digits{};
  for (std::size_t byte = 0; byte < digits.size(); ++byte)
    digits[byte] = {hex_digits[byte >> 4U], hex_digits[byte & 0xFU]};
  return digits;
}();

constexpr unsigned digit_of(char c) {
  return digit_values[static_cast<unsigned char>(c)];
}

bool is_hex(std::string_view text) {
  return text.size() >= hex_text_min && text.size() % 2 == 0 &&
         std::ranges::all_of(text, [](char c) { return digit_of(c) != no_digit; });
}

}  // namespace

// As much again as there is, so that a large value moves seldom.
void Packer::grow(std::size_t bytes) {
  const auto used = static_cast<std::size_t>(at_ - out_.data());
  out_.resize(std::max(used + bytes + grown_by_min, 2 * used));
  at_ = out_.data() + used;
  end_ = out_.data() + out_.size();
}

void Packer::large_number(std::uint64_t value) {
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  if (bits > bits_coded_max) {  // no bit set in the first byte: eight more follow
    *at_++ = 0;
    std::memcpy(at_, &value, sizeof(value));
    at_ += sizeof(value);
    return;
  }
  const unsigned bytes = (bits + 6) / 7;
  const std::uint64_t coded = ((value << 1U) | 1U) << (bytes - 1);
  std::memcpy(at_, &coded, sizeof(coded));
  at_ += bytes;
}

void Packer::put(const std::string& text) {
  const bool hex = is_hex(text);
  number((std::uint64_t{text.size()} << 1U) | (hex ? 1U : 0U));
  if (!hex) return append(text);
  room(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2)
    *at_++ = static_cast<char>((digit_of(text[i]) << 4U) | digit_of(text[i + 1]));
}

std::uint64_t Unpacker::large_number() {
  std::uint64_t coded = 0;
  std::memcpy(&coded, left_.data(), std::min(left_.size(), sizeof(coded)));
  const auto bytes = static_cast<unsigned>(std::countr_zero(coded)) + 1;
  if (bytes > sizeof(coded)) {
    ART_ASSERT(left_.size() > sizeof(coded));  // what was packed is whole
    std::memcpy(&coded, left_.data() + 1, sizeof(coded));
    left_.remove_prefix(1 + sizeof(coded));
    return coded;
  }
  ART_ASSERT(bytes <= left_.size());
  left_.remove_prefix(bytes);
  return (coded << (64 - 8 * bytes)) >> (64 - 7 * bytes);
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
      const auto& digits = digits_of_bytes[static_cast<unsigned char>(c)];
      out = std::copy(digits.begin(), digits.end(), out);
    }
  }
  left_.remove_prefix(bytes);
}

}  // namespace articulator::base

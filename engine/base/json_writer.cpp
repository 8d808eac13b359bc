#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace articulator::base {

namespace {

constexpr std::size_t escape_bytes_max = 6;  // "\u001f"
constexpr std::size_t slice_bytes = 256;     // written at once
constexpr std::size_t room_bytes =
    slice_bytes * escape_bytes_max + 2 + 16;  // quotes, and what is written behind

constexpr std::uint64_t highs = 0x8080808080808080U;

// The high bit of each of eight bytes that must be escaped: below 0x20, '"' or '\\'. Bit tricks over one
// word, exact for each byte by itself, since journals are made of text.
std::uint64_t to_escape(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t lows = ones * 0x7FU;
  const auto not_zero = [](std::uint64_t x) { return ((x & lows) + lows) | x; };
  const std::uint64_t not_control = ((eight & lows) + ones * (0x80U - 0x20U)) | eight;
  const std::uint64_t plain = not_control & not_zero(eight ^ (ones * '"')) & not_zero(eight ^ (ones * '\\'));
  return ~plain & highs;
}

// The same of sixteen, the whole byte.
using Sixteen = unsigned char __attribute__((vector_size(16)));

std::array<std::uint64_t, 2> to_escape(Sixteen bytes) {
  const auto marked = (bytes < Sixteen{} + 0x20) | (bytes == Sixteen{} + '"') | (bytes == Sixteen{} + '\\');
  return std::bit_cast<std::array<std::uint64_t, 2>>(marked);
}

char* put_control(char* out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view controls = "\b\t\n\f\r";
  constexpr std::string_view letters = "btnfr";
  *out++ = '\\';
  if (const std::size_t known = controls.find(static_cast<char>(byte)); known != std::string_view::npos) {
    *out++ = letters[known];
    return out;
  }
  for (const char c : {'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]})
    *out++ = c;
  return out;
}

char* put_escape(char* out, unsigned char byte) {
  if (byte < 0x20) return put_control(out, byte);
  *out++ = '\\';
  *out++ = static_cast<char>(byte);
  return out;
}

// The first `count` of eight bytes, of which `found` (high bits) are to escape. Eight more can be read behind
// them, and written behind `out`: what stands behind an escape is copied anew at its place, whole, which
// costs less than to find out how much it is.
char* put_eight(char* out, const char* from, std::uint64_t found, std::size_t count) {
  std::memcpy(out, from, 8);
  std::size_t done = 0;
  for (; found != 0; found &= found - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(found)) / 8;
    if (at >= count) break;
    out = put_escape(out + (at - done), static_cast<unsigned char>(from[at]));
    done = at + 1;
    std::memcpy(out, from + done, 8);
  }
  return out + (count - done);
}

// Sixteen bytes, with eight more behind them as above: most have nothing to escape, which one comparison of
// all tells.
char* put_sixteen(char* out, const char* from) {
  Sixteen bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  std::memcpy(out, from, sizeof bytes);
  const auto found = to_escape(bytes);
  if ((found[0] | found[1]) == 0) return out + sizeof bytes;
  out = put_eight(out, from, found[0] & highs, 8);
  return put_eight(out, from + 8, found[1] & highs, 8);
}

char* put_text(char* out, std::string_view value) {
  static_assert(std::endian::native == std::endian::little, "the first byte is taken to be the lowest");
  for (; value.size() >= 24; value.remove_prefix(16))
    out = put_sixteen(out, value.data());
  std::array<char, 32> rest{};
  if (!value.empty()) std::memcpy(rest.data(), value.data(), value.size());
  const char* from = rest.data();
  for (std::size_t left = value.size(); left > 0;) {
    const std::size_t count = std::min<std::size_t>(left, 8);
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    out = put_eight(out, from, to_escape(eight), count);
    from += count;
    left -= count;
  }
  return out;
}

// Most names, words and targets have nothing to escape: they are looked at in pieces that may overlap, and
// copied whole.
bool is_plain(Sixteen bytes) {
  const auto found = to_escape(bytes);
  return (found[0] | found[1]) == 0;
}

template <typename Piece>
Sixteen both_ends(std::string_view value) {
  std::array<std::uint64_t, 2> ends{0x2020202020202020U, 0x2020202020202020U};
  std::memcpy(&ends[0], value.data(), sizeof(Piece));
  std::memcpy(&ends[1], value.data() + value.size() - sizeof(Piece), sizeof(Piece));
  return std::bit_cast<Sixteen>(ends);
}

bool is_plain(std::string_view value) {
  const std::size_t size = value.size();
  if (size < 2) return size == 0 || is_plain(both_ends<std::uint8_t>(value));
  if (size < 4) return is_plain(both_ends<std::uint16_t>(value));
  if (size < 8) return is_plain(both_ends<std::uint32_t>(value));
  if (size <= 16) return is_plain(both_ends<std::uint64_t>(value));
  Sixteen bytes;
  std::memcpy(&bytes, value.data() + size - sizeof bytes, sizeof bytes);
  if (!is_plain(bytes)) return false;
  for (std::size_t at = 0; at + sizeof bytes < size; at += sizeof bytes) {
    std::memcpy(&bytes, value.data() + at, sizeof bytes);
    if (!is_plain(bytes)) return false;
  }
  return true;
}

// Behind a comma that is due, and with a colon behind it when it is a key.
void append_plain(std::string& out, std::string_view value, bool comma, bool colon) {
  const std::size_t before = out.size();
  // The size that the library hands on may be more than was asked for (libstdc++ 12).
  out.resize_and_overwrite(before + value.size() + 4, [&](char* text, std::size_t) {
    char* end = text + before;
    *end = ',';
    end += comma ? 1 : 0;
    *end++ = '"';
    if (!value.empty()) std::memcpy(end, value.data(), value.size());
    end += value.size();
    *end++ = '"';
    *end = ':';
    end += colon ? 1 : 0;
    return static_cast<std::size_t>(end - text);
  });
}

void append_escaped(std::string& out, std::string_view value) {
  std::array<char, room_bytes> room;  // not initialised: written before it is read
  char* end = room.data();
  *end++ = '"';
  for (;;) {
    const std::string_view slice = value.substr(0, slice_bytes);
    value.remove_prefix(slice.size());
    end = put_text(end, slice);
    if (value.empty()) break;
    out.append(room.data(), static_cast<std::size_t>(end - room.data()));
    end = room.data();
  }
  *end++ = '"';
  out.append(room.data(), static_cast<std::size_t>(end - room.data()));
}

}  // namespace

void append_json_text(std::string& out, std::string_view value) {
  if (is_plain(value)) return append_plain(out, value, false, false);
  append_escaped(out, value);
}

void JsonWriter::before_value() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  out_ += '{';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  out_ += '[';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  if (is_plain(name)) {
    append_plain(out_, name, comma_, true);
  } else {
    before_value();
    append_escaped(out_, name);
    out_ += ':';
  }
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  if (is_plain(value)) {
    append_plain(out_, value, comma_, false);
    comma_ = true;
    return *this;
  }
  before_value();
  append_escaped(out_, value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  before_value();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::instant(Instant value) {
  before_value();
  out_ += '"';
  append_instant(out_, value);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::decimal(std::int64_t hundredths) {
  if (hundredths < 0 && hundredths > -100)
    raw("-0");  // the whole part alone has no sign
  else
    integer(hundredths / 100);
  std::int64_t rest = hundredths % 100;
  if (rest < 0) rest = -rest;
  if (rest == 0) return *this;
  out_ += '.';
  out_ += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out_ += static_cast<char>('0' + rest % 10);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

}  // namespace articulator::base

#include "engine/base/json_writer.hpp"

#include <array>
#include <charconv>
#include <cstring>

namespace articulator::base {

namespace {

// Whether any of eight bytes must be escaped: below 0x20, '"' or '\\'. Bit tricks over one word, since most
// text needs no escape and journals are made of text.
bool any_to_escape(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t highs = 0x8080808080808080U;
  const auto has_zero = [](std::uint64_t x) { return (x - ones) & ~x & highs; };
  const std::uint64_t control = (eight - ones * 0x20U) & ~eight & highs;
  return (control | has_zero(eight ^ (ones * '"')) | has_zero(eight ^ (ones * '\\'))) != 0;
}

bool must_be_escaped(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

// The first position from `at` on that must be escaped, or the end.
std::size_t plain_until(std::string_view value, std::size_t at) {
  for (std::uint64_t eight = 0; at + sizeof eight <= value.size(); at += sizeof eight) {
    std::memcpy(&eight, value.data() + at, sizeof eight);
    if (any_to_escape(eight)) break;
  }
  while (at < value.size() && !must_be_escaped(static_cast<unsigned char>(value[at])))
    ++at;
  return at;
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (byte) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\r':
      out += "\\r";
      break;
    default:
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
  }
}

}  // namespace

void append_json_text(std::string& out, std::string_view value) {
  out += '"';
  for (std::size_t at = 0;;) {
    const std::size_t stop = plain_until(value, at);
    out.append(value, at, stop - at);
    if (stop == value.size()) break;
    append_escape(out, static_cast<unsigned char>(value[stop]));
    at = stop + 1;
  }
  out += '"';
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
  before_value();
  append_json_text(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  before_value();
  append_json_text(out_, value);
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

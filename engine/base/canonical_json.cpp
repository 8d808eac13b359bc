#include "engine/base/canonical_json.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace articulator::base {
namespace {

// A code point's first UTF-16 unit orders it below U+E000 where it is a surrogate pair. Bytes of UTF-8 order
// by code point, so the two orders differ only there: U+10000 and above come before U+E000 to U+FFFF.
bool before_in_utf16(std::string_view a, std::string_view b) {
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at_a == a.end() || at_b == b.end()) return at_b != b.end();
  const auto byte_a = static_cast<unsigned char>(*at_a);
  const auto byte_b = static_cast<unsigned char>(*at_b);
  constexpr unsigned char pair_first = 0xF0;  // begins a code point of a surrogate pair
  constexpr unsigned char above_pairs = 0xEE;
  const bool a_is_pair = byte_a >= pair_first;
  const bool b_is_pair = byte_b >= pair_first;
  if (a_is_pair != b_is_pair && byte_a >= above_pairs && byte_b >= above_pairs) return a_is_pair;
  return byte_a < byte_b;
}

struct Member {
  std::string name;
  std::string value;
};

// What the parser says, written canonically: one frame an object or array that is open.
class Canonicaliser {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() { return value("null"); }
  bool boolean(bool is) { return value(is ? "true" : "false"); }
  bool number_integer(number_integer_t is) { return number(static_cast<double>(is)); }
  bool number_unsigned(number_unsigned_t is) { return number(static_cast<double>(is)); }
  bool number_float(number_float_t is, const string_t& /*as_written*/) { return number(is); }
  bool string(string_t& is) {
    std::string text;
    append_json_text(text, is);
    return value(std::move(text));
  }
  bool binary(binary_t& /*no JSON has it*/) { return false; }
  bool start_object(std::size_t /*unknown*/) { return open(true); }
  bool start_array(std::size_t /*unknown*/) { return open(false); }
  bool key(string_t& name) {
    frames_.back().members.push_back({name, {}});
    return true;
  }
  bool end_array() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    std::string text = "[";
    for (const Member& element : frame.members)
      text += (text.size() > 1 ? "," : "") + element.value;
    return value(text + "]");
  }
  bool end_object() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    std::sort(frame.members.begin(), frame.members.end(),
              [](const Member& a, const Member& b) { return before_in_utf16(a.name, b.name); });
    std::string text = "{";
    for (std::size_t n = 0; n < frame.members.size(); ++n) {
      const Member& member = frame.members[n];
      if (n > 0 && frame.members[n - 1].name == member.name) {
        wrong_ = "has the member \"" + member.name.substr(0, 40) + "\" twice";
        return false;
      }
      if (n > 0) text += ',';
      append_json_text(text, member.name);
      text += ':';
      text += member.value;
    }
    return value(text + "}");
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& what) {
    // 406: a number that overflows a double.
    constexpr int out_of_range = 406;
    wrong_ = what.id == out_of_range ? "holds a number that is too large"
                                     : "is not JSON, from byte " + std::to_string(position) + " on";
    return false;
  }

  [[nodiscard]] const std::string& wrong() const { return wrong_; }
  std::string take() { return std::move(whole_); }

 private:
  struct Frame {
    bool is_object = false;
    std::vector<Member> members;  // an array's elements have no names
  };

  bool open(bool is_object) {
    if (frames_.size() >= JsonParser::depth_max) {
      wrong_ = "is nested more than " + std::to_string(JsonParser::depth_max) + " deep";
      return false;
    }
    frames_.push_back({is_object, {}});
    return true;
  }
  bool number(double is) {
    if (!std::isfinite(is)) {
      wrong_ = "holds a number that is too large";
      return false;
    }
    std::string text;
    append_canonical_number(text, is);
    return value(std::move(text));
  }
  bool value(std::string text) {
    if (frames_.empty())
      whole_ = std::move(text);
    else if (frames_.back().is_object)
      frames_.back().members.back().value = std::move(text);
    else
      frames_.back().members.push_back({{}, std::move(text)});
    return true;
  }

  std::vector<Frame> frames_;
  std::string whole_;
  std::string wrong_;
};

}  // namespace

Expected<std::string> canonical_json(std::string_view json) {
  const auto refuse = [](std::string what) {
    return failure("", std::move(what), "give one JSON value (RFC 8259) with each name once");
  };
  if (json.size() > JsonParser::size_max) return refuse("is longer than 64 MiB");
  Canonicaliser canonicaliser;
  if (nlohmann::json::sax_parse(json.begin(), json.end(), &canonicaliser)) return canonicaliser.take();
  return refuse(canonicaliser.wrong().empty() ? "is not JSON" : canonicaliser.wrong());
}

void append_canonical_number(std::string& out, double value) {
  ART_ASSERT(std::isfinite(value));
  if (value == 0) {
    out += '0';  // -0 too
    return;
  }
  // d.ddde±xx with the shortest digits; where the point goes is ECMAScript's affair.
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  std::string digits(1, text.front());
  if (e > 1) digits += text.substr(2, e - 2);
  int exponent = 0;
  const std::size_t sign = text[e + 1] == '+' ? e + 2 : e + 1;
  std::from_chars(text.data() + sign, text.data() + text.size(), exponent);
  const auto count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // ECMAScript's n: digits before the point
  if (value < 0) out += '-';
  constexpr int plain_max = 21;
  constexpr int plain_min = -6;
  if (count <= point && point <= plain_max) {
    out += digits + std::string(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= plain_max) {
    out += digits.substr(0, static_cast<std::size_t>(point)) + "." +
           digits.substr(static_cast<std::size_t>(point));
  } else if (plain_min < point && point <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  } else {
    out += digits.front();
    if (count > 1) out += "." + digits.substr(1);
    out += exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent));
  }
}

}  // namespace articulator::base

// The one strict way to read JSON that comes from outside.
//
//   JsonParser parser;
//   auto document = parser.parse(body);                 // Error: not JSON, too deep, too long
//   ObjectReader order(*document, "");
//   const std::string lab = order.text("lab");          // wrong kind or missing: remembered, "" returned
//   const std::int64_t minutes = order.integer_or("minutes", 60, 1, 540);
//   if (auto error = order.error()) return failure(*error);   // first thing wrong, with its JSON pointer
//
// A reader keeps the first error and goes on with empty values, so reading code stays a straight line. Kinds
// are never bent: 2.9 is not an integer, "1" is not 1, and a number outside the range given is an error. By
// simdjson, since wire messages and logs are the hot path.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::base {

enum class JsonKind : std::uint8_t { null, boolean, integer, decimal, text, array, object };

// A value inside a document that its JsonParser holds: valid until the parser parses again or ends. Cheap to
// copy.
class JsonValue {
 public:
  JsonValue() = default;  // null

  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] bool is(JsonKind kind_wanted) const { return kind() == kind_wanted; }

  // Empty unless of that kind.
  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<bool> boolean() const;
  // Hundredths of a decimal or integer, rounded half away from zero: money at a vendor's edge.
  [[nodiscard]] std::optional<std::int64_t> hundredths() const;

  [[nodiscard]] std::optional<JsonValue> find(
      std::string_view key) const;  // of an object; the first of equal keys
  [[nodiscard]] std::optional<JsonValue> at_pointer(std::string_view json_pointer) const;  // RFC 6901

  struct Member;
  [[nodiscard]] std::vector<JsonValue> elements() const;  // of an array, else none
  [[nodiscard]] std::vector<Member> members() const;      // of an object in document order, else none

  [[nodiscard]] std::string dump() const;  // minified, keys in document order

 private:
  friend struct JsonAccess;
  // simdjson's dom::element, kept as its two words so that its header stays out of ours.
  struct Element {
    const void* document = nullptr;
    std::size_t index = 0;
  };
  Element element_;
};

struct JsonValue::Member {
  std::string_view key;
  JsonValue value;
};

// Parses one document at a time, reusing its memory.
class JsonParser {
 public:
  static constexpr std::size_t size_max = 64U * 1024 * 1024;  // bytes
  static constexpr std::size_t depth_max = 64;

  JsonParser();
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  // Error: not JSON (UTF-8, RFC 8259), longer than size_max or deeper than depth_max.
  Expected<JsonValue> parse(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads the members of one object, and remembers the first error.
class ObjectReader {
 public:
  // `pointer` is where the object stands in its document, for error texts: "" for the root.
  ObjectReader(JsonValue value, std::string pointer);

  [[nodiscard]] bool has(std::string_view key) const;  // present and not null
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view fallback);
  std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high);
  std::int64_t integer_or(std::string_view key, std::int64_t fallback, std::int64_t low, std::int64_t high);
  bool boolean(std::string_view key);
  bool boolean_or(std::string_view key, bool fallback);
  Instant instant(std::string_view key);
  std::optional<Instant> optional_instant(std::string_view key);
  std::vector<std::string> texts_or_none(std::string_view key);  // an array of strings, or absent
  std::vector<JsonValue> elements(std::string_view key);         // an array; absent: error
  std::vector<JsonValue> elements_or_none(std::string_view key);
  ObjectReader object(std::string_view key);                   // reads on inside; report() its error back
  std::optional<JsonValue> value(std::string_view key) const;  // as it is

  // Takes over another reader's (or a caller's own) error, unless there is one already.
  void report(const std::optional<Error>& other);
  void report(std::string_view key, std::string what, std::string to_do = {});
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  // What was read, or the first error: how a reading function ends.
  template <typename T>
  [[nodiscard]] Expected<T> finished(T value) const {
    if (error_) return std::unexpected(*error_);
    return value;
  }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }

 private:
  std::optional<JsonValue> wanted(std::string_view key, JsonKind kind, bool required);

  JsonValue value_;
  std::string pointer_;
  std::optional<Error> error_;
};

}  // namespace articulator::base

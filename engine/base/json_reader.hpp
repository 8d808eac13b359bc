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

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::base {

enum class JsonKind : std::uint8_t { null, boolean, integer, decimal, text, array, object };

class JsonElements;

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
  [[nodiscard]] JsonElements sequence() const;            // of an array, else none
  [[nodiscard]] std::vector<JsonValue> elements() const;  // the same, to be picked from
  [[nodiscard]] std::vector<Member> members() const;      // of an object in document order, else none
  [[nodiscard]] bool is_empty_object() const;

  [[nodiscard]] std::string dump() const;  // minified, keys in document order

 private:
  friend struct JsonAccess;
  friend class JsonElements;
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

// The elements of an array, one after the other, without a list of them.
class JsonElements {
 public:
  class Iterator {
   public:
    explicit Iterator(JsonValue at) : at_(at) {}
    JsonValue operator*() const { return at_; }
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return at_.element_.index == other.at_.element_.index; }

   private:
    JsonValue at_;
  };

  JsonElements() = default;
  [[nodiscard]] Iterator begin() const { return Iterator(first_); }
  [[nodiscard]] Iterator end() const { return Iterator(behind_); }
  [[nodiscard]] bool empty() const { return begin() == end(); }
  [[nodiscard]] std::size_t size() const;

 private:
  friend class JsonValue;
  JsonElements(JsonValue first, JsonValue behind) : first_(first), behind_(behind) {}
  JsonValue first_;
  JsonValue behind_;
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

// Where a value stands in its document. It is written out as a JSON pointer where somebody asks, which is
// where something is wrong: whoever reads millions of lines makes no text for what is well.
//
//   read_attachment(element, file.at("attachments", 3));     // "/attachments/3", if it comes to that
//
// It views its texts and its parent: hand it on to what is called, and keep it no longer.
class JsonPlace {
 public:
  JsonPlace() = default;                                    // the root
  JsonPlace(std::string_view pointer) : key_(pointer) {}    // as text
  JsonPlace(const std::string& pointer) : key_(pointer) {}  // the same
  JsonPlace(const char* pointer) : key_(pointer) {}         // the same
  JsonPlace(const JsonPlace& parent, std::string_view key) : parent_(&parent), key_(key) {}
  JsonPlace(const JsonPlace& parent, std::string_view key, std::size_t index)
      : parent_(&parent), key_(key), index_(static_cast<std::ptrdiff_t>(index)) {}

  [[nodiscard]] std::string pointer() const;

 private:
  const JsonPlace* parent_ = nullptr;
  std::string_view key_;       // in the parent; without one the whole pointer
  std::ptrdiff_t index_ = -1;  // in the array that stands there; below 0: the value itself
};

// Reads the members of one object, and remembers the first error. It stays where it is made: the places of
// what is read inside lead back to it.
class ObjectReader {
 public:
  // `pointer` is where the object stands in its document, for error texts: "" for the root.
  ObjectReader(JsonValue value, std::string pointer);
  ObjectReader(JsonValue value, const char* pointer) : ObjectReader(value, JsonPlace(pointer)) {}  // literals
  ObjectReader(JsonValue value, const JsonPlace& place);
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  [[nodiscard]] bool has(std::string_view key) const;  // present and not null
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view fallback);
  std::string_view text_view(std::string_view key);  // as long as the document
  std::string_view text_view_or(std::string_view key, std::string_view fallback);
  std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high);
  std::int64_t integer_or(std::string_view key, std::int64_t fallback, std::int64_t low, std::int64_t high);
  bool boolean(std::string_view key);
  bool boolean_or(std::string_view key, bool fallback);
  Instant instant(std::string_view key);
  std::optional<Instant> optional_instant(std::string_view key);
  std::vector<std::string> texts_or_none(std::string_view key);  // an array of strings, or absent
  std::vector<JsonValue> elements(std::string_view key);         // an array; absent: error
  std::vector<JsonValue> elements_or_none(std::string_view key);
  JsonElements sequence_or_none(std::string_view key);         // the same, one after the other
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
  [[nodiscard]] Expected<void> finished() const {  // where it was read in place
    if (error_) return std::unexpected(*error_);
    return {};
  }
  [[nodiscard]] std::string pointer() const { return place_.pointer(); }
  [[nodiscard]] JsonPlace at(std::string_view key) const { return {place_, key}; }
  [[nodiscard]] JsonPlace at(std::string_view key, std::size_t index) const { return {place_, key, index}; }

 private:
  // The members met so far, in the object's order, each by the first bytes of its key: what is asked for is
  // found by comparing numbers. The walk goes on from where it stopped, so that members asked for in their
  // order are met once; and the first of equal keys stays the first.
  struct Known {
    std::uint64_t head;
    std::uint32_t key_bytes;
    std::uint32_t index;  // of its value
  };
  static constexpr std::size_t known_max = 16;

  ObjectReader(JsonValue value, const JsonPlace& place, const std::optional<Error>& outer);
  void begin();
  [[nodiscard]] JsonValue member(std::string_view key) const;  // null: absent, or null
  JsonValue wanted(std::string_view key, JsonKind kind, bool required);
  void refuse(std::string_view key, JsonKind found, JsonKind kind, bool required);

  JsonValue value_;
  std::string owned_pointer_;
  JsonPlace place_;
  std::optional<Error> error_;
  mutable std::array<Known, known_max> known_;  // not initialised: written before it is read
  mutable std::size_t known_count_ = 0;
  mutable std::uint64_t known_keys_ = 0;  // a bit for each key among them; keys may share one
  mutable std::size_t next_ = 0;          // where the members behind them begin
  std::size_t end_ = 0;                   // where they all end
};

}  // namespace articulator::base

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

namespace articulator::base {

// simdjson's tape, walked by hand: its document is a row of words, each a type and a payload, and its own
// accessors ask for the type again at each step. What a word means is simdjson's `doc/tape.md`.
struct JsonAccess {
  using Document = simdjson::dom::document;

  static simdjson::dom::element element(const JsonValue& value) {
    return std::bit_cast<simdjson::dom::element>(value.element_);
  }
  static bool valid(const JsonValue& value) { return value.element_.document != nullptr; }
  static JsonValue value(simdjson::dom::element element) {
    JsonValue value;
    value.element_ = std::bit_cast<JsonValue::Element>(element);
    return value;
  }

  static const Document& document(const JsonValue& value) {
    return *static_cast<const Document*>(value.element_.document);
  }
  static std::size_t index(const JsonValue& value) { return value.element_.index; }
  static JsonValue at(const JsonValue& same_document, std::size_t index) {
    JsonValue value;
    value.element_ = {same_document.element_.document, index};
    return value;
  }
};

namespace {

using Document = JsonAccess::Document;

char type_of(std::uint64_t word) {
  return static_cast<char>(word >> 56U);
}

char type_at(const Document& document, std::size_t index) {
  return type_of(document.tape[index]);
}

constexpr std::array<JsonKind, 128> kinds = [] {
  std::array<JsonKind, 128> table{};  // null
  table['['] = JsonKind::array;
  table['{'] = JsonKind::object;
  table['l'] = JsonKind::integer;
  table['u'] = JsonKind::decimal;  // beyond 64 bits signed: no integer of ours
  table['d'] = JsonKind::decimal;
  table['"'] = JsonKind::text;
  table['t'] = JsonKind::boolean;
  table['f'] = JsonKind::boolean;
  return table;
}();

// Of an array or object: the word behind its end.
std::size_t behind(const Document& document, std::size_t index) {
  return static_cast<std::uint32_t>(document.tape[index]);
}

// The word behind the value that begins with `word`, at `index`.
std::size_t after(std::uint64_t word, std::size_t index) {
  switch (type_of(word)) {
    case '[':
    case '{':
      return static_cast<std::uint32_t>(word);
    case 'l':
    case 'u':
    case 'd':
      return index + 2;
    default:
      return index + 1;
  }
}

std::size_t after(const Document& document, std::size_t index) {
  return after(document.tape[index], index);
}

// `word`: of a text.
std::string_view text_of(const std::uint8_t* strings, std::uint64_t word) {
  constexpr std::uint64_t payload = (std::uint64_t{1} << 56U) - 1;
  const std::uint8_t* from = strings + (word & payload);
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  return {reinterpret_cast<const char*>(from) + sizeof bytes, bytes};
}

std::string_view text_at(const Document& document, std::size_t index) {
  return text_of(document.string_buf.get(), document.tape[index]);
}

// The first of equal keys, among the members from the word `at` on; 0: none.
std::size_t find_from(const Document& document, std::size_t at, std::size_t end, std::string_view key) {
  while (at < end) {
    if (text_at(document, at) == key) return at + 1;
    at = after(document, at + 1);
  }
  return 0;
}

template <typename Piece>
std::uint64_t piece_at(const char* from) {
  Piece piece = 0;
  std::memcpy(&piece, from, sizeof piece);
  return piece;
}

constexpr std::size_t head_bytes = 8;

// The first eight bytes of a key as a number; of a shorter one all, in pieces that may overlap.
std::uint64_t head_of(std::string_view key) {
  const char* from = key.data();
  const std::size_t size = key.size();
  if (size >= head_bytes) return piece_at<std::uint64_t>(from);
  if (size >= 4)
    return piece_at<std::uint32_t>(from) | piece_at<std::uint32_t>(from + size - 4) << (size - 4) * 8;
  if (size >= 2)
    return piece_at<std::uint16_t>(from) | piece_at<std::uint16_t>(from + size - 2) << (size - 2) * 8;
  return size == 1 ? piece_at<std::uint8_t>(from) : 0;
}

// The same of a key in a document, behind which simdjson leaves room.
std::uint64_t stored_head_of(std::string_view key) {
  static_assert(simdjson::SIMDJSON_PADDING >= head_bytes);
  const std::uint64_t eight = piece_at<std::uint64_t>(key.data());
  if (key.size() >= head_bytes) return eight;
  return eight & ((std::uint64_t{1} << key.size() * 8) - 1);
}

// One of 64 bits for a key.
std::uint64_t bit_of(std::uint64_t head, std::size_t key_bytes) {
  return std::uint64_t{1} << (((head ^ key_bytes) * 0x9E3779B97F4A7C15U) >> 58U);
}

}  // namespace

JsonKind JsonValue::kind() const {
  if (!JsonAccess::valid(*this)) return JsonKind::null;
  return kinds[static_cast<unsigned char>(type_at(JsonAccess::document(*this), element_.index)) %
               kinds.size()];
}

std::optional<std::string_view> JsonValue::text() const {
  if (!is(JsonKind::text)) return std::nullopt;
  return text_at(JsonAccess::document(*this), element_.index);
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (!is(JsonKind::integer)) return std::nullopt;
  return static_cast<std::int64_t>(JsonAccess::document(*this).tape[element_.index + 1]);
}

std::optional<bool> JsonValue::boolean() const {
  if (!is(JsonKind::boolean)) return std::nullopt;
  return type_at(JsonAccess::document(*this), element_.index) == 't';
}

std::optional<std::int64_t> JsonValue::hundredths() const {
  if (const auto whole = integer()) {
    if (*whole > 90'000'000'000'000 || *whole < -90'000'000'000'000) return std::nullopt;
    return *whole * 100;
  }
  if (!is(JsonKind::decimal)) return std::nullopt;
  double number = 0;
  if (JsonAccess::element(*this).get_double().get(number) != simdjson::SUCCESS) return std::nullopt;
  if (number > 9e13 || number < -9e13) return std::nullopt;
  return std::llround(number * 100);
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  if (!is(JsonKind::object)) return std::nullopt;
  const Document& document = JsonAccess::document(*this);
  const std::size_t end = behind(document, element_.index) - 1;
  const std::size_t found = find_from(document, element_.index + 1, end, key);
  if (found == 0) return std::nullopt;
  return JsonAccess::at(*this, found);
}

std::optional<JsonValue> JsonValue::at_pointer(std::string_view json_pointer) const {
  if (!JsonAccess::valid(*this)) return std::nullopt;
  simdjson::dom::element found;
  if (JsonAccess::element(*this).at_pointer(json_pointer).get(found) != simdjson::SUCCESS)
    return std::nullopt;
  return JsonAccess::value(found);
}

JsonElements JsonValue::sequence() const {
  if (!is(JsonKind::array)) return {};
  const std::size_t end = behind(JsonAccess::document(*this), element_.index) - 1;
  return {JsonAccess::at(*this, element_.index + 1), JsonAccess::at(*this, end)};
}

JsonElements::Iterator& JsonElements::Iterator::operator++() {
  at_ = JsonAccess::at(at_, after(JsonAccess::document(at_), JsonAccess::index(at_)));
  return *this;
}

std::size_t JsonElements::size() const {
  std::size_t count = 0;
  for (auto at = begin(); at != end(); ++at)
    ++count;
  return count;
}

std::vector<JsonValue> JsonValue::elements() const {
  std::vector<JsonValue> list;
  const JsonElements all = sequence();
  list.reserve(all.size());
  for (const JsonValue element : all)
    list.push_back(element);
  return list;
}

std::vector<JsonValue::Member> JsonValue::members() const {
  std::vector<Member> list;
  if (!is(JsonKind::object)) return list;
  const Document& document = JsonAccess::document(*this);
  const std::size_t end = behind(document, element_.index) - 1;
  for (std::size_t at = element_.index + 1; at < end; at = after(document, at + 1))
    list.push_back({text_at(document, at), JsonAccess::at(*this, at + 1)});
  return list;
}

bool JsonValue::is_empty_object() const {
  return is(JsonKind::object) && behind(JsonAccess::document(*this), element_.index) == element_.index + 2;
}

std::string JsonValue::dump() const {
  if (!JsonAccess::valid(*this)) return "null";
  return simdjson::minify(JsonAccess::element(*this));
}

struct JsonParser::Impl {
  simdjson::dom::parser parser{size_max};
};

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

Expected<JsonValue> JsonParser::parse(std::string_view text) {
  if (text.size() > size_max)
    return failure("", fmt::format("{} bytes of JSON are more than {}", text.size(), size_max),
                   "send less at once");
  if (impl_->parser.capacity() < text.size() || impl_->parser.max_depth() != depth_max) {
    constexpr std::size_t least = 512;
    if (impl_->parser.allocate(std::max(least, std::bit_ceil(text.size())), depth_max) != simdjson::SUCCESS)
      return failure("", "no memory for this JSON", "send less at once");
  }
  simdjson::dom::element root;
  const auto code = impl_->parser.parse(text.data(), text.size()).get(root);
  if (code == simdjson::SUCCESS) return JsonAccess::value(root);
  if (code == simdjson::DEPTH_ERROR)
    return failure("", fmt::format("the JSON is nested deeper than {} levels", depth_max), "flatten it");
  return failure("", fmt::format("not JSON ({})", simdjson::error_message(code)),
                 "send one UTF-8 JSON document");
}

std::string JsonPlace::pointer() const {
  if (parent_ == nullptr) return std::string(key_);
  std::string text = parent_->pointer();
  text += '/';
  text += key_;
  if (index_ >= 0) text += fmt::format("/{}", index_);
  return text;
}

ObjectReader::ObjectReader(JsonValue value, std::string pointer)
    : value_(value), owned_pointer_(std::move(pointer)), place_(owned_pointer_) {
  begin();
}

ObjectReader::ObjectReader(JsonValue value, const JsonPlace& place) : value_(value), place_(place) {
  begin();
}

ObjectReader::ObjectReader(JsonValue value, const JsonPlace& place, const std::optional<Error>& outer)
    : value_(value), place_(place), error_(outer) {
  begin();
}

void ObjectReader::begin() {
  if (value_.is(JsonKind::object)) {
    next_ = JsonAccess::index(value_) + 1;
    end_ = behind(JsonAccess::document(value_), JsonAccess::index(value_)) - 1;
    return;
  }
  const std::string where = pointer();
  report(Error{where.empty() ? "/" : where, "an object is wanted here", "write {...}"});
}

JsonValue ObjectReader::member(std::string_view key) const {
  if (end_ == 0) return {};  // no object
  const Document& document = JsonAccess::document(value_);
  const std::uint64_t* const tape = document.tape.get();
  const std::uint8_t* const strings = document.string_buf.get();
  const std::uint64_t head = head_of(key);
  const auto is_it = [&](const Known& known) {
    return known.head == head && known.key_bytes == key.size() &&
           (key.size() <= head_bytes || text_of(strings, tape[known.index - 1]) == key);
  };
  Known* behind_known = known_.data() + known_count_;
  if ((known_keys_ & bit_of(head, key.size())) != 0)
    for (const Known* known = known_.data(); known != behind_known; ++known)
      if (is_it(*known)) return JsonAccess::at(value_, known->index);
  while (next_ < end_ && known_count_ < known_max) {
    const std::string_view met = text_of(strings, tape[next_]);
    const std::size_t index = next_ + 1;
    Known& known = *behind_known++;
    known = {stored_head_of(met), static_cast<std::uint32_t>(met.size()), static_cast<std::uint32_t>(index)};
    ++known_count_;
    known_keys_ |= bit_of(known.head, met.size());
    next_ = after(tape[index], index);
    if (is_it(known)) return JsonAccess::at(value_, index);
  }
  if (next_ == end_) return {};
  const std::size_t found = find_from(document, next_, end_, key);
  return found == 0 ? JsonValue() : JsonAccess::at(value_, found);
}

bool ObjectReader::has(std::string_view key) const {
  return !member(key).is(JsonKind::null);
}

void ObjectReader::report(const std::optional<Error>& other) {
  if (!error_ && other) error_ = other;
}

void ObjectReader::report(std::string_view key, std::string what, std::string to_do) {
  if (!error_) error_ = Error{at(key).pointer(), std::move(what), std::move(to_do)};
}

namespace {
std::string_view kind_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "true or false";
    case JsonKind::integer:
      return "a whole number";
    case JsonKind::decimal:
      return "a number";
    case JsonKind::text:
      return "a string";
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      return "an object";
  }
  return "";
}
}  // namespace

JsonValue ObjectReader::wanted(std::string_view key, JsonKind kind, bool required) {
  if (error_) return {};
  const JsonValue found = member(key);
  const JsonKind is = found.kind();
  if (is == kind) return found;
  refuse(key, is, kind, required);
  return {};
}

void ObjectReader::refuse(std::string_view key, JsonKind found, JsonKind kind, bool required) {
  if (found != JsonKind::null)
    report(key, fmt::format("is {}, not {}", kind_name(found), kind_name(kind)));
  else if (required)
    report(key, fmt::format("is missing; it must be {}", kind_name(kind)));
}

std::string_view ObjectReader::text_view(std::string_view key) {
  const JsonValue found = wanted(key, JsonKind::text, true);
  return JsonAccess::valid(found) ? text_at(JsonAccess::document(found), JsonAccess::index(found)) : "";
}

std::string_view ObjectReader::text_view_or(std::string_view key, std::string_view fallback) {
  const JsonValue found = wanted(key, JsonKind::text, false);
  return JsonAccess::valid(found) ? text_at(JsonAccess::document(found), JsonAccess::index(found)) : fallback;
}

std::string ObjectReader::text(std::string_view key) {
  return std::string(text_view(key));
}

std::string ObjectReader::text_or(std::string_view key, std::string_view fallback) {
  return std::string(text_view_or(key, fallback));
}

std::int64_t ObjectReader::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  if (!JsonAccess::valid(wanted(key, JsonKind::integer, true))) return low;
  return integer_or(key, low, low, high);
}

std::int64_t ObjectReader::integer_or(std::string_view key, std::int64_t fallback, std::int64_t low,
                                      std::int64_t high) {
  const auto value = wanted(key, JsonKind::integer, false).integer();
  if (!value || (*value >= low && *value <= high)) return value.value_or(fallback);
  report(key, fmt::format("is {}, outside {} to {}", *value, low, high));
  return fallback;
}

bool ObjectReader::boolean(std::string_view key) {
  return wanted(key, JsonKind::boolean, true).boolean().value_or(false);
}

bool ObjectReader::boolean_or(std::string_view key, bool fallback) {
  return wanted(key, JsonKind::boolean, false).boolean().value_or(fallback);
}

Instant ObjectReader::instant(std::string_view key) {
  const auto found = optional_instant(key);
  if (!found) report(key, "is missing; it must be an instant", "write it like 2024-10-21T09:00:00-05:00");
  return found.value_or(Instant{});
}

std::optional<Instant> ObjectReader::optional_instant(std::string_view key) {
  const JsonValue found = wanted(key, JsonKind::text, false);
  if (!JsonAccess::valid(found)) return std::nullopt;
  const auto parsed = parse_instant(text_at(JsonAccess::document(found), JsonAccess::index(found)));
  if (parsed) return *parsed;
  report(key, parsed.error().what, parsed.error().to_do);
  return std::nullopt;
}

std::vector<std::string> ObjectReader::texts_or_none(std::string_view key) {
  std::vector<std::string> list;
  for (const JsonValue element : sequence_or_none(key)) {
    const auto text = element.text();
    if (!text) {
      report(key, fmt::format("holds {}, not only strings", kind_name(element.kind())));
      return {};
    }
    list.emplace_back(*text);
  }
  return list;
}

std::vector<JsonValue> ObjectReader::elements(std::string_view key) {
  return wanted(key, JsonKind::array, true).elements();
}

std::vector<JsonValue> ObjectReader::elements_or_none(std::string_view key) {
  return wanted(key, JsonKind::array, false).elements();
}

JsonElements ObjectReader::sequence_or_none(std::string_view key) {
  return wanted(key, JsonKind::array, false).sequence();
}

ObjectReader ObjectReader::object(std::string_view key) {
  const JsonValue found = wanted(key, JsonKind::object, true);
  return {found, at(key), error_};
}

std::optional<JsonValue> ObjectReader::value(std::string_view key) const {
  const JsonValue found = member(key);
  if (found.is(JsonKind::null)) return std::nullopt;
  return found;
}

}  // namespace articulator::base

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

namespace articulator::base {

struct JsonAccess {
  static simdjson::dom::element element(const JsonValue& value) {
    return std::bit_cast<simdjson::dom::element>(value.element_);
  }
  static bool valid(const JsonValue& value) { return value.element_.document != nullptr; }
  static JsonValue value(simdjson::dom::element element) {
    JsonValue value;
    value.element_ = std::bit_cast<JsonValue::Element>(element);
    return value;
  }
};

JsonKind JsonValue::kind() const {
  if (!JsonAccess::valid(*this)) return JsonKind::null;
  switch (JsonAccess::element(*this).type()) {
    case simdjson::dom::element_type::ARRAY:
      return JsonKind::array;
    case simdjson::dom::element_type::OBJECT:
      return JsonKind::object;
    case simdjson::dom::element_type::INT64:
      return JsonKind::integer;
    case simdjson::dom::element_type::UINT64:
      return JsonKind::decimal;  // beyond 64 bits signed: no integer of ours
    case simdjson::dom::element_type::DOUBLE:
      return JsonKind::decimal;
    case simdjson::dom::element_type::STRING:
      return JsonKind::text;
    case simdjson::dom::element_type::BOOL:
      return JsonKind::boolean;
    case simdjson::dom::element_type::NULL_VALUE:
      return JsonKind::null;
  }
  return JsonKind::null;
}

std::optional<std::string_view> JsonValue::text() const {
  if (!is(JsonKind::text)) return std::nullopt;
  return JsonAccess::element(*this).get_string().value_unsafe();
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (!is(JsonKind::integer)) return std::nullopt;
  return JsonAccess::element(*this).get_int64().value_unsafe();
}

std::optional<bool> JsonValue::boolean() const {
  if (!is(JsonKind::boolean)) return std::nullopt;
  return JsonAccess::element(*this).get_bool().value_unsafe();
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
  simdjson::dom::element found;
  if (JsonAccess::element(*this).at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
  return JsonAccess::value(found);
}

std::optional<JsonValue> JsonValue::at_pointer(std::string_view json_pointer) const {
  if (!JsonAccess::valid(*this)) return std::nullopt;
  simdjson::dom::element found;
  if (JsonAccess::element(*this).at_pointer(json_pointer).get(found) != simdjson::SUCCESS)
    return std::nullopt;
  return JsonAccess::value(found);
}

std::vector<JsonValue> JsonValue::elements() const {
  std::vector<JsonValue> list;
  if (!is(JsonKind::array)) return list;
  simdjson::dom::array array;
  if (JsonAccess::element(*this).get_array().get(array) != simdjson::SUCCESS) return list;
  for (const simdjson::dom::element element : array)
    list.push_back(JsonAccess::value(element));
  return list;
}

std::vector<JsonValue::Member> JsonValue::members() const {
  std::vector<Member> list;
  if (!is(JsonKind::object)) return list;
  simdjson::dom::object object;
  if (JsonAccess::element(*this).get_object().get(object) != simdjson::SUCCESS) return list;
  for (const auto field : object)
    list.push_back({field.key, JsonAccess::value(field.value)});
  return list;
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

ObjectReader::ObjectReader(JsonValue value, std::string pointer)
    : value_(value), pointer_(std::move(pointer)) {
  if (!value_.is(JsonKind::object))
    error_ = Error{pointer_.empty() ? "/" : pointer_, "an object is wanted here", "write {...}"};
}

bool ObjectReader::has(std::string_view key) const {
  const auto found = value_.find(key);
  return found && !found->is(JsonKind::null);
}

void ObjectReader::report(const std::optional<Error>& other) {
  if (!error_ && other) error_ = other;
}

void ObjectReader::report(std::string_view key, std::string what, std::string to_do) {
  if (!error_) error_ = Error{fmt::format("{}/{}", pointer_, key), std::move(what), std::move(to_do)};
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

std::optional<JsonValue> ObjectReader::wanted(std::string_view key, JsonKind kind, bool required) {
  if (error_) return std::nullopt;
  const auto found = value_.find(key);
  if (!found || found->is(JsonKind::null)) {
    if (required) report(key, fmt::format("is missing; it must be {}", kind_name(kind)));
    return std::nullopt;
  }
  if (!found->is(kind)) {
    report(key, fmt::format("is {}, not {}", kind_name(found->kind()), kind_name(kind)));
    return std::nullopt;
  }
  return found;
}

std::string ObjectReader::text(std::string_view key) {
  const auto found = wanted(key, JsonKind::text, true);
  return found ? std::string(found->text().value_or("")) : std::string{};
}

std::string ObjectReader::text_or(std::string_view key, std::string_view fallback) {
  const auto found = wanted(key, JsonKind::text, false);
  return std::string(found ? found->text().value_or(fallback) : fallback);
}

std::int64_t ObjectReader::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  if (!wanted(key, JsonKind::integer, true)) return low;
  return integer_or(key, low, low, high);
}

std::int64_t ObjectReader::integer_or(std::string_view key, std::int64_t fallback, std::int64_t low,
                                      std::int64_t high) {
  const auto found = wanted(key, JsonKind::integer, false);
  if (!found) return fallback;
  const std::int64_t value = found->integer().value_or(fallback);
  if (value >= low && value <= high) return value;
  report(key, fmt::format("is {}, outside {} to {}", value, low, high));
  return fallback;
}

bool ObjectReader::boolean(std::string_view key) {
  const auto found = wanted(key, JsonKind::boolean, true);
  return found && found->boolean().value_or(false);
}

bool ObjectReader::boolean_or(std::string_view key, bool fallback) {
  const auto found = wanted(key, JsonKind::boolean, false);
  return found ? found->boolean().value_or(fallback) : fallback;
}

Instant ObjectReader::instant(std::string_view key) {
  const auto found = optional_instant(key);
  if (!found) report(key, "is missing; it must be an instant", "write it like 2024-10-21T09:00:00-05:00");
  return found.value_or(Instant{});
}

std::optional<Instant> ObjectReader::optional_instant(std::string_view key) {
  const auto found = wanted(key, JsonKind::text, false);
  if (!found) return std::nullopt;
  const auto parsed = parse_instant(found->text().value_or(""));
  if (parsed) return *parsed;
  report(key, parsed.error().what, parsed.error().to_do);
  return std::nullopt;
}

std::vector<std::string> ObjectReader::texts_or_none(std::string_view key) {
  std::vector<std::string> list;
  for (const JsonValue& element : elements_or_none(key)) {
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
  const auto found = wanted(key, JsonKind::array, true);
  return found ? found->elements() : std::vector<JsonValue>{};
}

std::vector<JsonValue> ObjectReader::elements_or_none(std::string_view key) {
  const auto found = wanted(key, JsonKind::array, false);
  return found ? found->elements() : std::vector<JsonValue>{};
}

ObjectReader ObjectReader::object(std::string_view key) {
  const auto found = wanted(key, JsonKind::object, true);
  ObjectReader inner(found.value_or(JsonValue{}), fmt::format("{}/{}", pointer_, key));
  if (error_) inner.error_ = error_;
  return inner;
}

std::optional<JsonValue> ObjectReader::value(std::string_view key) const {
  const auto found = value_.find(key);
  if (!found || found->is(JsonKind::null)) return std::nullopt;
  return found;
}

}  // namespace articulator::base

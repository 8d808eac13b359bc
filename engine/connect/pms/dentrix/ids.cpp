#include "engine/connect/pms/dentrix/ids.hpp"

#include <charconv>

namespace articulator::connect::dentrix {
namespace {

constexpr std::int64_t kind_unit = 1'000'000'000'000;
constexpr std::size_t wire_digits = 14;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value <= 0)
    return std::nullopt;
  return value;
}

std::string_view letters(Resource resource) {
  switch (resource) {
    case Resource::patient:
      return "PT-";
    case Resource::provider:
      return "D-";
    case Resource::lab:
      return "LAB-";
    case Resource::operatory:
      return "OP";
    case Resource::appointment:
      return "A-";
    case Resource::lab_case:
      return "LC-";
    case Resource::document:
      return "F-";
  }
  return "";
}

}  // namespace

std::string wire_id(Resource resource, std::int64_t number) {
  return std::to_string(static_cast<std::int64_t>(resource) * kind_unit + number);
}

std::optional<std::int64_t> number_of(Resource resource, std::string_view wire_id) {
  const auto value = whole_number(wire_id);
  if (!value || wire_id.size() != wire_digits) return std::nullopt;
  if (*value / kind_unit != static_cast<std::int64_t>(resource) || *value % kind_unit == 0)
    return std::nullopt;
  return *value % kind_unit;
}

std::optional<std::int64_t> number_in(Resource resource, std::string_view id) {
  const std::string_view before = letters(resource);
  if (!id.starts_with(before)) return std::nullopt;
  const auto number = whole_number(id.substr(before.size()));
  return number && *number < kind_unit ? number : std::nullopt;
}

std::string log_id(Resource resource, std::int64_t number) {
  return std::string(letters(resource)) + std::to_string(number);
}

std::optional<std::string> wire_id_of(Resource resource, std::string_view id) {
  const auto number = number_in(resource, id);
  if (!number) return std::nullopt;
  return wire_id(resource, *number);
}

}  // namespace articulator::connect::dentrix

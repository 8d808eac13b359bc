#include "simulators/pms/office/prescription.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

bool is_scalar(const base::JsonValue& value) {
  return value.is(base::JsonKind::text) || value.is(base::JsonKind::integer) ||
         value.is(base::JsonKind::decimal) || value.is(base::JsonKind::boolean);
}

bool is_value(const base::JsonValue& value) {
  if (!value.is(base::JsonKind::array)) return is_scalar(value);
  return std::ranges::all_of(value.elements(), is_scalar);
}

bool same_thing(std::string_view a, std::string_view b) {
  const auto is_teeth = [](std::string_view key) { return key == "tooth" || key == "teeth"; };
  return a == b || (is_teeth(a) && is_teeth(b));
}

}  // namespace

bool set_value(std::vector<RxValue>& prescription, std::string_view key, const base::JsonValue& value) {
  if (value.is(base::JsonKind::null)) {
    std::erase_if(prescription, [&](const RxValue& one) {
      return same_thing(one.key, key) || (key == "implant" && one.key.starts_with("implant."));
    });
    return true;
  }
  if (key == "implant" && value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      if (!set_value(prescription, fmt::format("implant.{}", member.key), member.value)) return false;
    return true;
  }
  if (!is_value(value)) return false;
  RxValue kept{std::string(key), value.dump()};
  const auto before =
      std::ranges::find_if(prescription, [&](const RxValue& one) { return same_thing(one.key, key); });
  if (before == prescription.end())
    prescription.push_back(std::move(kept));
  else
    *before = std::move(kept);
  return true;
}

}  // namespace articulator::simulators::office

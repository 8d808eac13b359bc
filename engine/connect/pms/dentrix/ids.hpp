// Ids on the wire: long numbers as strings, of which the first two digits say what it is the id of. The log
// format's LC-7 is 31000000000007, PT-7 11000000000007.
//
//   wire_id(Resource::lab_case, 7)                       -> "31000000000007"
//   number_of(Resource::lab_case, "31000000000007")      -> 7
#pragma once

#include "engine/model/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::dentrix {

enum class Resource : std::uint8_t {
  patient = 11,
  provider = 12,
  lab = 14,
  operatory = 15,
  appointment = 21,
  lab_case = 31,
  document = 41
};

std::string wire_id(Resource resource, std::int64_t number);
// Empty: no id of such a resource.
std::optional<std::int64_t> number_of(Resource resource, std::string_view wire_id);

// Of the log format: "LC-7" -> 7. Empty: another text.
std::optional<std::int64_t> number_in(Resource resource, std::string_view id);
std::string log_id(Resource resource, std::int64_t number);  // "LC-7"

// Both at once: "LC-7" -> "31000000000007".
std::optional<std::string> wire_id_of(Resource resource, std::string_view id);

}  // namespace articulator::connect::dentrix

// Ids of the log format: a prefix and a number, "LC-7".
//
//   id_number("LC-7", "LC-")    ->  7
//   id_number("LC-007", "LC-")  ->  none: it would come back as LC-7
//
// Wires whose own ids are numbers are made from these.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::simulators::office {

// 1 to 999'999'999'999'999'999, without leading zeros.
std::optional<std::int64_t> id_number(std::string_view id, std::string_view prefix);

}  // namespace articulator::simulators::office

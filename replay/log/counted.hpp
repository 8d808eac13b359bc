// Counts as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::replay {

std::string grouped(std::int64_t number);                                               // "8,153"
std::string counted(std::int64_t number, std::string_view one, std::string_view many);  // "1 case"

}  // namespace articulator::replay

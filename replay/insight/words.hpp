// Figures as people read them: "6.1 days", "92.3 %", "$112.40", "1,204".
#pragma once

#include "engine/base/money.hpp"
#include "engine/insight/interval.hpp"
#include "replay/log/counted.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::replay::insight {

std::string days(std::int64_t minutes);         // "6.1", rounded half up
std::string percent(std::int64_t bp);           // "92.3", rounded half up
std::string money(base::Cents amount);          // "$1,112.40"
std::string spoken(std::string_view word);      // "lithium_disilicate" -> "lithium disilicate"
std::string date(std::int64_t ms_since_epoch);  // "7 October 2024", UTC

// "92.3 % (86.1 to 95.9)"; "no case yet" of none.
std::string rate(std::int64_t hits, std::int64_t all, const articulator::insight::Interval& interval);

}  // namespace articulator::replay::insight

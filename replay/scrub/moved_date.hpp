// Dates in texts, moved by days in the form in which they are written.
//
//   moved_date("11/4/24", written, 14)  ->  "11/18/24"
#pragma once

#include "engine/base/calendar.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay {

// "2024-11-04", "20241104", "11/4/2024", "11/4/24", "11-4-2024", "4.11.2024", "11/4", and instants as RFC
// 3339 has them. Empty: no date. A date without a year is the one nearest to `written`; where it could be day
// and month either way, the month comes first.
std::optional<std::string> moved_date(std::string_view text, base::Date written, int days);

// The month (1-12) that a word names, "Nov" or "November"; 0: none.
int month_named(std::string_view folded);

// "Nov" and 4, moved: "Nov", "18", and the year where that is another or was `year`.
struct NamedDate {
  std::string month;
  std::string day;
  std::string year;
};
NamedDate moved_named_date(std::string_view month, int day, std::optional<int> year, base::Date written,
                           int days);

}  // namespace articulator::replay

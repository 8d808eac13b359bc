// Which divergences count: some rules only, and none that somebody has a reason to leave out for a while.
//
//   auto ignores = read_ignores(text);
//   auto ignored = filter(report, {.only = {"VAL-05"}, .ignores = *ignores, .today = today});
//
// An ignore file is a JSON array of {"rule":"NTF-03","practice":"p-01","lab":"glidewell","reason":"...",
// "until":"2025-03-31"}; practice and lab may be absent. From the day after `until` on it ignores nothing, so
// that nothing stays ignored because nobody looked.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "replay/shadow/report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct Ignore {
  std::string rule;
  std::string practice;  // empty: all
  std::string lab;       // empty: all
  std::string reason;
  base::Date until;  // the last day
};
inline constexpr std::size_t ignores_max = 1000;

// Error: not such an array, a rule that is no id, an empty reason, no date.
base::Expected<std::vector<Ignore>> read_ignores(std::string_view json);

struct Filter {
  std::vector<std::string> only;  // rules; empty: all
  std::vector<Ignore> ignores;
  base::Date today;
};

// Takes out of the report what does not count, and says what it ignored (Report::ignored); the fingerprint is
// of what is left.
void filter(Report& report, const Filter& filter);

}  // namespace articulator::replay

#include "replay/scrub/shift.hpp"

#include "engine/base/calendar.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

// Appointments and due dates lie ahead of the line that names them.
constexpr base::Duration ahead = base::days(90);

// The database of time zones has changes up to 2037, and those of the rules of today from 2007 on.
constexpr int year_first = 2008;
constexpr int year_last = 2036;

}  // namespace

bool clocks_agree(const LogSpan& span, int weeks) {
  const base::Duration moved = base::days(std::int64_t{7} * weeks);
  const base::TimeZone utc;
  const int from = base::year_month_day(utc.local(span.first + moved).date).year;
  const int to = base::year_month_day(utc.local(span.last + ahead + moved).date).year;
  if (from < year_first || to > year_last) return false;
  for (const std::string& name : span.zones) {
    const auto zone = base::TimeZone::find(name);
    if (!zone) continue;
    // Clocks are changed at full or half hours.
    for (base::Instant at = span.first; at < span.last + ahead; at = at + base::minutes(30))
      if (zone->offset(at) != zone->offset(at + moved)) return false;
  }
  return true;
}

base::Expected<int> weeks_moved(const Pseudonyms& pseudonyms, const LogSpan& span) {
  std::vector<std::pair<std::uint64_t, int>> drawn;
  for (int weeks = weeks_min; weeks <= weeks_max; ++weeks)
    for (const int signed_weeks : {weeks, -weeks})
      drawn.emplace_back(pseudonyms.bits("weeks", fmt::format("{}", signed_weeks)), signed_weeks);
  std::ranges::sort(drawn);
  for (const auto& [bits, weeks] : drawn)
    if (clocks_agree(span, weeks)) return weeks;
  return base::failure({}, "the clocks are changed at no other time as over so many years",
                       "scrub the log in parts of at most two years");
}

}  // namespace articulator::replay

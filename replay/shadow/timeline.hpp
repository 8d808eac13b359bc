// Timeline: all that a log says of a case, with what the reference decided beside what production did.
//
//   auto timelines = read_timelines(options, {{"p-01", "LC-1"}});
//
// Read from the log a second time, for a few cases: a replay keeps nothing of what agreed.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/log/place.hpp"
#include "replay/shadow/replay.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::replay {

// A row: something that happened, or a decision, by production, by the reference, or by both.
struct TimelineRow {
  base::Instant at;                       // of the event, else production's, else the reference's
  std::string type;                       // "pms.case.ready", "rx.validated"
  std::string happened;                   // `data` of the event, readable; empty: a decision
  std::optional<std::string> production;  // readable
  std::optional<std::string> reference;
  std::int64_t line = 0;  // of the log; 0: the reference's alone

  [[nodiscard]] bool is_decision() const { return happened.empty(); }
  [[nodiscard]] bool agrees() const { return !is_decision() || production == reference; }
};

using CaseKey = std::pair<std::string, std::string>;  // practice, case
using Timelines = std::map<CaseKey, std::vector<TimelineRow>>;

inline constexpr std::size_t timeline_rows_max = 200;  // of a case; what comes after is left out

// Empty timelines where a log is standard input, which cannot be read twice. Error: a log cannot be opened.
base::Expected<Timelines> read_timelines(const Options& options, const std::set<CaseKey>& cases);

}  // namespace articulator::replay

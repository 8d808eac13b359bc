// Patterns: the few sentences that explain most of a replay's divergences.
//
//   for (const Pattern& pattern : patterns(report))
//     fmt::print("{}\n", pattern.sentence);
//   // "412 of 430: VAL-05 not raised for dentsply-sirona veneer cases, since 2025-03-03"
//
// Divergences of one kind, decision and rule are one group; of rx.validated that differ, so is each finding
// that one side has and the other has not. A group is narrowed to a practice, lab, kind of work or material
// where nearly all of it is there and the log's cases are not. Counts and shares are integers: equal reports
// have equal patterns.
#pragma once

#include "replay/shadow/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::replay {

struct Pattern {
  DivergenceKind kind = DivergenceKind::missing;
  DecisionType type = DecisionType::rx_validated;
  std::string rule;
  std::string practice;              // empty: several
  CaseTraits traits;                 // empty members: several
  std::optional<base::Date> since;   // the day of the first, where the log's cases began well before
  std::int64_t of_group = 0;         // of the same kind, type and rule
  std::vector<std::size_t> members;  // indices into Report::divergences, in log order; never empty
  std::string sentence;
};

// Of each group one, the largest first.
std::vector<Pattern> patterns(const Report& report);

}  // namespace articulator::replay

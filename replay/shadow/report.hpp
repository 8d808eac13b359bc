// Report: what a shadow replay found.
//
//   std::string json = report_json(report);   // DESIGN, `replay --json`; equal reports are equal text
//   std::string text = report_text(report);   // for people
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/ids.hpp"
#include "replay/log/decided.hpp"
#include "replay/log/place.hpp"
#include "replay/shadow/traits.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

enum class DivergenceKind : std::uint8_t { missing, extra, different, late, early };
std::string_view word(DivergenceKind kind);
inline constexpr std::size_t divergence_kinds = 5;

struct Divergence {
  DivergenceKind kind = DivergenceKind::missing;
  DecisionType type = DecisionType::rx_validated;
  model::CaseId case_id;
  model::PracticeId practice;
  base::Instant at;        // production's, or the reference's where production did nothing
  Place place;             // of production's line, or of the line from which the reference's decision follows
  std::string production;  // JSON object with `at`; "null": it did nothing
  std::string reference;
  std::string rule;  // what it rests on: ids of REQUIREMENTS
  CaseTraits traits;
};

// What somebody had a reason not to count (see filter.hpp).
struct Ignored {
  std::string rule;
  std::string reason;
  base::Date until;
  bool is_over = false;  // it ignores nothing any more
  std::int64_t count = 0;
};

struct Report {
  std::vector<std::string> logs;  // as named by the user
  std::int64_t events = 0;        // CloudEvents read, each once
  std::int64_t practices = 0;
  std::int64_t cases = 0;
  std::int64_t decisions = 0;  // production's
  std::int64_t agreed = 0;
  std::int64_t duplicates = 0;
  std::int64_t unknown_types = 0;
  std::array<std::int64_t, decision_types> not_judged{};  // production's, by DecisionType
  std::optional<base::Instant> first;                     // instants of the earliest and the latest event
  std::optional<base::Instant> last;
  TraitCounts cases_by_traits;
  std::map<std::string, std::int64_t> cases_by_practice;
  std::vector<Ignored> ignored;            // in the order in which they were given
  std::vector<Divergence> divergences;     // in log order
  std::vector<RefusedLine> lines_refused;  // in log order
  bool stopped = false;                    // before the logs' end: what was found so far
  std::vector<Place> cut_off;              // those of them at which a log stops in mid-line
  std::string fingerprint;                 // SHA-256 over all of the above but the logs' names
};

// The fingerprint of all else in the report.
std::string fingerprint_of(const Report& report);
std::string report_json(const Report& report);
std::string report_text(const Report& report);

}  // namespace articulator::replay

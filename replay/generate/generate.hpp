// A production log that nobody's patients are in: practices, their cases and labs over some days, with what
// production decided, in the log format of DESIGN.
//
//   GeneratedTruth truth = generate({.practices = 4, .days = 90, .seed = 7, .profiles = {glidewell},
//                                    .pms = {"open-dental"}}, [&](std::string_view line) { out << line;
//                                    }).value();
//
// Production decides as the reference engine does and some seconds later, but for what was planted on
// request: a decision left out, one too many, another content, one too late. So shadow replay must find what
// was planted, with its kind, and nothing besides. On request the log is as untidy as logs are: lines
// damaged, repeated, of unknown types, a lab's statuses out of order.
//
// Same options, same bytes, whatever the number of jobs: practices share nothing, so each job lives through
// the day of some of them while the day before is sorted and written. Memory holds the open cases and two
// days' lines.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct GenerateOptions {
  static constexpr int practices_max = 100'000;
  static constexpr int days_max = 3'660;
  static constexpr int jobs_max = 256;

  int practices = 4;  // 1 to practices_max
  int days = 90;      // 1 to days_max; cases run on to their end afterwards
  std::uint64_t seed = 1;
  base::Date first = base::make_date(2024, 10, 7);  // the first day
  int planted_per_mille = 0;                        // of the cases: 0 to 1000
  bool untidy = false;
  int jobs = 1;                       // threads: 1 to jobs_max
  std::vector<std::string> profiles;  // lab profiles, JSON; at least one
  // Practice management systems, one practice after another: "open-dental"; at least one.
  std::vector<std::string> pms;
};

struct PlantedDivergence {
  std::string kind;  // "missing", "extra", "different", "late"
  std::string type;  // of the decision, "dental.engine.rx.validated"
  std::string case_id;
  std::string practice;
};

// What a replay of the log must say.
struct GeneratedTruth {
  std::vector<PlantedDivergence> divergences;  // by practice, then in the order in which they were decided
  std::vector<std::int64_t> damaged_lines;     // from 1
  std::int64_t unknown_types = 0;
  std::int64_t duplicates = 0;
  std::int64_t cases = 0;
  std::int64_t practices = 0;
  std::int64_t decisions = 0;  // production's
  std::int64_t lines = 0;
};

// Each line ends in a line feed. Error: an option out of range, or a profile that is none.
base::Expected<GeneratedTruth> generate(const GenerateOptions& options,
                                        const std::function<void(std::string_view line)>& sink);

std::string truth_json(const GeneratedTruth& truth);

}  // namespace articulator::replay

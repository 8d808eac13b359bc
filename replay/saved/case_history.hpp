// CaseHistory: all that a log says of a case, and of what its decisions rest on.
//
//   auto histories = read_histories(options, {{"p-01", "LC-1042"}});
//   histories->at({"p-01", "LC-1042"}).events
//
// Read from the log a second time, for some cases. Memory grows with the open cases of their practices.
#pragma once

#include "engine/base/instant.hpp"
#include "replay/log/place.hpp"
#include "replay/shadow/replay.hpp"
#include "replay/shadow/timeline.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

inline constexpr std::size_t events_max = 500;  // of a case; one with more is not saved
inline constexpr std::size_t forerunners_max = 4;

struct CaseEvent {
  Place place;
  base::Instant at;
  std::string type;    // "pms.case.ready"
  std::string system;  // "open-dental", "glidewell", "people", "engine"
  nlohmann::json data;
};

struct CaseHistory {
  std::string case_id;  // in the log; empty: of what a lab billed and nobody can say for which case
  nlohmann::json policy = nlohmann::json::object();   // in force when the case was sent
  nlohmann::json patient = nlohmann::json::object();  // consent and preference by then
  // Cases of the same prescriber and material that a lab took, as they were ordered: before this one was
  // sent, the latest first; and since, or of the material that it was corrected to.
  std::vector<nlohmann::json> forerunners;
  std::vector<nlohmann::json> later_ones;
  std::int64_t clean_cases = 0;  // of the same prescriber, material and lab, seated
  // Of the case and its patient, from its being sent on, each once. A statement is an event for each of its
  // lines that names the case or its tracking number, with `statement` beside what the line says.
  std::vector<CaseEvent> events;
};

// Error: a log cannot be opened, or is standard input, which cannot be read twice.
base::Expected<std::map<CaseKey, CaseHistory>> read_histories(const Options& options,
                                                              const std::set<CaseKey>& cases);

}  // namespace articulator::replay::saved

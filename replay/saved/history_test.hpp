// A case's history written by hand, for the tests of this room.
#pragma once

#include "replay/saved/case_history.hpp"

#include <string>
#include <utility>

namespace articulator::replay::saved {

inline base::Instant at(const std::string& time) {
  return base::parse_instant("2024-10-21T" + time + "Z").value();
}

inline CaseEvent event(std::int64_t line, const std::string& time, const std::string& type,
                       const std::string& system, nlohmann::json data) {
  return {{0, line}, at(time), type, system, std::move(data)};
}

// A case that was sent at two.
inline CaseHistory sent_at_two() {
  CaseHistory history;
  history.case_id = "P-1-LC7";
  history.policy = {{"phase", "auto"}, {"automation", {{"min_clean_cases", 2}}}};
  history.patient = {{"consent", {{"sms", true}, {"portal", true}, {"email", false}}}, {"prefers", "portal"}};
  history.events.push_back(event(1, "14:00:00", "pms.case.ready", "curve",
                                 {{"patient", "PT-77"},
                                  {"lab", "glidewell"},
                                  {"prescriber", {{"id", "D-4711"}, {"signed", true}}},
                                  {"prescription", {{"procedure", "crown"}, {"material", "zirconia"}}}}));
  return history;
}

}  // namespace articulator::replay::saved

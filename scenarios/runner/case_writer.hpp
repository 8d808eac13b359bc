// A complete case as the `case_ready` that says the same in the fewest words.
//
//   {"case": "LC-1", "patient": {...}, ...}  ->  {"case": "LC-1", "like": "inlay-4", "with": {"/notes":
//   "..."}}
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/runner/library.hpp"

#include <string>

namespace articulator::runner {

// Where and when the case is sent.
struct CasePlace {
  std::string lab;  // of the world
  base::Instant start;
  base::TimeZone zone;  // of the practice
};

// `data` is what the simulator is given. Like no fixture, it comes back as it is.
Node shortest_case(const Node& data, const CasePlace& place, const Library& library);

}  // namespace articulator::runner

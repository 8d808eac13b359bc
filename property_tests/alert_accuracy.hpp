// How good alerts are (DLV-07): a lab's life lived by a practice, and what its alerts were worth beside two
// rules of thumb.
//
//   const Accuracy year = measure(lab_life(setup));
//   year.learned.helped, year.due_passed.helped, year.promise_passed.helped
//
// A case is *late* when the work came after the instant at which it was needed (DECISIONS, "Delay"). An alert
// *helps* when the case is late and the alert came at least 48 h before the visit (DLV-03): later than that
// nobody can be seated elsewhere. Precision is how many of the alerts helped, recall how many of the late
// cases had an alert that helped; `right` counts alerts of late cases whenever they came.
//
// DLV-03 is judged besides: 48 h before each visit, and after every piece of news, a lateness that the
// practice's own prediction shows must have been alerted.
#pragma once

#include "property_tests/lab_life.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace articulator::property_tests {

struct RuleScore {
  std::int64_t alerts = 0;           // cases alerted, once each
  std::int64_t right = 0;            // and late
  std::int64_t helped = 0;           // and in time to act
  std::vector<std::int64_t> lead_h;  // from alert to visit, of those that were right
  void merge(const RuleScore& other);
};

struct Accuracy {
  std::int64_t cases = 0;
  std::int64_t late = 0;
  RuleScore learned;
  RuleScore due_passed;             // "the due date has passed and it is not here"
  RuleScore promise_passed;         // "what the lab promised last has passed and it is not here"
  std::vector<std::string> broken;  // of DLV-03: sentences
  void merge(const Accuracy& other);
};

Accuracy measure(const LabLife& life);

std::int64_t per_mille(std::int64_t part, std::int64_t whole);  // of nothing: 1000
std::int64_t median(std::vector<std::int64_t> values);          // of none: 0

}  // namespace articulator::property_tests

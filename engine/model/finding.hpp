// What validation has to say about a prescription.
#pragma once

#include "engine/base/json_writer.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

enum class Severity : std::uint8_t { blocker, warning, note };
std::string_view word(Severity severity);

// A rule of the VAL group: number 5 is VAL-05.
struct Rule {
  std::uint8_t number = 0;
  friend auto operator<=>(Rule, Rule) = default;
};
// A rule of the MAP group: mapping_rule(2) is MAP-02. They come after those of VAL.
constexpr Rule mapping_rule(std::uint8_t number) {
  return Rule{static_cast<std::uint8_t>(100 + number)};
}
std::string code(Rule rule);

struct Finding {
  Rule rule;
  Severity severity = Severity::blocker;
  std::string field;     // JSON pointer into the case data
  std::string sentence;  // for a clinician
  std::string fix;       // suggestion
  std::string evidence;  // what it rests on
  friend bool operator==(const Finding&, const Finding&) = default;
};

enum class RxStatus : std::uint8_t { approved, needs_review, blocked };
std::string_view word(RxStatus status);

// DECISIONS: `blocked` with any blocker, else `needs_review` with any warning or VAL-33, else `approved`.
struct Validation {
  RxStatus status = RxStatus::approved;
  std::vector<Finding> findings;  // by rule number, then by field
  // Names of the checks that were judged and found nothing (VAL-30): of those that the rules' tables hold.
  std::vector<std::string_view> checks_passed;
};
void write_findings(base::JsonWriter& out, const std::vector<Finding>& findings);

}  // namespace articulator::model

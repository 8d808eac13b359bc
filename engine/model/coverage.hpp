// Coverage: what the patient's dental plan says of work, as far as VAL-21 asks. The member `insurance` of a
// case:
//
//   {"plan":"PLAN-7",
//    "coinsurance":[{"codes":"D2700-D2799","percent":50},{"codes":"D2740","percent":0}],
//    "limitations":[{"codes":"D2700-D2799","months":60,"per_tooth":true}],
//    "alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"molar"}],
//    "history":[{"code":"D2750","tooth":"19","date":"2022-03-01"}],
//    "preauthorization":{"codes":["D2740"],"granted":false}}
//
// Where nothing is said of a code, nothing is known of it: that is no finding.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/tooth.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

// CDT codes from one to another, both included: "D2740" or "D2700-D2799". They sort as text.
struct CodeRange {
  std::string first;
  std::string last;

  [[nodiscard]] bool holds(std::string_view code) const { return first <= code && code <= last; }
  [[nodiscard]] bool single() const { return first == last; }
  friend bool operator==(const CodeRange&, const CodeRange&) = default;
};
std::optional<CodeRange> code_range_of(std::string_view text);
std::string text_of(const CodeRange& range);

// What part of the fee the plan pays. 0: not covered.
struct Coinsurance {
  CodeRange codes;
  int percent = 0;  // 0-100
  friend bool operator==(const Coinsurance&, const Coinsurance&) = default;
};

// Not again within so many months of the last time.
struct FrequencyLimit {
  CodeRange codes;
  int months = 0;  // 1-1200
  bool per_tooth = true;
  friend bool operator==(const FrequencyLimit&, const FrequencyLimit&) = default;
};

// The plan pays as if a less costly service had been done.
struct AlternateBenefit {
  enum class Only : std::uint8_t { always, posterior, molar, second_molar };
  std::string code;
  std::string pays_as;
  Only only = Only::always;
  friend bool operator==(const AlternateBenefit&, const AlternateBenefit&) = default;
};
std::string_view word(AlternateBenefit::Only only);
std::optional<AlternateBenefit::Only> alternate_only_of(std::string_view word);
bool applies_to(AlternateBenefit::Only only, ToothNumber tooth);

struct PastWork {
  std::string code;
  std::optional<ToothNumber> tooth;
  base::Date date;
  friend bool operator==(const PastWork&, const PastWork&) = default;
};

struct Coverage {
  std::string plan;  // its id, never the subscriber's
  std::vector<Coinsurance> coinsurance;
  std::vector<FrequencyLimit> limitations;
  std::vector<AlternateBenefit> alternate_benefits;
  std::vector<PastWork> history;
  std::vector<std::string> preauthorization_codes;  // for which the plan wants one
  bool preauthorized = false;                       // and it is there, for the work of this case
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// Error: a value of another kind or range, with its JSON pointer; more than 500 of anything.
base::Expected<Coverage> read_coverage(base::JsonValue value, const base::JsonPlace& place);
void write_coverage(base::JsonWriter& out, const Coverage& coverage);

}  // namespace articulator::model

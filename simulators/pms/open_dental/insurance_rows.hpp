// The rows of a patient's dental plan. This office has one plan a patient, so PlanNum, PatPlanNum and
// InsSubNum are the patient's own number.
#pragma once

#include "engine/base/instant.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace articulator::simulators::open_dental {

// What a patient has: a plan, which others may have too.
struct InsPlan {
  std::int64_t number = 0;  // of what the patient has: PatPlanNum, InsSubNum; the patient's own
  std::int64_t plan = 0;    // PlanNum
  std::string note;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 0> keys() const { return {}; }
  friend bool operator==(const InsPlan&, const InsPlan&) = default;
};

struct Benefit {
  enum Key : std::uint8_t { by_plan };

  std::int64_t number = 0;
  std::int64_t plan = 0;
  std::int64_t patient_plan = 0;
  std::int64_t category = 0;  // CovCatNum; 0: it is about `code`
  std::string type = "CoInsurance";
  std::int64_t percent = -1;
  std::string quantity_qualifier = "None";
  std::int64_t quantity = 0;
  std::int64_t code_number = 0;
  std::string code;
  std::string treat_area = "None";
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {plan}; }
  friend bool operator==(const Benefit&, const Benefit&) = default;
};

struct SubstitutionLink {
  enum Key : std::uint8_t { by_plan };

  std::int64_t number = 0;
  std::int64_t plan = 0;
  std::int64_t code_number = 0;
  std::string substitution_code;
  std::string only_if = "Always";
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {plan}; }
  friend bool operator==(const SubstitutionLink&, const SubstitutionLink&) = default;
};

struct Claim {
  enum Key : std::uint8_t { by_patient };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::string status = "R";
  std::int64_t plan = 0;
  std::string type = "PreAuth";
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {patient}; }
  friend bool operator==(const Claim&, const Claim&) = default;
};

struct ClaimProc {
  enum Key : std::uint8_t { by_claim };

  std::int64_t number = 0;
  std::int64_t procedure = 0;
  std::int64_t claim = 0;
  std::int64_t patient = 0;
  std::string status = "Preauth";
  std::int64_t plan = 0;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {claim}; }
  friend bool operator==(const ClaimProc&, const ClaimProc&) = default;
};

// An insurance category's codes; a category may have several spans.
struct CovSpan {
  std::int64_t number = 0;
  std::int64_t category = 0;
  std::string from;
  std::string to;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {category}; }
  friend bool operator==(const CovSpan&, const CovSpan&) = default;
};

}  // namespace articulator::simulators::open_dental

// What has been read already while the cases of one list are read. It lasts no longer: a licence, a consent
// or a plan may change from one list to the next.
#pragma once

#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/coverage.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::open_dental {

using Spans = std::map<std::int64_t, std::vector<model::CodeRange>>;  // of codes, by category

// What a plan pays as if it were cheaper work. A link names the procedure by its number only.
struct SubstitutionLink {
  std::int64_t code_number = 0;
  std::string pays_as;
  model::AlternateBenefit::Only only = model::AlternateBenefit::Only::always;
};

// What a plan says to everybody who has it.
struct PlanTerms {
  std::vector<model::Coinsurance> coinsurance;
  std::vector<model::FrequencyLimit> limitations;
  std::vector<SubstitutionLink> links;
};

struct Readings {
  std::map<std::int64_t, std::optional<PatientRow>> patients;  // empty: not to be had
  std::map<std::int64_t, std::optional<ProviderRow>> providers;
  std::optional<Spans> spans;
  std::map<std::int64_t, PlanTerms> plans;
};

}  // namespace articulator::connect::open_dental

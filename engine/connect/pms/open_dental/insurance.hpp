// What the patient's dental plan says of work, put together from the tables that Open Dental keeps it in: the
// plan of FamilyModules, its benefits by code or by category (CovSpans), its substitution links, existing
// work among the procedures, and, where the plan's note demands it, a preauthorization among the claims.
//
// The primary dental plan speaks: a secondary one pays what the first leaves, and never forbids.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/connect/pms/open_dental/readings.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/coverage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::open_dental {

struct InsuredWork {
  std::int64_t patient = 0;
  std::vector<ProcedureRow> prescribed;  // the case's
  std::vector<ProcedureRow> all;         // of the patient
};

// Empty: no dental plan, or none to be had, which is remarked. What every patient of a plan shares is read
// once into `readings`. Failure: only what is worth retrying.
Flow<Got<std::optional<model::Coverage>>> read_coverage(Office& office, Line& line, InsuredWork work,
                                                        Readings& readings, std::string& remark);

// "Preauthorization required: D2740, D6058." in a plan's note: the codes. Articulator's own convention, since
// no column says it.
std::vector<std::string> preauthorization_codes(std::string_view plan_note);

}  // namespace articulator::connect::open_dental

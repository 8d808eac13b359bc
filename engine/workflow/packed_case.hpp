// How a case rests (base/resting_map.hpp): all of it, as some 500 bytes instead of five thousand.
#pragma once

#include "engine/workflow/history.hpp"
#include "engine/workflow/practice.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::workflow {

void pack(const model::CaseId& id, const Case& open, std::string& out);
void unpack(const model::CaseId& id, std::string_view bytes, Case& open);

// The cases of one patient.
struct CasesOfPatient {
  std::vector<model::CaseId> ids;
};
void pack(const model::PatientId& id, const CasesOfPatient& cases, std::string& out);
void unpack(const model::PatientId& id, std::string_view bytes, CasesOfPatient& cases);

}  // namespace articulator::workflow

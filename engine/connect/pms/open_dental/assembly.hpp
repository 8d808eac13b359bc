// A lab prescription put together from what Open Dental has: the LabCase row, its Instructions, procedure
// logs, documents, provider and appointment.
//
// Whatever is missing stays missing: validation tells the clinician, in words, and the case is never lost for
// it.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/case_file.hpp"

#include <optional>
#include <vector>

namespace articulator::connect::open_dental {

struct CaseParts {
  LabCaseRow row;
  Instructions instructions;
  model::LabId lab;
  std::optional<ProviderRow> provider;
  std::vector<ProcedureRow> procedures;  // in the order that the Rx block names them
  std::vector<DocumentRow> documents;    // likewise
  std::optional<model::Appointment> appointment;
  bool fdi_teeth = false;  // the office writes teeth in FDI numbers (MAP-03)
};

// `parser` reads the prescription that is written here, so that spelling is forgiven in one place only.
// Error: none that a row can bring about; a defect of the writing would show as one.
base::Expected<model::CaseFile> assemble(const CaseParts& parts, base::JsonParser& parser);

}  // namespace articulator::connect::open_dental

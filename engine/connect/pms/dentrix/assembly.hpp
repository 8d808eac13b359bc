// A lab prescription put together from what the office keeps of it: line items (service code and tooth) and
// custom fields (name and value). The names are Articulator's convention, since no lab-case resource of the
// vendor is public: README.md has the table.
//
// Whatever is missing stays missing, and whatever is wrong stays as written: validation tells the clinician.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/pms/dentrix/rows.hpp"
#include "engine/model/case_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::dentrix {

struct CaseParts {
  CaseContent content;
  model::LabId lab;
  std::optional<ProviderRow> provider;
  std::vector<model::Attachment> attachments;
  std::optional<model::Appointment> appointment;
  bool fdi_teeth = false;  // the office writes teeth in FDI numbers (MAP-03)
};

// `parser` reads the prescription that is written here, so that spelling is forgiven in one place only.
// `remark`: coverage that cannot be read, which is then left out. Error: none that a row can bring about.
base::Expected<model::CaseFile> assemble(const CaseParts& parts, base::JsonParser& parser,
                                         std::string& remark);

}  // namespace articulator::connect::dentrix

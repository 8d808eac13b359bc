// Reading one lab case whole: all the calls it takes to know what the practice prescribed.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/connect/pms/open_dental/readings.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/case_file.hpp"

#include <optional>
#include <string>

namespace articulator::connect::open_dental {

struct CaseReading {
  model::CaseFile file;
  std::optional<PatientRow> patient;
  std::optional<AppointmentRow> appointment;
  bool had_lab_block = false;
  FetchedDocuments fetched;
  std::string remark;  // what was not to be had, and is missing therefore
};

// `fetched`: the documents whose bytes were had when the case was last read. Failure: only what is worth
// retrying. What Open Dental refuses or does not have (404, no permission, a malformed row) is missing from
// the file and named in `remark`.
Flow<Got<CaseReading>> read_case(Office& office, Line& line, const LabCaseRow& row, Readings& readings,
                                 const FetchedDocuments& fetched);

void add_remark(std::string& remark, std::string_view more);

}  // namespace articulator::connect::open_dental

// A lab case as the practice enters it, and the rows that it becomes: the Rx block of the lab case, one
// procedure log a tooth, one document an attachment (README.md, "How a prescription is kept").
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/instructions.hpp"
#include "simulators/pms/open_dental/office.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::open_dental {

// A case being written: the row, and what is spread over others. Taken from the rows, changed, kept again.
struct CaseDraft {
  LabCase row;
  Instructions instructions;
  std::vector<std::string> teeth;  // as written; ToothNum of the procedure logs
  std::string code;                // as written; "": the office's usual one
  std::vector<std::int64_t> procedures;
  std::vector<std::int64_t> documents;

  Block& rx();
};

CaseDraft draft_of(const Office& office, const LabCase& row);

// Writes the draft's rows; the case is made if it is new.
void keep_case(Office& office, CaseDraft draft);

// One member of the prescription, as in the log format; a null value: removed. False: no value for this key.
bool set_prescription(CaseDraft& draft, std::string_view key, const base::JsonValue& value);
void remove_prescription(CaseDraft& draft, std::string_view key);

// One attachment, as in the log format, becomes a document row; the row's number, or what is wrong with it.
base::Expected<std::int64_t> keep_attachment(Office& office, std::int64_t patient, std::int64_t document,
                                             const base::JsonValue& attachment, std::string pointer);
void write_attachments(base::JsonWriter& writer, const Office& office,
                       const std::vector<std::int64_t>& documents);

// The laboratory row of this lab, by its name (or the id where no name is given); made if there is none.
std::int64_t keep_laboratory(Office& office, std::string_view lab, std::string_view name);

}  // namespace articulator::simulators::open_dental

// Curve's resources as values: what a lab case, a patient, an appointment or a message says.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/policy.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::curve {

struct FileRow {
  std::string id;  // "fi_0000001"
  bool has_content = false;
  model::Attachment attachment;
};

// `file` lacks what stands elsewhere: the appointment. Its lab is the laboratory's name as written.
struct LabCaseRow {
  model::CaseId id;
  std::int64_t revision = 0;
  std::string patient;      // "pt_0000007"
  std::string appointment;  // "A-7", as ours are; empty: none
  std::string sent;         // instants sort as text; empty: not yet, each
  std::string received;
  bool seated = false;
  std::optional<std::string> cancelled;  // the reason
  std::vector<std::string> feedback;
  bool has_lab_work = false;
  std::vector<FileRow> files;
  model::CaseFile file;
  std::string remark;  // what of it could not be read
};

struct PatientRow {
  std::int64_t revision = 0;
  model::Patient patient;  // consents as written down; what messages take back is not in it
};

enum class Visit : std::uint8_t { scheduled, complete, cancelled, other };

struct AppointmentRow {
  std::int64_t revision = 0;
  Visit visit = Visit::other;
  model::Appointment appointment;
};

// A patient's word to stop, or to start again, by that medium.
struct StopWord {
  std::int64_t revision = 0;
  model::Medium medium = model::Medium::sms;
  bool stop = false;
};

// `inner`: a parser other than that of the row. Error: no row at all, an id or revision is missing.
base::Expected<LabCaseRow> read_lab_case(const base::JsonValue& row, bool fdi_teeth, base::JsonParser& inner);
base::Expected<PatientRow> read_patient(const base::JsonValue& row);
base::Expected<AppointmentRow> read_appointment(const base::JsonValue& row);
// Empty: an outbound message, or one that says something else.
std::optional<StopWord> read_stop_word(const base::JsonValue& message);

}  // namespace articulator::connect::curve

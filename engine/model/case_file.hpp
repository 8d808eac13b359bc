// The case as the practice sent it: the `data` of `pms.case.ready`, typed.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/coverage.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/prescription.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

struct Prescriber {
  PersonId id;
  std::string name;
  std::string license;
  bool is_signed = false;
  friend bool operator==(const Prescriber&, const Prescriber&) = default;
};

struct Appointment {
  AppointmentId id;
  PatientId patient;
  base::Instant start;
  int minutes = 60;
  std::string provider;
  std::string operatory;
  friend bool operator==(const Appointment&, const Appointment&) = default;
};

struct CaseFile {
  PatientId patient;
  Prescriber prescriber;
  LabId lab;
  Prescription prescription;
  std::string notes;
  std::vector<Attachment> attachments;
  std::optional<Appointment> appointment;
  std::optional<Coverage> coverage;  // member `insurance`; empty: nothing is known of any
  friend bool operator==(const CaseFile&, const CaseFile&) = default;
};

base::Expected<CaseFile> read_case_file(base::JsonValue value, const base::JsonPlace& place);
// The same into a new one, in place.
base::Expected<void> read_case_file(base::JsonValue value, const base::JsonPlace& place, CaseFile& file);
void write_case_file(base::JsonWriter& out, const CaseFile& file);  // canonical
base::Expected<Appointment> read_appointment(base::JsonValue value, const base::JsonPlace& place);
void write_appointment(base::JsonWriter& out, const Appointment& appointment);

// A person's correction: an object of JSON pointers into the case data and their new values, e.g.
// {"/prescription/shade":"A2"}; null takes a member away. Pointers that lead to nothing yet make it.
// Error: not an object, more than 64 members, a pointer outside the case data, or a result that is no case
// file.
base::Expected<CaseFile> corrected(const CaseFile& file, std::string_view changes_json);

// The PMS's "changed part" of `pms.case.updated`, an RFC 7396 merge patch.
base::Expected<CaseFile> merged(const CaseFile& file, std::string_view merge_patch_json);

}  // namespace articulator::model

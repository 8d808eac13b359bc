// Rows of Open Dental's tables, as far as a lab case needs them. Columns and kinds are the vendor's [D];
// which of them say what about a prescription is Articulator's convention (README.md).
//
// A reader is tolerant where the vendor is loose (numbers and booleans come as text from queries) and strict
// where it must be: a row without its own number, or with a column of the wrong kind, is an Error, and the
// caller skips that row and says so.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/policy.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::open_dental {

// Ids in the log format are the vendor's keys with a letter: LC-7 is LabCaseNum 7, PT- PatNum, D- ProvNum,
// A- AptNum.
model::CaseId case_id(std::int64_t number);
model::PatientId patient_id(std::int64_t number);
std::optional<std::int64_t> number_of(const model::CaseId& id);
std::optional<std::int64_t> number_of(const model::PatientId& id);
std::optional<std::int64_t> number_of(const model::AppointmentId& id);
std::optional<std::int64_t> provider_number(const std::string& id);   // "D-7"
std::optional<std::int64_t> operatory_number(const std::string& id);  // "OP3"

struct LabCaseRow {
  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::int64_t laboratory = 0;
  std::int64_t appointment = 0;  // 0: none
  std::int64_t provider = 0;
  std::string due;  // times as they came, known to be readable
  std::string sent;
  std::string received;
  std::string instructions;
  std::string stamp;
  friend bool operator==(const LabCaseRow&, const LabCaseRow&) = default;
};
base::Expected<LabCaseRow> read_lab_case(base::JsonValue row);
[[nodiscard]] bool is_set(std::string_view local_time);  // neither empty nor year 1

struct PatientRow {
  model::Patient patient;
  std::string stamp;
  bool has_chart = false;  // its allergies and teeth were read, too: they stand in tables of their own
};
base::Expected<PatientRow> read_patient(base::JsonValue row);

struct ProviderRow {
  std::string name;
  std::string license;
};
base::Expected<ProviderRow> read_provider(base::JsonValue row);

struct LaboratoryRow {
  std::int64_t number = 0;
  std::string description;
};
base::Expected<LaboratoryRow> read_laboratory(base::JsonValue row);

struct ProcedureRow {
  std::int64_t number = 0;
  std::string tooth;  // Universal; empty for work on a whole arch
  std::string code;   // CDT
  std::int64_t code_number = 0;
  std::string date;      // local time as it came
  bool is_done = false;  // complete here, or existing from before (ProcStatus C, EC, EO)
};
base::Expected<ProcedureRow> read_procedure(base::JsonValue row);

// GET /allergies?PatNum= [D]; one that is no longer active has no name here.
struct AllergyRow {
  std::string name;
};
base::Expected<AllergyRow> read_allergy(base::JsonValue row);

// GET /toothinitials?PatNum= [D]
struct ToothInitialRow {
  std::string tooth;
  bool is_missing = false;
};
base::Expected<ToothInitialRow> read_tooth_initial(base::JsonValue row);

// What the rows say of teeth: missing, or extracted; else present where work on the tooth itself was done.
std::map<model::ToothNumber, model::ToothState> chart_of(const std::vector<ProcedureRow>& procedures,
                                                         const std::vector<ToothInitialRow>& initials);

struct DocumentRow {
  std::int64_t number = 0;
  std::string stamp;
  model::Attachment attachment;
};
base::Expected<DocumentRow> read_document(base::JsonValue row);

enum class AptStatus : std::uint8_t { scheduled, complete, off_the_schedule, other };

struct AppointmentRow {
  std::int64_t number = 0;
  AptStatus status = AptStatus::other;
  std::optional<model::Appointment> appointment;  // empty: it has no time
  std::string stamp;
};
base::Expected<AppointmentRow> read_appointment(base::JsonValue row, const base::TimeZone& zone);

struct CommlogRow {
  std::string note;
  std::string at;  // local time as it came; may be unreadable
};
base::Expected<CommlogRow> read_commlog(base::JsonValue row);

struct SubscriptionRow {
  std::string url;
  std::string table;
};
base::Expected<SubscriptionRow> read_subscription(base::JsonValue row);

std::optional<std::int64_t> number_in(base::JsonValue row, std::string_view column);
std::string text_in(base::JsonValue row, std::string_view column);  // empty: absent, or no text

}  // namespace articulator::connect::open_dental

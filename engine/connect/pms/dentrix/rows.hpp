// Rows of the office's resources, as far as lab work needs them, read tolerantly: members, statuses and
// fields that are not known are passed over, since the vendor adds them without notice (DOMAIN 2.1 [S]).
//
// Error, of each reader: the row has no id of its kind, or no patient where it needs one.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::connect::dentrix {

struct LineItem {
  std::string code;
  std::string tooth;
  friend bool operator==(const LineItem&, const LineItem&) = default;
};

// What a person in the office can change of a lab case.
struct CaseContent {
  std::int64_t patient = 0;
  std::int64_t provider = 0;  // 0, here and below: none
  std::int64_t lab = 0;
  std::int64_t appointment = 0;
  std::string due;
  std::string note;
  bool is_signed = false;
  std::vector<LineItem> items;
  std::vector<std::pair<std::string, std::string>> fields;  // name, value
  std::vector<std::int64_t> documents;
  std::string coverage;  // as it came
  friend bool operator==(const CaseContent&, const CaseContent&) = default;
};

struct LabCaseRow {
  std::int64_t number = 0;
  base::Instant modified;
  bool deleted = false;
  bool received = false;  // any status but RECEIVED: it is still out
  std::optional<base::Instant> sent;
  std::optional<std::string> void_reason;
  std::vector<std::string> remarks;  // of the clinician on delivered work, in order
  bool has_tracking = false;         // an engine has written to it
  CaseContent content;
};
base::Expected<LabCaseRow> read_lab_case(const base::JsonValue& row);

struct PatientRow {
  std::int64_t number = 0;
  base::Instant modified;
  model::Patient patient;
};
base::Expected<PatientRow> read_patient(const base::JsonValue& row);

// An inbound message's word on messages, where it has one.
enum class Word : std::uint8_t { none, stop, start };
struct MessageRow {
  std::string id;
  std::int64_t patient = 0;
  base::Instant created;
  std::optional<model::Medium> medium;
  bool inbound = false;
  std::string category;
  std::string lab_case;  // its id on the wire
  Word word = Word::none;
};
base::Expected<MessageRow> read_message(const base::JsonValue& row);

struct ProviderRow {
  std::int64_t number = 0;
  std::string name;
  std::string license;
};
base::Expected<ProviderRow> read_provider(const base::JsonValue& row);

struct LabRow {
  std::int64_t number = 0;
  std::string name;
};
base::Expected<LabRow> read_lab(const base::JsonValue& row);

struct DocumentRow {
  std::int64_t number = 0;
  bool has_content = false;
  model::Attachment attachment;
};
// `parser` reads the attachment that is written from it, so that it is understood in one place only.
base::Expected<DocumentRow> read_document(const base::JsonValue& row, base::JsonParser& parser);

enum class Standing : std::uint8_t { scheduled, complete, off_the_schedule };
struct AppointmentRow {
  std::int64_t number = 0;
  base::Instant modified;
  Standing standing = Standing::scheduled;
  bool is_hold = false;
  std::optional<model::Appointment> appointment;  // empty: it has no time
  std::string lab_case;                           // its id on the wire; empty: of none
};
base::Expected<AppointmentRow> read_appointment(const base::JsonValue& row);

}  // namespace articulator::connect::dentrix

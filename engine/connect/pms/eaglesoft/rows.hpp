// What the box's documents say, typed: a lab case as XML, patients, appointments and messages as JSON.
//
//   auto row = read_lab_case(reader, office_of_labs, parser);
//   if (!row) ...error().where is "/Envelope/Body/GetLabCaseResponse/LabCase/PatientKey"
//
// What is missing in a prescription stays missing and what is wrong in it stays as written: validation tells
// the clinician, in words, and no case is lost for it. README.md says where each thing stands.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/pms/eaglesoft/xml.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::eaglesoft {

struct LabName {
  std::string name;  // of its profile
  model::LabId lab;
};

// How the office writes what has no one way to be written.
struct Writing {
  std::vector<LabName> labs;  // a lab without a connector keeps its own name
  bool fdi_teeth = false;     // else Universal
};

enum class CaseState : std::uint8_t { draft, sent, received, seated, cancelled };

struct LabCaseRow {
  std::int64_t key = 0;
  std::int64_t patient = 0;
  std::int64_t appointment = 0;  // 0: none
  CaseState state = CaseState::draft;
  std::optional<base::Instant> sent;      // last
  std::optional<base::Instant> received;  // since then
  std::string cancel_reason;
  std::vector<std::string> complaints;
  bool has_progress = false;  // an integration wrote of the lab's work
  model::CaseFile file{};     // all of it but the appointment
  std::string remark{};       // what in it could not be read
};
base::Expected<LabCaseRow> read_lab_case(XmlReader in, const Writing& writing, base::JsonParser& parser);

enum class Visit : std::uint8_t { scheduled, completed, broken };

struct AppointmentRow {
  std::int64_t key = 0;
  std::int64_t lab_case = 0;  // 0: of none
  Visit visit = Visit::scheduled;
  model::Appointment appointment{};
  std::string reference{};  // of whoever made it
};
base::Expected<AppointmentRow> read_appointment(base::JsonValue value);

base::Expected<model::Patient> read_patient(base::JsonValue value);

struct MessageRow {
  std::int64_t key = 0;
  std::int64_t patient = 0;
  bool from_patient = false;
  std::optional<model::Medium> medium;
  std::string body;
  std::string reference;
  base::Instant at;
};
base::Expected<MessageRow> read_message(base::JsonValue value);

// 47 CFR 64.1200(a)(10): STOP and its like take the consent to that medium back, START gives back what they
// took. `messages` in order.
void apply_inbound(model::Patient& patient, const std::vector<MessageRow>& messages);

// "/Date(1729519200000)/", as .NET's JSON writes an instant.
std::optional<base::Instant> read_net_date(std::string_view text);
std::string net_date(base::Instant instant);

std::string_view wire_word(model::Medium medium);  // "Text", "Portal", "Email"
std::optional<model::Medium> medium_of(std::string_view word);

}  // namespace articulator::connect::eaglesoft

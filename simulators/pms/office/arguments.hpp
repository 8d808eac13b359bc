// The pieces of an act's arguments that several acts share: ids, patients, prescribers, appointments.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/office.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::office {

// An id of that kind, "LC-7" with prefix "LC-". Another shape is reported to the reader.
std::string read_id(base::ObjectReader& reader, std::string_view key, std::string_view prefix);

// The id of a row that must be there: reported when it is not.
std::string known_case(const Office& office, base::ObjectReader& arguments);
std::string known_patient(const Office& office, base::ObjectReader& arguments);
std::string known_appointment(const Office& office, base::ObjectReader& arguments);

// What an act says of a patient; what it does not say stays.
struct PatientSaid {
  std::string id;
  std::optional<std::string> first_name{};
  std::optional<std::string> last_name{};
  std::optional<std::string> email{};
  std::optional<std::optional<bool>> sms{};  // said to be unknown: a value without a value
  std::optional<std::optional<bool>> portal{};
  std::optional<std::optional<bool>> mail{};
  std::optional<std::string> prefers{};
  std::optional<std::string> birth_date{};
  std::optional<std::vector<std::string>> allergies{};
  std::optional<std::map<std::string, std::string, std::less<>>> chart{};
};
PatientSaid read_patient_said(base::ObjectReader& reader, std::string_view id_key);

struct PrescriberSaid {
  std::string id;  // empty: nobody
  std::optional<std::string> name{};
  std::optional<std::string> license{};
  std::optional<bool> is_signed{};
};
PrescriberSaid read_prescriber(base::ObjectReader& arguments);

struct AppointmentSaid {
  std::string id;
  std::string patient{};  // empty: not said
  std::string start_text{};
  base::Instant start{};
  std::int64_t minutes = 60;
  std::string provider{};  // empty: not said
  std::string operatory{};
};
AppointmentSaid read_appointment_said(const Office& office, base::ObjectReader& reader);

// The row that it becomes: new, or the one that is there with all that was said put in.
Appointment appointment_of(const Office& office, const AppointmentSaid& said, std::string_view patient,
                           std::string_view provider);

}  // namespace articulator::simulators::office

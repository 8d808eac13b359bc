// The pieces of an act's arguments that several acts share: ids, patients, appointments.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/chart.hpp"
#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::open_dental {

// The number in an id: "LC-7" with prefix "LC-" is 7. Another shape is reported to the reader.
std::int64_t id_number(base::ObjectReader& reader, std::string_view key, std::string_view prefix);
std::optional<std::int64_t> id_number(std::string_view id, std::string_view prefix);

// The number of a row that must be there: reported when it is not.
std::int64_t known_case(const Office& office, base::ObjectReader& arguments);
std::int64_t known_patient(const Office& office, base::ObjectReader& arguments);
std::int64_t known_appointment(const Office& office, base::ObjectReader& arguments);

// What an act says of a patient; what it does not say stays.
struct PatientSaid {
  std::int64_t number = 0;
  std::optional<std::string> first_name;
  std::optional<std::string> last_name;
  std::optional<std::string> email;
  std::optional<std::string_view> txt_msg_ok;  // a word of TxtMsgOk
  std::optional<bool> email_consent;
  std::optional<std::string> prefers;
  std::optional<std::string> birth_date;
  std::optional<std::vector<std::string>> allergies;
  std::optional<std::vector<Charted>> chart;
};
PatientSaid read_patient_said(base::ObjectReader& reader, std::string_view id_key);

// Makes the patient's row or brings it up to date; says pms.patient.updated if it is new, changed, or
// `always`.
void keep_patient(Office& office, const PatientSaid& said, bool always, world::SimulatorOutputs& out);

struct AppointmentSaid {
  std::int64_t number = 0;
  std::int64_t patient = 0;  // 0: not said
  std::string start_text;
  base::Instant start;
  std::int64_t minutes = 60;
  std::int64_t provider = 0;  // 0: not said
  std::string provider_text;
  std::int64_t operatory = 1;
  std::string operatory_text;
};
AppointmentSaid read_appointment_said(const Office& office, base::ObjectReader& reader);

void keep_provider(Office& office, std::int64_t number);  // a row, if there is none yet
void keep_appointment(Office& office, const AppointmentSaid& said, std::int64_t patient,
                      std::int64_t provider);
std::string appointment_pattern(std::int64_t minutes);

// {"id","patient","start","minutes","provider","operatory"} as pms.case.ready has it; the log's appointment
// lines call the id "appointment".
void write_appointment(base::JsonWriter& writer, const Office& office, const Appointment& row,
                       std::string_view id_key, std::string_view start);

}  // namespace articulator::simulators::open_dental

#include "simulators/pms/office/arguments.hpp"

#include "simulators/pms/office/ids.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

constexpr std::int64_t minutes_max = 540;

void read_consents(base::ObjectReader& reader, PatientSaid& said) {
  if (!reader.has("consent")) return;
  const auto given = reader.value("consent");
  base::ObjectReader consent = reader.object("consent");
  const auto read = [&](std::string_view medium, std::optional<std::optional<bool>>& value) {
    if (consent.has(medium))
      value = consent.boolean(medium);
    else if (given->find(medium))  // null
      value = std::optional<bool>{};
  };
  read("sms", said.sms);
  read("portal", said.portal);
  read("email", said.mail);
  reader.report(consent.error());
}

// {"3": "missing", "4": "present"}
std::map<std::string, std::string, std::less<>> read_chart(base::ObjectReader& reader) {
  std::map<std::string, std::string, std::less<>> chart;
  const auto value = reader.value("chart");
  for (const base::JsonValue::Member& member : value->members()) {
    const auto state = member.value.text();
    if (!state || (*state != "present" && *state != "missing" && *state != "extracted"))
      reader.report("chart", fmt::format("says of tooth {} what no chart says", member.key),
                    "write present, missing or extracted");
    chart[std::string(member.key)] = state.value_or("");
  }
  return chart;
}

std::string known(const void* row, base::ObjectReader& arguments, std::string_view key, std::string id,
                  std::string_view whom, std::string to_do) {
  if (!arguments.error() && row == nullptr)
    arguments.report(key, fmt::format("is {}, {} this office does not have", id, whom), std::move(to_do));
  return id;
}

}  // namespace

std::string read_id(base::ObjectReader& reader, std::string_view key, std::string_view prefix) {
  std::string id = reader.text(key);
  if (!reader.error() && !id_number(id, prefix))
    reader.report(key, fmt::format("is \"{}\", which this office has no number for", id),
                  fmt::format("write {}1, {}2 and so on", prefix, prefix));
  return id;
}

std::string known_case(const Office& office, base::ObjectReader& arguments) {
  std::string id = read_id(arguments, "case", "LC-");
  return known(office.lab_case(id), arguments, "case", id, "which", "make it with case_ready first");
}

std::string known_patient(const Office& office, base::ObjectReader& arguments) {
  std::string id = read_id(arguments, "patient", "PT-");
  return known(office.patient(id), arguments, "patient", id, "whom",
               "make the patient with case_ready or patient_update first");
}

std::string known_appointment(const Office& office, base::ObjectReader& arguments) {
  std::string id = read_id(arguments, "appointment", "A-");
  return known(office.appointment(id), arguments, "appointment", id, "which",
               "make it with case_ready or appointment_booked first");
}

PatientSaid read_patient_said(base::ObjectReader& reader, std::string_view id_key) {
  PatientSaid said{read_id(reader, id_key, "PT-")};
  if (reader.has("first_name")) said.first_name = reader.text("first_name");
  if (reader.has("last_name")) said.last_name = reader.text("last_name");
  if (reader.has("email")) said.email = reader.text("email");
  if (reader.has("prefers")) {
    said.prefers = reader.text("prefers");
    if (*said.prefers != "sms" && *said.prefers != "portal" && *said.prefers != "email")
      reader.report("prefers", fmt::format("is \"{}\"", *said.prefers),
                    "write sms, portal or email, or leave it out");
  }
  if (reader.has("birth_date")) {
    said.birth_date = reader.text("birth_date");
    if (!base::parse_date(*said.birth_date))
      reader.report("birth_date", fmt::format("is \"{}\", which is no date", *said.birth_date),
                    "write 1971-02-03");
  }
  if (reader.has("allergies")) said.allergies = reader.texts_or_none("allergies");
  if (reader.has("chart")) said.chart = read_chart(reader);
  read_consents(reader, said);
  return said;
}

PrescriberSaid read_prescriber(base::ObjectReader& arguments) {
  PrescriberSaid said;
  if (!arguments.has("prescriber")) return said;
  base::ObjectReader reader = arguments.object("prescriber");
  said.id = read_id(reader, "id", "D-");
  if (reader.has("name")) said.name = reader.text("name");
  if (reader.has("license")) said.license = reader.text("license");
  if (reader.has("signed")) said.is_signed = reader.boolean("signed");
  arguments.report(reader.error());
  return said;
}

AppointmentSaid read_appointment_said(const Office& office, base::ObjectReader& reader) {
  AppointmentSaid said{read_id(reader, "id", "A-")};
  said.start_text = reader.text_or("start", "");
  said.start = reader.instant("start");
  said.minutes = reader.integer_or("minutes", 60, 5, minutes_max);
  if (reader.has("patient")) said.patient = read_id(reader, "patient", "PT-");
  if (reader.has("provider")) said.provider = read_id(reader, "provider", "D-");
  const std::vector<std::string>& operatories = office.setup().operatories;
  said.operatory = reader.text_or("operatory", operatories.empty() ? "" : operatories.front());
  if (std::ranges::find(operatories, said.operatory) == operatories.end())
    reader.report("operatory", fmt::format("is \"{}\", which this office does not have", said.operatory),
                  fmt::format("write one of {}", fmt::join(operatories, ", ")));
  return said;
}

Appointment appointment_of(const Office& office, const AppointmentSaid& said, std::string_view patient,
                           std::string_view provider) {
  const Appointment* before = office.appointment(said.id);
  Appointment row = before == nullptr ? Appointment{} : *before;
  row.id = said.id;
  row.patient = patient;
  row.start = said.start;
  row.minutes = said.minutes;
  row.provider = said.provider.empty() ? provider : said.provider;
  row.operatory = said.operatory;
  row.visit = Visit::scheduled;
  return row;
}

}  // namespace articulator::simulators::office

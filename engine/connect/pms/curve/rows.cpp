#include "engine/connect/pms/curve/rows.hpp"

#include "engine/connect/pms/curve/api.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/model/identity.hpp"
#include "engine/model/opt_out.hpp"

#include <string_view>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t minutes_max = 24 * 60;
constexpr std::size_t allergies_max = 200;

base::Expected<std::int64_t> revision_of(const base::JsonValue& row, std::string_view what) {
  if (!row.is(base::JsonKind::object)) return base::failure(std::string(what), "is no JSON object");
  const std::int64_t revision = number_in(row, "revision");
  if (text_in(row, "id").empty() || revision <= 0)
    return base::failure(std::string(what), "has no id or no revision");
  return revision;
}

std::optional<bool> consent_in(const std::optional<base::JsonValue>& consents, std::string_view medium) {
  const std::string word = consents ? text_in(*consents, medium) : std::string();
  if (word == "optedIn") return true;
  if (word == "optedOut") return false;
  return std::nullopt;
}

std::optional<model::Medium> medium_of(std::string_view channel) {
  if (channel == "text") return model::Medium::sms;
  if (channel == "portal") return model::Medium::portal;
  if (channel == "email") return model::Medium::email;
  return std::nullopt;
}

}  // namespace

base::Expected<PatientRow> read_patient(const base::JsonValue& row) {
  const auto revision = revision_of(row, "a patient");
  if (!revision) return std::unexpected(revision.error());
  PatientRow read;
  read.revision = *revision;
  model::Patient& patient = read.patient;
  const std::string id = text_in(row, "id");
  patient.id = model::PatientId(log_id(patient_prefix, id));
  const auto consents = row.find("communication");
  patient.sms = consent_in(consents, "text");
  patient.portal = consent_in(consents, "portal");
  patient.email = consent_in(consents, "email");
  if (consents) patient.prefers = medium_of(text_in(*consents, "preferred"));
  if (const auto list = row.find("allergies"))
    for (const base::JsonValue& element : list->elements())
      if (const auto name = element.text(); name && patient.allergies.size() < allergies_max)
        patient.allergies.emplace_back(*name);
  if (const auto chart = row.find("toothChart"))
    for (const base::JsonValue::Member& member : chart->members()) {
      const auto tooth = model::ToothNumber::from_universal(member.key);
      const auto state = member.value.text();
      if (!tooth || !state) continue;
      if (const auto known = model::tooth_state_of(*state)) patient.chart[*tooth] = *known;
    }
  const std::string number = patient.id.text.substr(patient.id.text.find('-') + 1);
  patient.identity.ids = {model::print_of_id(patient.id.text), model::print_of_id(number)};
  patient.identity.name = model::print_of_name(text_in(row, "lastName"), text_in(row, "firstName"));
  patient.identity.birth_date = model::print_of_birth_date(text_in(row, "dateOfBirth"));
  return read;
}

base::Expected<AppointmentRow> read_appointment(const base::JsonValue& row) {
  const auto revision = revision_of(row, "an appointment");
  if (!revision) return std::unexpected(revision.error());
  const auto start = instant_in(row, "startsAt");
  const std::int64_t minutes = number_in(row, "minutes");
  if (!start || minutes <= 0 || minutes > static_cast<std::int64_t>(minutes_max))
    return base::failure(text_in(row, "id"), "has no time that can be read");
  AppointmentRow read;
  read.revision = *revision;
  const std::string status = text_in(row, "status");
  read.visit = status == "scheduled"   ? Visit::scheduled
               : status == "completed" ? Visit::complete
               : status == "cancelled" ? Visit::cancelled
                                       : Visit::other;
  read.appointment.id = model::AppointmentId(log_id(appointment_prefix, text_in(row, "id")));
  read.appointment.patient = model::PatientId(log_id(patient_prefix, text_in(row, "patientId")));
  read.appointment.start = *start;
  read.appointment.minutes = static_cast<int>(minutes);
  read.appointment.provider = log_id(provider_prefix, text_in(row, "providerId"));
  read.appointment.operatory = log_id(operatory_prefix, text_in(row, "operatoryId"));
  return read;
}

std::optional<StopWord> read_stop_word(const base::JsonValue& message) {
  if (text_in(message, "direction") != "inbound") return std::nullopt;
  const auto medium = medium_of(text_in(message, "channel"));
  const auto consents = model::consent_said(text_in(message, "body"));
  if (!medium || !consents) return std::nullopt;
  return StopWord{number_in(message, "revision"), *medium, !*consents};
}

}  // namespace articulator::connect::curve

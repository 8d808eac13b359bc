// The acts on a patient.
#include "simulators/pms/office/acts.hpp"
#include "simulators/pms/office/consent.hpp"
#include "simulators/pms/office/facts.hpp"
#include "simulators/pms/office/ids.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

Patient new_patient(std::string_view id) {
  Patient row;
  row.id = id;
  row.first_name = fmt::format("Patient{}", id_number(id, "PT-").value_or(0));
  row.last_name = "Example";
  return row;
}

void put_in(Patient& row, const PatientSaid& said) {
  if (said.first_name) row.first_name = *said.first_name;
  if (said.last_name) row.last_name = *said.last_name;
  if (said.birth_date) row.birth_date = *said.birth_date;
  if (said.email) row.email = *said.email;
  if (said.sms) row.sms = *said.sms;
  if (said.portal) row.portal = *said.portal;
  if (said.mail) row.mail = *said.mail;
  if (said.prefers) row.prefers = *said.prefers;
  if (said.allergies) row.allergies = *said.allergies;
  if (said.chart) row.chart = *said.chart;
  // Who agrees to mail has an address.
  if (row.mail == true && row.email.empty())
    row.email = fmt::format("patient{}@mail.example", id_number(row.id, "PT-").value_or(0));
}

}  // namespace

void Acts::say_patient(const Patient& row) {
  say(office_.setup(), Source::pms, "pms.patient.updated", {}, patient_data(office_, row), out_);
}

void Acts::keep_patient(const PatientSaid& said, bool always) {
  const Patient* before = office_.patient(said.id);
  Patient row = before == nullptr ? new_patient(said.id) : *before;
  put_in(row, said);
  const bool changed = office_.keep(office_.patients_, std::move(row), Kind::patient, now_);
  if (changed || always || said.allergies || said.chart) say_patient(*office_.patient(said.id));
}

base::Expected<void> Acts::patient_update() {
  const PatientSaid said = read_patient_said(in_, "patient");
  if (in_.error()) return std::unexpected(*in_.error());
  keep_patient(said, true);
  return {};
}

base::Expected<void> Acts::opt_out() {
  const std::string id = known_patient(office_, in_);
  if (in_.error()) return std::unexpected(*in_.error());
  Patient row = *office_.patient(id);
  row.sms = row.portal = row.mail = false;
  row.prefers.clear();
  office_.keep(office_.patients_, std::move(row), Kind::patient, now_);
  say_patient(*office_.patient(id));
  return {};
}

base::Expected<void> Acts::patient_says() {
  Message message;
  message.patient = known_patient(office_, in_);
  message.text = in_.text("text");
  message.medium = in_.text_or("medium", "sms");
  if (message.medium != "sms" && message.medium != "portal" && message.medium != "email")
    in_.report("medium", fmt::format("is \"{}\"", message.medium), "write sms, portal or email");
  if (in_.error()) return std::unexpected(*in_.error());
  message.id = fmt::format("M-{}", office_.messages_.size() + 1);
  message.direction = Direction::from_patient;
  const std::string id = message.patient;
  const bool on_consent = word_of(message.text).has_value();
  office_.keep(office_.messages_, std::move(message), Kind::message, now_);
  if (on_consent) say_patient(*office_.patient(id));
  return {};
}

}  // namespace articulator::simulators::office

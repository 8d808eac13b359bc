// The acts on the appointment book.
#include "simulators/pms/office/acts.hpp"
#include "simulators/pms/office/facts.hpp"

#include <utility>
#include <vector>

namespace articulator::simulators::office {

void Acts::keep_appointment(Appointment row) {
  office_.keep_provider(row.provider, now_);
  office_.keep(office_.appointments_, std::move(row), Kind::appointment, now_);
}

base::Expected<void> Acts::appointment_booked() {
  const std::string case_id = in_.has("case") ? known_case(office_, in_) : std::string{};
  base::ObjectReader reader = in_.object("appointment");
  const AppointmentSaid said = read_appointment_said(office_, reader);
  const LabCase* lab_case = office_.lab_case(case_id);
  const std::string patient = lab_case != nullptr ? lab_case->patient : said.patient;
  if (case_id.empty() && office_.patient(patient) == nullptr)
    reader.report("patient", "is missing or not of this office", "name the case, or a patient like PT-1");
  in_.report(reader.error());
  if (in_.error()) return std::unexpected(*in_.error());
  std::string provider;
  if (lab_case != nullptr)
    provider = lab_case->provider;
  else if (!office_.providers_.empty())
    provider = office_.providers_.begin()->first;  // the office's first: who else
  Appointment row = appointment_of(office_, said, patient, provider);
  if (row.lab_case.empty()) row.lab_case = case_id;
  keep_appointment(std::move(row));
  if (lab_case != nullptr) {
    LabCase seated_then = *lab_case;
    seated_then.appointment = said.id;
    office_.keep_case(std::move(seated_then), now_);
  }
  say_appointment(office_.setup(), "pms.appointment.booked", *office_.appointment(said.id), said.start_text,
                  out_);
  return {};
}

base::Expected<void> Acts::appointment_moved() {
  const std::string id = known_appointment(office_, in_);
  const std::string start_text = in_.text_or("start", "");
  const base::Instant start = in_.instant("start");
  if (in_.error()) return std::unexpected(*in_.error());
  Appointment row = *office_.appointment(id);
  row.start = start;
  row.visit = Visit::scheduled;
  keep_appointment(std::move(row));
  say_appointment(office_.setup(), "pms.appointment.moved", *office_.appointment(id), start_text, out_);
  return {};
}

base::Expected<void> Acts::appointment_cancelled() {
  const std::string id = known_appointment(office_, in_);
  const bool deleted = in_.boolean_or("deleted", false);
  if (in_.error()) return std::unexpected(*in_.error());
  Appointment row = *office_.appointment(id);
  say_appointment(office_.setup(), "pms.appointment.cancelled", row, {}, out_);
  if (!deleted) {
    row.visit = Visit::broken;
    office_.keep(office_.appointments_, std::move(row), Kind::appointment, now_);
    return {};
  }
  office_.appointments_.erase(id);
  office_.changed(Kind::appointment, Action::removed, id, now_);
  std::vector<LabCase> without;
  for (const auto& [number, lab_case] : office_.lab_cases_)
    if (lab_case.appointment == id) without.push_back(lab_case);
  for (LabCase& lab_case : without) {
    lab_case.appointment.clear();
    office_.keep_case(std::move(lab_case), now_);
  }
  return {};
}

}  // namespace articulator::simulators::office

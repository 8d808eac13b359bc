#include "engine/connect/pms/open_dental/office.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

constexpr base::Duration heard_holds = base::minutes(1);
constexpr std::size_t heard_max = 1'000;

template <typename Row>
void keep(HeardRows<Row>& rows, std::int64_t number, Row row, base::Instant now) {
  std::erase_if(rows, [now](const auto& entry) { return now - entry.second.at > heard_holds; });
  if (rows.size() < heard_max || rows.contains(number))
    rows.insert_or_assign(number, Heard<Row>{std::move(row), now});
}

template <typename Row>
const Row* heard(const HeardRows<Row>& rows, std::int64_t number, base::Instant now) {
  const auto found = rows.find(number);
  return found == rows.end() || now - found->second.at > heard_holds ? nullptr : &found->second.row;
}

}  // namespace

void Office::hear(std::int64_t number, PatientRow row, base::Instant now) {
  keep(heard_patients, number, std::move(row), now);
}
void Office::hear(AppointmentRow row, base::Instant now) {
  const std::int64_t number = row.number;
  keep(heard_appointments, number, std::move(row), now);
}
const PatientRow* Office::heard_patient(std::int64_t number, base::Instant now) const {
  return heard(heard_patients, number, now);
}
const AppointmentRow* Office::heard_appointment(std::int64_t number, base::Instant now) const {
  return heard(heard_appointments, number, now);
}

Office::Office(const model::PracticeBench& practice) : access(practice.pms), api(practice.pms) {
  for (const model::LabAccess& lab : practice.labs)
    if (lab.profile) lab_names.push_back({lab.profile->name, lab.profile->lab});
  const auto& permissions = access.permissions;
  may_query = std::find(permissions.begin(), permissions.end(), "ApiQueries") != permissions.end();
}

model::LabId Office::lab_of(std::int64_t laboratory) const {
  const auto found = laboratories.find(laboratory);
  return found == laboratories.end() ? model::LabId{} : found->second;
}

void Office::close(std::int64_t number, Closing how) {
  closed[number] = how;
  stumbles.erase(number);
  const auto found = open.find(number);
  if (found == open.end()) return;
  const std::int64_t patient = found->second.row.patient;
  if (how == Closing::finished)
    finished[number] = {found->second.row.sent, feedback_in(found->second.row.instructions)};
  open.erase(found);
  const bool still_wanted = std::any_of(
      open.begin(), open.end(), [&](const auto& entry) { return entry.second.row.patient == patient; });
  if (!still_wanted) patients.erase(patient);
}

void Office::learn(const LaboratoryRow& row) {
  model::LabId& lab = laboratories[row.number];
  lab = model::LabId(row.description);  // a lab without a connector keeps its own name
  for (const LabName& known : lab_names)
    if (same_but_case(known.name, row.description)) lab = known.lab;
}

std::optional<model::Event> Office::learn(std::int64_t number, PatientRow row, base::Instant now) {
  const auto known = patients.find(number);
  if (!row.has_chart && known != patients.end()) {  // a table event says nothing of these
    row.patient.allergies = known->second.patient.allergies;
    row.patient.chart = known->second.patient.chart;
    row.has_chart = known->second.has_chart;
  }
  if (known == patients.end()) {
    patients.emplace(number, row);
    return model::Event{now, {}, {}, model::PatientUpdated{row.patient}};
  }
  if (is_older(row.stamp, known->second.stamp, now, access.zone)) return std::nullopt;
  const bool changed = !(known->second.patient == row.patient);
  known->second = row;
  if (!changed) return std::nullopt;
  return model::Event{now, {}, {}, model::PatientUpdated{row.patient}};
}

void Office::learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events) {
  std::vector<std::int64_t> seated;
  for (auto& [number, known] : open) {
    if (known.row.appointment != row.number) continue;
    if (is_older(row.stamp, known.appointment_stamp, now, access.zone)) continue;
    known.appointment_stamp = row.stamp;
    if (row.status == AptStatus::complete) {
      if (known.appointment_was_complete) continue;
      events.push_back({now, case_id(number), {}, model::CaseSeated{}});
      seated.push_back(number);
    } else if (row.status == AptStatus::off_the_schedule) {
      if (!known.file.appointment) continue;
      events.push_back({now, case_id(number), {}, model::AppointmentCancelled{known.file.appointment->id}});
      known.file.appointment.reset();
    } else if (row.status == AptStatus::scheduled && row.appointment &&
               known.file.appointment != row.appointment) {
      events.push_back({now, case_id(number), {}, model::AppointmentBooked{*row.appointment}});
      known.file.appointment = row.appointment;
    }
  }
  for (const std::int64_t number : seated)
    close(number, Closing::finished);
}

Flow<Got<base::JsonValue>> fetch(Office& office, Line& line, std::string path) {
  const base::HttpResponse& answer = co_await line.call(office.api.get(path));
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto body = read_body(office.parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  co_return *body;
}

}  // namespace articulator::connect::open_dental

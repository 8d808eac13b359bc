#include "engine/connect/pms/eaglesoft/office.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::size_t message_pages_max = 50;
constexpr std::size_t message_page_rows = 100;  // a full page: ask again, after the last one

}  // namespace

model::CaseId case_id(std::int64_t key) {
  return model::CaseId(id_of(key, case_prefix));
}

Office::Office(const model::PracticeBench& practice) : box(practice.pms) {
  for (const model::LabAccess& lab : practice.labs)
    if (lab.profile) writing.labs.push_back({lab.profile->name, lab.profile->lab});
  writing.fdi_teeth = practice.pms.fdi_teeth;
}

bool Office::is_done_with(const std::string& message) const {
  return std::ranges::find(done_with, message) != done_with.end();
}

void Office::close(std::int64_t key, bool may_come_back) {
  const auto found = open.find(key);
  if (found == open.end()) return;
  const std::int64_t patient = found->second.patient;
  if (may_come_back) finished[key] = {found->second.sent, found->second.complaints};
  open.erase(found);
  const bool still_wanted =
      std::ranges::any_of(open, [&](const auto& entry) { return entry.second.patient == patient; });
  if (!still_wanted) patients.erase(patient);
}

std::optional<model::Event> Office::learn(std::int64_t key, const model::Patient& patient,
                                          base::Instant now) {
  const auto known = patients.find(key);
  if (known != patients.end() && known->second == patient) return std::nullopt;
  patients.insert_or_assign(key, patient);
  return model::Event{now, {}, {}, model::PatientUpdated{patient}};
}

void Office::learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events) {
  if (row.visit == Visit::broken) return forget_appointment(row.key, now, events);
  if (row.visit == Visit::completed) return;  // the lab case says whether the work was seated
  for (auto& [key, known] : open) {
    if (known.appointment != row.key && row.lab_case != key) continue;
    known.appointment = row.key;
    if (known.file.appointment == row.appointment) continue;
    events.push_back({now, case_id(key), {}, model::AppointmentBooked{row.appointment}});
    known.file.appointment = row.appointment;
  }
}

void Office::forget_appointment(std::int64_t appointment, base::Instant now,
                                std::vector<model::Event>& events) {
  for (auto& [key, known] : open) {
    if (known.appointment != appointment || !known.file.appointment) continue;
    events.push_back({now, case_id(key), {}, model::AppointmentCancelled{known.file.appointment->id}});
    known.file.appointment.reset();
  }
}

Flow<Got<std::vector<MessageRow>>> fetch_messages(Box& box, Line& line, std::string route,
                                                  std::string patient, std::string reference) {
  std::vector<MessageRow> found;
  std::int64_t after = 0;
  for (std::size_t page = 0; page < message_pages_max; ++page) {
    Parameters parameters{{"PatientId", patient}, {"After", std::to_string(after)}};
    if (!reference.empty()) parameters.emplace_back("ExternalReference", reference);
    Ask ask = rest("GET", route, std::move(parameters));
    auto value = co_await ask_json(box, line, std::move(ask));
    if (!value) co_return std::unexpected(std::move(value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows) {
      auto row = read_message(element);
      if (!row) co_return std::unexpected(unreadable(peer, row.error()));
      after = std::max(after, row->key);
      found.push_back(std::move(*row));
    }
    if (rows.size() < message_page_rows) break;
  }
  co_return found;
}

Flow<Got<model::Patient>> fetch_patient(Box& box, Line& line, std::string key) {
  Ask ask = rest("GET", "Patient", {{"PatientId", key}});
  auto value = co_await ask_json(box, line, std::move(ask));
  if (!value) co_return std::unexpected(std::move(value.error()));
  auto patient = read_patient(*value);
  if (!patient) co_return refused("patient " + key + " cannot be read: " + patient.error().text());
  auto messages = co_await fetch_messages(box, line, "Messages", key, "");
  if (!messages) co_return std::unexpected(std::move(messages.error()));
  apply_inbound(*patient, *messages);
  co_return std::move(*patient);
}

}  // namespace articulator::connect::eaglesoft

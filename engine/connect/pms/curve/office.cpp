#include "engine/connect/pms/curve/office.hpp"

#include <algorithm>
#include <string_view>

namespace articulator::connect::curve {
namespace {

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

model::Patient KnownPatient::effective() const {
  model::Patient patient = row.patient;
  for (const auto& [medium, word] : words) {
    if (!word.stop) continue;
    if (medium == model::Medium::sms) patient.sms = false;
    if (medium == model::Medium::portal) patient.portal = false;
    if (medium == model::Medium::email) patient.email = false;
  }
  return patient;
}

void KnownPatient::learn(const StopWord& word) {
  const auto known = words.find(word.medium);
  if (known == words.end() || known->second.revision < word.revision)
    words.insert_or_assign(word.medium, word);
}

Office::Office(const model::PracticeBench& bench)
    : practice(bench.practice), access(bench.pms), api(bench.pms) {
  for (const model::LabAccess& lab : bench.labs)
    if (lab.profile) lab_names.push_back({lab.profile->name, lab.profile->lab});
  endpoint_done = access.webhook_url.empty() || access.client_secret.empty();
}

model::LabId Office::lab_of(const std::string& name) const {
  for (const LabName& known : lab_names)
    if (same_but_case(known.name, name)) return known.lab;
  return model::LabId(name);  // a lab without a connector keeps its own name
}

void Office::close(const model::CaseId& id, bool is_finished) {
  const auto found = open.find(id);
  if (found == open.end()) return;
  const std::string patient = found->second.row.patient;
  if (is_finished) finished[id] = {found->second.row.sent, found->second.row.feedback.size()};
  open.erase(found);
  const bool still_wanted =
      std::ranges::any_of(open, [&](const auto& entry) { return entry.second.row.patient == patient; });
  if (!still_wanted) patients.erase(patient);
}

void Office::learn(const std::string& patient, const PatientRow& row, base::Instant now, Events& events) {
  const auto known = patients.find(patient);
  if (known == patients.end()) {
    patients.emplace(patient, KnownPatient{row});
    events.push_back({now, {}, {}, model::PatientUpdated{row.patient}});
    return;
  }
  if (row.revision <= known->second.row.revision) return;
  const model::Patient before = known->second.effective();
  known->second.row = row;
  model::Patient after = known->second.effective();
  if (!(after == before)) events.push_back({now, {}, {}, model::PatientUpdated{std::move(after)}});
}

void Office::learn(const std::string& patient, const StopWord& word, base::Instant now, Events& events) {
  const auto known = patients.find(patient);
  if (known == patients.end()) return;
  const model::Patient before = known->second.effective();
  known->second.learn(word);
  model::Patient after = known->second.effective();
  if (!(after == before)) events.push_back({now, {}, {}, model::PatientUpdated{std::move(after)}});
}

void Office::learn(const AppointmentRow& row, base::Instant now, Events& events) {
  std::vector<model::CaseId> seated;
  const model::Appointment& visit = row.appointment;
  for (auto& [id, known] : open) {
    if (model::AppointmentId(known.row.appointment) != visit.id) continue;
    if (row.revision <= known.appointment_revision) continue;
    known.appointment_revision = row.revision;
    if (row.visit == Visit::complete) {
      if (known.appointment_was_complete) continue;
      events.push_back({now, id, {}, model::CaseSeated{}});
      seated.push_back(id);
    } else if (row.visit == Visit::cancelled && known.file.appointment) {
      events.push_back({now, id, {}, model::AppointmentCancelled{visit.id}});
      known.file.appointment.reset();
    } else if (row.visit == Visit::scheduled && known.file.appointment != visit) {
      events.push_back({now, id, {}, model::AppointmentBooked{visit}});
      known.file.appointment = visit;
    }
  }
  for (const model::CaseId& id : seated)
    close(id, true);
}

void Office::learn_deleted(const model::AppointmentId& appointment, std::int64_t revision, base::Instant now,
                           Events& events) {
  for (auto& [id, known] : open) {
    if (!known.file.appointment || known.file.appointment->id != appointment) continue;
    if (revision <= known.appointment_revision) continue;
    known.appointment_revision = revision;
    known.file.appointment.reset();
    events.push_back({now, id, {}, model::AppointmentCancelled{appointment}});
  }
}

Flow<Got<std::vector<StopWord>>> stop_words_of(Office& office, Line& line, std::string patient) {
  std::vector<StopWord> words;
  const std::string path = "/patients/" + base::percent_encode(patient) + "/messages?direction=inbound";
  std::string cursor;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto body = co_await fetch(office.api, office.parser, line, page_of(path, cursor));
    if (!body) co_return std::unexpected(std::move(body.error()));
    if (const auto items = body->find("items"))
      for (const base::JsonValue& message : items->elements())
        if (auto word = read_stop_word(message)) words.push_back(*word);
    cursor = text_in(*body, "nextCursor");
    if (cursor.empty()) break;
  }
  co_return words;
}

}  // namespace articulator::connect::curve

#include "engine/connect/pms/dentrix/organization.hpp"

#include "engine/connect/pms/dentrix/ids.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::dentrix {
namespace {

constexpr std::size_t remark_chars_max = 2'000;
// VAL-32 gives a minute from "sent" to "validated": three quarters of it to notice.
constexpr int poll_seconds_max = 45;

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

model::Patient with_words(model::Patient patient, const LastWords& words) {
  for (const auto& [medium, last] : words) {
    std::optional<bool>& consent = medium == model::Medium::sms      ? patient.sms
                                   : medium == model::Medium::portal ? patient.portal
                                                                     : patient.email;
    if (last.word == Word::stop) consent = false;
    if (last.word == Word::start) consent = true;
  }
  return patient;
}

Organization::Organization(const model::PracticeBench& practice) : session{practice.pms} {
  model::PmsAccess& access = session.access;
  access.poll_seconds = std::min(access.poll_seconds, poll_seconds_max);
  access.poll_seconds_closed = std::min(access.poll_seconds_closed, poll_seconds_max);
  for (const model::LabAccess& lab : practice.labs)
    if (lab.profile) lab_names.push_back({lab.profile->name, lab.profile->lab});
}

model::LabId Organization::lab_of(std::int64_t number) const {
  const auto found = labs.find(number);
  return found == labs.end() ? model::LabId{} : found->second;
}

void Organization::learn(const LabRow& row) {
  model::LabId& lab = labs[row.number];
  lab = model::LabId(row.name);  // a lab without a connector keeps its own name
  for (const LabName& known : lab_names)
    if (same_but_case(known.name, row.name)) lab = known.lab;
}

void Organization::close(std::int64_t number, Closing how) {
  const auto found = open.find(number);
  if (found == open.end()) return;
  closed[number] = {how, found->second.sent, found->second.remarks};
  const std::int64_t patient = found->second.content.patient;
  open.erase(found);
  const bool still_wanted =
      std::ranges::any_of(open, [&](const auto& entry) { return entry.second.content.patient == patient; });
  if (!still_wanted) patients.erase(patient);
}

std::optional<model::Event> Organization::learn(const PatientRow& row, const LastWords& words,
                                                base::Instant now) {
  const auto known = patients.find(row.number);
  KnownPatient next{row.modified, row.patient, words};
  if (known == patients.end()) {
    const auto made = patients.emplace(row.number, std::move(next)).first;
    return model::Event{now, {}, {}, model::PatientUpdated{made->second.patient()}};
  }
  if (row.modified < known->second.modified) return std::nullopt;
  const model::Patient before = known->second.patient();
  known->second = std::move(next);
  model::Patient after = known->second.patient();
  if (after == before) return std::nullopt;
  return model::Event{now, {}, {}, model::PatientUpdated{std::move(after)}};
}

void Organization::learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events) {
  std::vector<std::int64_t> seated;
  for (auto& [number, known] : open) {
    if (known.content.appointment != row.number || row.modified < known.appointment_modified) continue;
    known.appointment_modified = row.modified;
    const model::CaseId id(log_id(Resource::lab_case, number));
    if (row.standing == Standing::complete) {
      if (known.appointment_was_complete) continue;
      events.push_back({now, id, {}, model::CaseSeated{}});
      seated.push_back(number);
    } else if (row.standing == Standing::off_the_schedule) {
      if (!known.file.appointment) continue;
      events.push_back({now, id, {}, model::AppointmentCancelled{known.file.appointment->id}});
      known.file.appointment.reset();
    } else if (row.appointment && known.file.appointment != row.appointment) {
      events.push_back({now, id, {}, model::AppointmentBooked{*row.appointment}});
      known.file.appointment = row.appointment;
    }
  }
  for (const std::int64_t number : seated)
    close(number, Closing::finished);
}

std::string inbound_filter(const std::vector<std::string>& wire_ids) {
  return "direction==INBOUND," + any_of_ids(wire_ids, "patient.id");
}

void note_word(LastWords& words, const MessageRow& message) {
  if (!message.inbound || message.word == Word::none) return;
  LastWord& last = words[message.medium.value_or(model::Medium::sms)];
  // Of two at the same instant the one that stops counts.
  const bool later = message.created > last.at || last.word == Word::none ||
                     (message.created == last.at && message.word == Word::stop);
  if (later) last = {message.created, message.word};
}

void add_remark(std::string& remark, std::string_view more) {
  if (more.empty() || remark.size() > remark_chars_max) return;
  if (!remark.empty()) remark += "; ";
  remark += more;
}

}  // namespace articulator::connect::dentrix

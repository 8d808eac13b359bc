// What the rows that were read have to say, and what is known from then on.
#include "engine/connect/pms/eaglesoft/poll.hpp"

#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::size_t remembered_max = 2'000;  // messages that may come again
constexpr std::size_t finished_max = 20'000;
constexpr base::Duration history_after = base::days(60);

// What is known of the office holds no files.
model::CaseFile without_contents(model::CaseFile file) {
  for (model::Attachment& attachment : file.attachments)
    attachment.on_its_way.bytes.reset();
  return file;
}

bool is_scheduled(const std::optional<AppointmentRow>& row) {
  return row && row->visit == Visit::scheduled;
}

}  // namespace

void Poll::remark(const std::string& more) {
  constexpr std::size_t chars_max = 2'000;
  if (more.empty() || remark_.size() > chars_max) return;
  remark_ += (remark_.empty() ? "" : "; ") + more;
}

model::TaskDone Poll::commit(bool whole) {
  model::TaskDone done;
  for (const Reading& reading : std::exchange(readings_, {})) {
    commit(reading, done.events);
    const auto pending = office_.pending.find(reading.key);
    if (pending == office_.pending.end()) continue;
    for (const std::string& id : pending->second.messages) {
      office_.handed_over.insert(id);
      office_.done_with.push_back(id);
      if (office_.done_with.size() > remembered_max) office_.done_with.pop_front();
    }
    office_.pending.erase(pending);
  }
  done.remark = std::exchange(remark_, {});
  office_.backlog = !whole;
  if (whole) office_.not_before.reset();
  return done;
}

void Poll::commit(const Reading& reading, std::vector<model::Event>& events) {
  const base::Instant now = line().now();
  switch (reading.key.kind) {
    case RowKind::lab_case:
      return commit_case(reading, events);
    case RowKind::patient:
      if (reading.patient && office_.patients.contains(reading.key.key))
        if (auto event = office_.learn(reading.key.key, *reading.patient, now))
          events.push_back(std::move(*event));
      return;
    case RowKind::appointment:
      if (reading.appointment) return office_.learn(*reading.appointment, now, events);
      return office_.forget_appointment(reading.key.key, now, events);
  }
}

void Poll::commit_case(const Reading& reading, std::vector<model::Event>& events) {
  const std::int64_t key = reading.key.key;
  const auto known = office_.open.find(key);
  if (!reading.lab_case) {
    if (known == office_.open.end()) return;
    events.push_back({line().now(), case_id(key), {}, model::CaseCancelled{"deleted in Eaglesoft"}});
    return office_.close(key, false);
  }
  const LabCaseRow& row = *reading.lab_case;
  if (!row.remark.empty()) remark(case_id(key).text + ": " + row.remark);
  if (known != office_.open.end()) return commit_known(reading, known->second, events);
  if (office_.finished.contains(key)) return commit_finished(reading, events);
  const bool is_history = row.sent && *row.sent < line().now() - history_after;
  if (row.state == CaseState::sent && row.sent && !is_history) begin(reading, events);
}

// A case that is sent to the lab, or sent once more. The patient's word comes before it.
void Poll::begin(const Reading& reading, std::vector<model::Event>& events) {
  const LabCaseRow& row = *reading.lab_case;
  const bool is_remake = office_.finished.erase(row.key) > 0 || office_.open.contains(row.key);
  KnownCase known;
  known.patient = row.patient;
  known.appointment = row.appointment;
  known.sent = row.sent;
  known.complaints = row.complaints.size();
  known.file = row.file;
  if (is_scheduled(reading.appointment)) known.file.appointment = reading.appointment->appointment;
  known.had_progress = row.has_progress && !is_remake;
  if (reading.patient)
    if (auto event = office_.learn(row.patient, *reading.patient, line().now()))
      events.push_back(std::move(*event));
  events.push_back({line().now(), case_id(row.key), {}, model::CaseReady{known.file}});
  known.file = without_contents(std::move(known.file));
  office_.open.insert_or_assign(row.key, std::move(known));
}

void Poll::commit_known(const Reading& reading, KnownCase& known, std::vector<model::Event>& events) {
  const LabCaseRow& row = *reading.lab_case;
  const auto say = [&](model::Happening happening) {
    events.push_back({line().now(), case_id(row.key), {}, std::move(happening)});
  };
  if (row.key == 0) return;  // it could not be read, which was remarked
  if (row.state == CaseState::cancelled) {
    say(model::CaseCancelled{row.cancel_reason.empty() ? "cancelled in Eaglesoft" : row.cancel_reason});
    return office_.close(row.key, false);
  }
  for (std::size_t i = known.complaints; i < row.complaints.size(); ++i)
    say(model::CaseFeedback{row.complaints[i]});
  known.complaints = row.complaints.size();
  if (known.received && row.state == CaseState::sent && row.sent > known.sent) return begin(reading, events);
  if (row.state == CaseState::draft) {
    remark(case_id(row.key).text + " is no longer marked as sent, and goes on");
    return;
  }
  if (reading.patient)
    if (auto event = office_.learn(row.patient, *reading.patient, line().now()))
      events.push_back(std::move(*event));
  model::CaseFile file = row.file;
  if (is_scheduled(reading.appointment))
    file.appointment = reading.appointment->appointment;
  else if (reading.appointment && reading.appointment->visit == Visit::completed)
    file.appointment = known.file.appointment;        // the visit is over, not off the schedule
  if (known.file.appointment && !file.appointment) {  // off the schedule, and no other in its place
    say(model::AppointmentCancelled{known.file.appointment->id});
    known.file.appointment.reset();
  }
  if (row.state == CaseState::sent && row.sent > known.sent)  // anew, with whatever was amiss put right
    say(model::CaseReady{file});
  else if (file != known.file)
    say(model::CaseUpdated{file, {}});
  known.patient = row.patient;
  known.appointment = row.appointment;
  known.sent = row.sent;
  known.file = without_contents(std::move(file));
  if (row.received && !std::exchange(known.received, true)) say(model::CaseReceived{});
  if (row.state != CaseState::seated) return;
  say(model::CaseSeated{});
  office_.close(row.key, office_.finished.size() < finished_max);
}

void Poll::commit_finished(const Reading& reading, std::vector<model::Event>& events) {
  const LabCaseRow& row = *reading.lab_case;
  Finished& before = office_.finished.at(reading.key.key);
  for (std::size_t i = before.complaints; i < row.complaints.size(); ++i)
    events.push_back({line().now(), case_id(row.key), {}, model::CaseFeedback{row.complaints[i]}});
  before.complaints = std::max(before.complaints, row.complaints.size());
  if (row.state == CaseState::sent && row.sent > before.sent) begin(reading, events);
}

}  // namespace articulator::connect::eaglesoft

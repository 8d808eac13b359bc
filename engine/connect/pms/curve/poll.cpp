#include "engine/connect/pms/curve/poll.hpp"

#include "engine/connect/pms/curve/ids.hpp"

#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t remark_chars_max = 1'000;
constexpr base::Duration pause_after_failure = base::seconds(5);

}  // namespace

void Poll::remark(const std::string& more) {
  if (more.empty() || remark_.size() > remark_chars_max) return;
  remark_ += (remark_.empty() ? "" : "; ") + more;
}

Flow<Outcome> Poll::run(bool) {
  // Begun anew after a lost call: what was found before it is handed over first, the rest by the next poll.
  if (!taken_.empty()) co_return commit(false);
  next_cursor_.clear();
  wanted_.clear();
  wanted_patients_.clear();
  wanted_appointments_.clear();
  deleted_appointments_.clear();
  patients_.clear();
  appointments_.clear();
  remark_.clear();
  office_.not_before.reset();
  auto looked = co_await look();
  if (looked) co_return commit(*looked);
  if (taken_.empty()) co_return std::unexpected(std::move(looked.error()));
  office_.not_before = line().now() + looked.error().retry_after.value_or(pause_after_failure);
  remark("stopped half way: " + looked.error().error);
  co_return commit(false);
}

Flow<Got<bool>> Poll::look() {
  if (!office_.endpoint_done) {
    auto registered = co_await register_endpoint();
    if (!registered) co_return registered;
  }
  bool from_feed = false;
  if (!office_.cursor.empty()) {
    auto read = co_await read_feed();
    if (!read) co_return read;
    from_feed = *read;
  }
  if (!from_feed) {
    auto listed = co_await list_all();
    if (!listed) co_return listed;
  }
  auto all = co_await read_cases();
  if (!all || !*all) co_return all;
  co_return co_await read_others();
}

void Poll::commit(Taken& taken, Events& events) {
  const auto open = office_.open.find(taken.id);
  const base::Instant now = line().now();
  const std::string patient = taken.known.row.patient;
  if (!taken.closes || *taken.closes) {
    // A webhook has told of the visit meanwhile.
    if (open != office_.open.end() && taken.known.appointment_revision < open->second.appointment_revision &&
        taken.known.row.appointment == open->second.row.appointment) {
      taken.known.appointment_revision = open->second.appointment_revision;
      taken.known.file.appointment = open->second.file.appointment;
    }
    office_.open.insert_or_assign(taken.id, std::move(taken.known));
    office_.finished.erase(taken.id);
  }
  if (const auto read = patients_.find(patient); read != patients_.end()) {
    office_.learn(patient, read->second.row, now, events);
    for (const StopWord& word : read->second.words)
      office_.learn(patient, word, now, events);
  }
  for (model::Happening& happening : taken.happenings)
    events.push_back({now, taken.id, {}, std::move(happening)});
  if (taken.closes) office_.close(taken.id, *taken.closes);
}

model::TaskDone Poll::commit(bool whole) {
  model::TaskDone done;
  for (Taken& taken : taken_)
    commit(taken, done.events);
  taken_.clear();
  done.remark = std::exchange(remark_, {});
  office_.backlog = !whole;
  if (!whole) return done;
  const base::Instant now = line().now();
  for (const auto& [id, read] : patients_) {
    if (!office_.patients.contains(id)) continue;
    office_.learn(id, read.row, now, done.events);
    for (const StopWord& word : read.words)
      office_.learn(id, word, now, done.events);
  }
  for (const AppointmentRow& row : appointments_)
    office_.learn(row, now, done.events);
  for (const auto& [id, revision] : deleted_appointments_)
    office_.learn_deleted(model::AppointmentId(log_id(appointment_prefix, id)), revision, now, done.events);
  office_.cursor = next_cursor_;
  return done;
}

}  // namespace articulator::connect::curve

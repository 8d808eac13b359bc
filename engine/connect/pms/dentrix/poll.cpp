#include "engine/connect/pms/dentrix/poll.hpp"

#include "engine/connect/pms/dentrix/ids.hpp"

#include <algorithm>

namespace articulator::connect::dentrix {
namespace {

// What was read for a poll that was cut short is good for so long: the next look would be due anyway.
constexpr base::Duration readings_hold = base::minutes(1);
// Cases of a poll. A longer list is handed over by several, so that the first need not wait for the last.
constexpr std::size_t cases_max = 10;
// How far the office's clock and ours may be apart where nothing of its own clock has been seen yet.
constexpr base::Duration clocks_apart_max = base::minutes(61);

}  // namespace

Flow<Outcome> Poll::run(bool) {
  std::optional<Readings>& readings = organization_.unfinished;
  if (readings && line().now() - readings->started > readings_hold) readings.reset();
  if (!readings) readings = Readings{line().now(), {}, 0};
  // Begun anew: all but the answers is worked out once more.
  changed_.clear(), followed_.clear(), complaints_.clear(), history_.clear(), moved_.clear();
  patients_to_read_.clear(), patients_.clear(), providers_.clear(), appointments_.clear();
  documents_.clear(), taken_.clear(), remark_.clear();
  is_whole_ = true;
  const std::size_t answered_before = readings->answers.size();
  auto looked = co_await look();
  if (looked) co_return commit();
  const auto pause = looked.error().retry_after;
  if (!pause || organization_.unfinished->answers.size() == answered_before)
    co_return std::unexpected(std::move(looked.error()));
  // Asked to wait, after answers that stay: the next poll goes on from here, and in the pace that the office
  // sets, not in that of a failure.
  organization_.not_before = line().now() + *pause;
  organization_.backlog = true;
  co_return model::TaskDone{{}, "", false};
}

Flow<Got<bool>> Poll::look() {
  if (organization_.labs.empty()) {
    auto labs = co_await list_labs();
    if (!labs) co_return labs;
  }
  auto listed = co_await list_lab_cases();
  if (!listed) co_return listed;
  waits_were_listed_ = !organization_.open.empty();
  if (waits_were_listed_) {
    listed = co_await list_what_open_cases_wait_for();
    if (!listed) co_return listed;
  }
  std::ranges::sort(changed_, {}, &LabCaseRow::number);
  if (changed_.size() > cases_max) {
    changed_.resize(cases_max);
    is_whole_ = false;
  }
  for (const LabCaseRow& row : changed_)
    if (!row.deleted && !organization_.open.contains(row.number))
      patients_to_read_.insert(row.content.patient);
  auto patients = co_await read_patients();
  if (!patients) co_return patients;
  auto parts = co_await read_what_cases_refer_to();
  if (!parts) co_return parts;
  for (const LabCaseRow& row : changed_)
    take(row);
  co_return true;
}

void Poll::commit(Taken& taken, std::vector<model::Event>& events) {
  const base::Instant now = line().now();
  const model::CaseId id(log_id(Resource::lab_case, taken.number));
  if (taken.is_new || organization_.open.contains(taken.number)) {
    organization_.open.insert_or_assign(taken.number, std::move(taken.known));
    organization_.closed.erase(taken.number);
  }
  for (model::Happening& happening : taken.happenings)
    events.push_back({now, id, {}, std::move(happening)});
  if (taken.closes) organization_.close(taken.number, *taken.closes);
}

void Poll::move_feeds() {
  const base::Instant started = organization_.unfinished->started;
  if (is_whole_) {
    if (lab_cases_) organization_.lab_cases = std::move(*lab_cases_);
    if (!organization_.lab_cases.since) organization_.lab_cases.since = started - clocks_apart_max;
    if (!organization_.primed) organization_.primed_at = started - clocks_apart_max;
    organization_.primed = true;
  }
  if (waits_were_listed_) {
    if (appointments_feed_) organization_.appointments = std::move(*appointments_feed_);
    if (patients_feed_) organization_.patients_feed = std::move(*patients_feed_);
    if (messages_feed_) organization_.messages = std::move(*messages_feed_);
  }
  // Nobody waited for them: what changed up to now is read with the cases themselves.
  const Feed from_now{started - clocks_apart_max, {}};
  if (!waits_were_listed_) {
    organization_.appointments = from_now;
    organization_.patients_feed = from_now;
    organization_.messages = from_now;
  }
}

model::TaskDone Poll::commit() {
  model::TaskDone done;
  const base::Instant now = line().now();
  for (auto& [row, words] : patients_)
    if (auto event = organization_.learn(row, words, now)) done.events.push_back(std::move(*event));
  for (auto& [number, complaint] : complaints_) {
    organization_.closed[number].remarks = complaint.first;
    for (std::string& text : complaint.second)
      done.events.push_back(
          {now, model::CaseId(log_id(Resource::lab_case, number)), {}, model::CaseFeedback{std::move(text)}});
  }
  for (Taken& taken : taken_)
    commit(taken, done.events);
  for (auto& [number, closed] : history_)
    organization_.closed.insert_or_assign(number, closed);
  for (const AppointmentRow& row : moved_)
    organization_.learn(row, now, done.events);
  // Read for a case that did not stay.
  std::erase_if(organization_.patients, [&](const auto& entry) {
    return std::ranges::none_of(organization_.open,
                                [&](const auto& one) { return one.second.content.patient == entry.first; });
  });
  move_feeds();
  organization_.backlog = !is_whole_;
  organization_.not_before.reset();
  organization_.unfinished.reset();
  done.remark = std::exchange(remark_, {});
  return done;
}

}  // namespace articulator::connect::dentrix

#include "engine/connect/pms/open_dental/poll.hpp"

#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/connect/pms/open_dental/setup.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

// Cases read from one list. A longer one is asked for anew, so that news waits behind at most so many.
constexpr std::size_t cases_of_a_list_max = 10;
constexpr std::size_t kept_bytes_max = 4'000'000;  // of pages, an office
// A stamp is a second of the office's clock. Seen once, it is over a second later; one more, for rounding.
constexpr base::Duration stamp_over_after = base::seconds(2);

}  // namespace

Flow<Outcome> Poll::run(bool) {
  // Begun anew after a lost call: what was found before it is handed over first, the rest by the next poll.
  if (!taken_.empty()) co_return commit(false);
  goes_on_ = office_.unfinished.has_value();
  found_ = goes_on_ ? std::move(*office_.unfinished) : Found{};
  office_.unfinished.reset();
  if (!goes_on_) found_.started = line().now();
  remark_.clear();
  auto looked = co_await look();
  if (looked) {
    const bool more = !*looked && found_.cases_read < cases_of_a_list_max;
    model::TaskDone done = commit(*looked);
    if (more) office_.unfinished = std::move(found_);
    co_return done;
  }
  if (taken_.empty()) co_return std::unexpected(std::move(looked.error()));
  add_remark(remark_, "stopped half way: " + looked.error().error);
  office_.not_before = line().now() + looked.error().retry_after.value_or(base::seconds(1));
  co_return commit(false);
}

Flow<Got<bool>> Poll::look() {
  if (goes_on_) co_return co_await take_changed();
  if (!office_.is_set_up()) {
    auto ready = co_await set_up(office_, line(), remark_);
    if (!ready) co_return ready;
  }
  auto listed = co_await list();
  if (!listed) co_return listed;
  if (!office_.open.empty()) {
    auto looked = co_await look_after_open_cases();
    if (!looked) co_return looked;
  }
  if (found_.changed.empty()) co_return true;
  co_return co_await take_changed();
}

void Poll::commit(Taken& taken, std::vector<model::Event>& events) {
  const auto open = office_.open.find(taken.number);
  if (!taken.is_new && open == office_.open.end()) return;  // a table event has closed it meanwhile
  const base::Instant now = line().now();
  // The office forgets a patient with the last open case: so the case comes first, its patient's event still
  // before its own.
  if (!taken.closes) {
    if (open != office_.open.end() &&
        is_older(taken.known.appointment_stamp, open->second.appointment_stamp, now, office_.access.zone)) {
      taken.known.appointment_stamp = open->second.appointment_stamp;
      taken.known.file.appointment = open->second.file.appointment;
    }
    office_.open.insert_or_assign(taken.number, std::move(taken.known));
    office_.closed.erase(taken.number);
    office_.finished.erase(taken.number);
    office_.stumbles.erase(taken.number);
  }
  const auto patient = office_.open.find(taken.number)->second.row.patient;
  if (taken.patient)
    if (auto event = office_.learn(patient, *taken.patient, now)) events.push_back(std::move(*event));
  for (model::Happening& happening : taken.happenings)
    events.push_back({now, case_id(taken.number), {}, std::move(happening)});
  if (!taken.closes) return;
  office_.close(taken.number, *taken.closes);
  // What it says now, where that came together with its end.
  const auto finished = office_.finished.find(taken.number);
  if (finished != office_.finished.end() && !taken.known.row.sent.empty())
    finished->second.feedback = feedback_in(taken.known.row.instructions);
}

model::TaskDone Poll::commit(bool whole) {
  model::TaskDone done;
  for (auto& [number, text] : std::exchange(found_.complaints, {})) {
    const auto finished = office_.finished.find(number);
    if (finished != office_.finished.end()) finished->second.feedback = text;
    done.events.push_back({line().now(), case_id(number), {}, model::CaseFeedback{text}});
  }
  for (Taken& taken : taken_)
    commit(taken, done.events);
  taken_.clear();
  done.remark = std::exchange(remark_, {});
  for (const auto& [number, how] : std::exchange(found_.history, {}))
    if (!office_.open.contains(number)) office_.closed[number] = how;
  for (const AppointmentRow& row : std::exchange(found_.appointments, {}))
    office_.learn(row, line().now(), done.events);
  office_.backlog = !whole;
  if (!whole) return done;

  office_.not_before.reset();
  office_.stumbles.clear();
  office_.pages.resize(found_.pages.size());
  std::size_t kept_bytes = 0;
  for (std::size_t i = 0; i < found_.pages.size(); ++i) {
    if (found_.pages[i]) office_.pages[i] = std::move(*found_.pages[i]);
    kept_bytes += office_.pages[i].body.size();
    if (kept_bytes > kept_bytes_max) office_.pages[i].body.clear();
  }
  if (found_.stamp > office_.last_stamp) {
    office_.last_stamp = found_.stamp;
    office_.last_stamp_seen = line().now();
    office_.last_stamp_over = false;
  } else if (found_.started - office_.last_stamp_seen >= stamp_over_after) {
    office_.last_stamp_over = true;
  }
  if (office_.last_stamp.empty())
    office_.last_stamp = format_local(office_.access.zone.local(found_.started - base::days(1)));
  if (!found_.appointments_stamp.empty()) office_.appointments_stamp = found_.appointments_stamp;
  if (found_.swept || !office_.primed) office_.swept = found_.started;
  office_.asked = found_.started;
  office_.primed = true;
  return done;
}

}  // namespace articulator::connect::open_dental

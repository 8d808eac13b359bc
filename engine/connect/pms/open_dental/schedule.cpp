#include "engine/connect/pms/open_dental/schedule.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t slot_pages_max = 10;
constexpr int pattern_minutes = 5;  // a letter of Pattern [D]

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

std::string date_text(const Office& office, base::Instant at) {
  return base::format_date(office.access.zone.local(at).date);
}

// The columns that say when and where a visit is. Open Dental's clock has seconds; visits begin on minutes.
void write_place(base::JsonWriter& out, const Office& office, const model::Slot& slot) {
  out.member("AptDateTime", format_local(office.access.zone.local(slot.start)));
  if (const auto operatory = operatory_number(slot.operatory)) out.member("Op", *operatory);
  if (const auto provider = provider_number(slot.provider)) out.member("ProvNum", *provider);
}

std::string pattern(int minutes) {
  return std::string(static_cast<std::size_t>((minutes + pattern_minutes - 1) / pattern_minutes), 'X');
}

std::string slots_path(const Office& office, const model::ScheduleQuestion& question) {
  std::string path = "/appointments/Slots?dateStart=" + date_text(office, question.from) +
                     "&dateEnd=" + date_text(office, question.to) +
                     "&lengthMinutes=" + std::to_string(question.minutes);
  if (const auto provider = provider_number(question.provider))
    path += "&ProvNum=" + std::to_string(*provider);
  if (const auto operatory = operatory_number(question.operatory))
    path += "&OpNum=" + std::to_string(*operatory);
  return path;
}

std::optional<model::FreeTime> read_free_time(const Office& office, base::JsonValue row) {
  const auto from = read_local(text_in(row, "DateTimeStart"));
  const auto to = read_local(text_in(row, "DateTimeEnd"));
  const auto provider = number_in(row, "ProvNum");
  const auto operatory = number_in(row, "OpNum");
  if (!from || !*from || !to || !*to || !provider || !operatory) return std::nullopt;
  return model::FreeTime{office.access.zone.instant(**from), office.access.zone.instant(**to),
                         "D-" + std::to_string(*provider), "OP" + std::to_string(*operatory)};
}

Flow<Got<std::vector<model::FreeTime>>> free_times(Office& office, Line& line,
                                                   model::ScheduleQuestion question) {
  std::vector<model::FreeTime> free;
  // The past has no slots, and the vendor refuses to be asked for them.
  question.from = std::max(question.from, line.now());
  if (question.to < question.from) co_return free;
  const std::string path = slots_path(office, question);
  for (std::size_t page = 0; page < slot_pages_max; ++page) {
    auto value = co_await fetch(office, line, page_of(path, page * page_rows));
    if (!value) co_return std::unexpected(std::move(value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& row : rows)
      if (auto gap = read_free_time(office, row)) free.push_back(std::move(*gap));
    if (rows.size() < page_rows) break;
  }
  co_return free;
}

base::Instant end_of(const model::Slot& slot) {
  return slot.start + base::minutes(slot.minutes);
}

Flow<Got<bool>> is_free(Office& office, Line& line, model::Slot slot) {
  const model::ScheduleQuestion question{slot.provider, slot.operatory, slot.minutes, slot.start, slot.start};
  auto gaps = co_await free_times(office, line, question);
  if (!gaps) co_return std::unexpected(std::move(gaps.error()));
  co_return std::ranges::any_of(
      *gaps, [&](const model::FreeTime& gap) { return gap.from <= slot.start && end_of(slot) <= gap.to; });
}

struct OnDay {
  AppointmentRow row;
  std::string note;
};

Flow<Got<std::vector<OnDay>>> appointments_on(Office& office, Line& line, base::Instant day) {
  std::vector<OnDay> found;
  const std::string path = "/appointments?date=" + date_text(office, day);
  for (std::size_t page = 0; page < slot_pages_max; ++page) {
    auto value = co_await fetch(office, line, page_of(path, page * page_rows));
    if (!value) co_return std::unexpected(std::move(value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows)
      if (auto row = read_appointment(element, office.access.zone))
        found.push_back({std::move(*row), text_in(element, "Note")});
    if (rows.size() < page_rows) break;
  }
  co_return found;
}

// Of what stands in the schedule of that day besides `own`, whether anything is in the slot's way.
bool in_the_way(const std::vector<OnDay>& day, const model::Slot& slot, std::int64_t own) {
  return std::ranges::any_of(day, [&](const OnDay& one) {
    if (one.row.number == own || !one.row.appointment) return false;
    if (one.row.status != AptStatus::scheduled && one.row.status != AptStatus::complete) return false;
    const model::Appointment& other = *one.row.appointment;
    const bool same_time =
        other.start < end_of(slot) && slot.start < other.start + base::minutes(other.minutes);
    return same_time && (other.provider == slot.provider || other.operatory == slot.operatory);
  });
}

Flow<Got<bool>> let_go(Office& office, Line& line, std::int64_t number) {
  std::string body;
  base::JsonWriter(body).begin_object().member("sendToUnscheduledList", "false").end_object();
  const std::string path = "/appointments/" + std::to_string(number) + "/Break";
  const base::HttpResponse& answer = co_await line.call(office.api.put(path, std::move(body)));
  // Not scheduled any more, or gone: it holds nothing.
  const bool broken_already =
      answer.status == 400 && answer.body.find("Only appointments with an AptStatus") != std::string::npos;
  if (broken_already || answer.status == 404) co_return true;
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return true;
}

// The number of the row that the answer shows.
Got<AppointmentRow> row_of(Office& office, const base::HttpResponse& answer) {
  auto body = read_body(office.parser, answer);
  if (!body) return std::unexpected(unreadable(peer, body.error()));
  auto row = read_appointment(*body, office.access.zone);
  if (!row) return refused("an appointment cannot be read: " + row.error().text());
  return *std::move(row);
}

Flow<Got<AppointmentRow>> put_place(Office& office, Line& line, std::int64_t number, model::Slot slot) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object();
  write_place(out, office, slot);
  out.end_object();
  const std::string path = "/appointments/" + std::to_string(number);
  const base::HttpResponse& answer = co_await line.call(office.api.put(path, std::move(body)));
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return row_of(office, answer);
}

Flow<Got<AppointmentRow>> book(Office& office, Line& line, model::PatientId patient, model::Slot slot,
                               std::string note) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("PatNum", number_of(patient).value_or(0));
  write_place(out, office, slot);
  out.member("Pattern", pattern(slot.minutes)).member("Note", note).end_object();
  const base::HttpResponse& answer = co_await line.call(office.api.post("/appointments", std::move(body)));
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return row_of(office, answer);
}

std::string hold_mark(const model::CaseId& id) {
  return "[hold " + id.text + " ";
}
std::string seat_mark(const model::CaseId& id) {
  return "[seat " + id.text + "]";
}

// Ours from an attempt whose answer was lost: the same mark, at that time.
std::optional<std::int64_t> ours_on(const std::vector<OnDay>& day, const std::string& mark,
                                    const model::Slot& slot) {
  for (const OnDay& one : day)
    if (one.row.status == AptStatus::scheduled && one.row.appointment &&
        one.row.appointment->start == slot.start && one.note.find(mark) != std::string::npos)
      return one.row.number;
  return std::nullopt;
}

model::TaskDone taken() {
  return {{}, "the slot is taken", false};
}

Flow<Got<bool>> make_it_the_cases(Office& office, Line& line, model::CaseId id, std::int64_t appointment) {
  std::string body;
  base::JsonWriter(body).begin_object().member("AptNum", appointment).end_object();
  const std::string path = "/labcases/" + std::to_string(number_of(id).value_or(0));
  const base::HttpResponse& answer = co_await line.call(office.api.put(path, std::move(body)));
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return true;
}

// Where it stands now is news for the case. The poll would find it; this is sooner.
model::TaskDone standing(Office& office, const AppointmentRow& row, const model::CaseId& id,
                         base::Instant now) {
  model::TaskDone done;
  done.found = true;
  office.learn(row, now, done.events);
  const bool told =
      std::ranges::any_of(done.events, [&](const model::Event& event) { return event.case_id == id; });
  if (!told && row.appointment)
    done.events.push_back({now, id, {}, model::AppointmentBooked{*row.appointment}});
  return done;
}

}  // namespace

Flow<Outcome> FreeTimesTask::run(bool) {
  auto free = co_await free_times(office_, line(), question_);
  if (!free) co_return std::unexpected(std::move(free.error()));
  model::TaskDone done{{}, "", false};
  done.free_times = *std::move(free);
  co_return done;
}

// Where an earlier attempt got through: the visit stands in the slot already.
Flow<Got<std::optional<AppointmentRow>>> SeatTask::find_there() {
  auto day = co_await appointments_on(office_, line(), visit_.slot.start);
  if (!day) co_return std::unexpected(std::move(day.error()));
  const auto moved = number_of(visit_.appointment);
  const auto own = moved ? moved : ours_on(*day, seat_mark(visit_.case_id), visit_.slot);
  for (OnDay& one : *day) {
    const bool is_own = own && one.row.number == *own && one.row.appointment;
    if (is_own && one.row.appointment->start == visit_.slot.start) co_return std::move(one.row);
  }
  co_return std::nullopt;
}

// Moves the visit there, or books it. Empty: the slot is taken.
Flow<Got<std::optional<AppointmentRow>>> SeatTask::take() {
  auto free = co_await is_free(office_, line(), visit_.slot);
  if (!free) co_return std::unexpected(std::move(free.error()));
  if (!*free) co_return std::nullopt;
  const auto moved = number_of(visit_.appointment);
  if (!moved) {
    auto booked = co_await book(office_, line(), visit_.patient, visit_.slot, seat_mark(visit_.case_id));
    if (!booked) co_return std::unexpected(std::move(booked.error()));
    co_return std::move(*booked);
  }
  const std::string path = "/appointments/" + std::to_string(*moved);
  auto value = co_await fetch(office_, line(), path);
  if (!value) co_return std::unexpected(std::move(value.error()));
  const auto there = read_appointment(*value, office_.access.zone);
  if (!there || there->status != AptStatus::scheduled || !there->appointment)
    co_return refused(visit_.appointment.text + " is no longer scheduled");
  const model::Appointment& now_at = *there->appointment;
  before_ = model::Slot{now_at.start, now_at.minutes, now_at.provider, now_at.operatory};
  auto put = co_await put_place(office_, line(), *moved, visit_.slot);
  if (!put) co_return std::unexpected(std::move(put.error()));
  co_return std::move(*put);
}

// Whether nobody else took it within the round trip; else ours is taken back.
Flow<Got<bool>> SeatTask::keep_or_give_up(std::int64_t own) {
  auto day = co_await appointments_on(office_, line(), visit_.slot.start);
  if (!day) co_return std::unexpected(std::move(day.error()));
  if (!in_the_way(*day, visit_.slot, own)) co_return true;
  if (visit_.appointment.empty()) {
    auto gone = co_await let_go(office_, line(), own);
    if (!gone) co_return std::unexpected(std::move(gone.error()));
  } else if (before_) {
    auto back = co_await put_place(office_, line(), own, *before_);
    if (!back) co_return std::unexpected(std::move(back.error()));
  }
  co_return false;
}

Flow<Outcome> SeatTask::run(bool may_have_happened) {
  const bool moves = !visit_.appointment.empty();
  if (moves && !number_of(visit_.appointment))
    co_return refused(visit_.appointment.text + " is no appointment of Open Dental");
  if (!number_of(visit_.patient) || !number_of(visit_.case_id))
    co_return refused("no patient or case of Open Dental");
  if (const auto hold = number_of(model::AppointmentId(visit_.hold))) {
    auto released = co_await let_go(office_, line(), *hold);
    if (!released) co_return std::unexpected(std::move(released.error()));
  }
  std::optional<AppointmentRow> row;
  if (may_have_happened) {
    auto there = co_await find_there();
    if (!there) co_return std::unexpected(std::move(there.error()));
    row = *std::move(there);
  }
  if (!row) {
    auto taken_now = co_await take();
    if (!taken_now) co_return std::unexpected(std::move(taken_now.error()));
    row = *std::move(taken_now);
  }
  if (!row) co_return taken();
  auto kept = co_await keep_or_give_up(row->number);
  if (!kept) co_return std::unexpected(std::move(kept.error()));
  if (!*kept) co_return taken();
  if (!moves) {
    auto linked = co_await make_it_the_cases(office_, line(), visit_.case_id, row->number);
    if (!linked) co_return std::unexpected(std::move(linked.error()));
  }
  co_return standing(office_, *row, visit_.case_id, line().now());
}

Flow<Outcome> HoldTask::run(bool may_have_happened) {
  const model::Slot& slot = hold_.slot;
  if (!number_of(hold_.patient)) co_return refused(hold_.patient.text + " is no patient of Open Dental");
  std::optional<std::int64_t> own;
  if (may_have_happened) {
    auto day = co_await appointments_on(office_, line(), slot.start);
    if (!day) co_return std::unexpected(std::move(day.error()));
    own = ours_on(*day, hold_mark(hold_.case_id), slot);
  }
  if (!own) {
    auto free = co_await is_free(office_, line(), slot);
    if (!free) co_return std::unexpected(std::move(free.error()));
    if (!*free) co_return taken();
    const std::string until = format_local(office_.access.zone.local(hold_.until));
    auto row =
        co_await book(office_, line(), hold_.patient, slot,
                      "Tentative, not confirmed. " + hold_mark(hold_.case_id) + "until " + until + "]");
    if (!row) co_return std::unexpected(std::move(row.error()));
    own = row->number;
  }
  auto day = co_await appointments_on(office_, line(), slot.start);
  if (!day) co_return std::unexpected(std::move(day.error()));
  if (in_the_way(*day, slot, *own)) {
    auto gone = co_await let_go(office_, line(), *own);
    if (!gone) co_return std::unexpected(std::move(gone.error()));
    co_return taken();
  }
  model::TaskDone done;
  done.hold = "A-" + std::to_string(*own);
  co_return done;
}

Flow<Outcome> ReleaseTask::run(bool) {
  const auto number = number_of(model::AppointmentId(hold_));
  if (!number) co_return refused(hold_ + " is no appointment of Open Dental");
  auto gone = co_await let_go(office_, line(), *number);
  if (!gone) co_return std::unexpected(std::move(gone.error()));
  co_return model::TaskDone{};
}

}  // namespace articulator::connect::open_dental

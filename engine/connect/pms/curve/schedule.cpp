#include "engine/connect/pms/curve/schedule.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/curve/ids.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace articulator::connect::curve {
namespace {

constexpr int conflicts_max = 5;

std::string openings_path(const model::ScheduleQuestion& question) {
  std::string path = "/openings?from=" + base::percent_encode(base::format_instant(question.from)) +
                     "&to=" + base::percent_encode(base::format_instant(question.to)) +
                     "&minutes=" + std::to_string(question.minutes);
  if (!question.provider.empty())
    path += "&providerId=" + base::percent_encode(wire_id(provider_prefix, question.provider));
  if (!question.operatory.empty())
    path += "&operatoryId=" + base::percent_encode(wire_id(operatory_prefix, question.operatory));
  return path;
}

std::optional<model::FreeTime> read_opening(const base::JsonValue& row) {
  const auto from = instant_in(row, "startsAt");
  const auto to = instant_in(row, "endsAt");
  if (!from || !to) return std::nullopt;
  return model::FreeTime{*from, *to, log_id(provider_prefix, text_in(row, "providerId")),
                         log_id(operatory_prefix, text_in(row, "operatoryId"))};
}

void write_place(base::JsonWriter& out, const model::Slot& slot) {
  out.member("startsAt", base::format_instant(slot.start)).member("minutes", slot.minutes);
  out.member("providerId", wire_id(provider_prefix, slot.provider));
  out.member("operatoryId", wire_id(operatory_prefix, slot.operatory));
}

std::string external_id(const model::CaseId& id, std::string_view what, const model::Slot& slot) {
  return id.text + "/" + std::string(what) + "/" + base::format_instant(slot.start);
}

model::TaskDone taken() {
  return {{}, "the slot is taken", false};
}

// A visit of ours that stands: an earlier attempt got through.
Flow<Got<std::optional<AppointmentRow>>> find_ours(Office& office, Line& line, std::string external) {
  const std::string path = "/appointments?externalId=" + base::percent_encode(external);
  auto body = co_await fetch(office.api, office.parser, line, page_of(path, ""));
  if (!body) co_return std::unexpected(std::move(body.error()));
  if (const auto items = body->find("items"))
    for (const base::JsonValue& item : items->elements()) {
      auto row = read_appointment(item);
      if (row && row->visit == Visit::scheduled && text_in(item, "externalId") == external)
        co_return *std::move(row);
    }
  co_return std::nullopt;
}

// Empty: the slot is taken.
Got<std::optional<AppointmentRow>> booked_of(Office& office, const base::HttpResponse& answer,
                                             base::Instant now) {
  if (answer.status == 409) return std::nullopt;
  if (auto failed = failure_of(office.parser, answer, now)) return std::unexpected(std::move(*failed));
  const auto body = read_body(office.parser, answer);
  if (!body) return std::unexpected(unreadable(peer, body.error()));
  auto row = read_appointment(*body);
  if (!row) return refused("an appointment cannot be read: " + row.error().text());
  return *std::move(row);
}

Flow<Got<bool>> let_go(Office& office, Line& line, std::string appointment) {
  const std::string path =
      "/appointments/" + base::percent_encode(wire_id(appointment_prefix, appointment)) + "/cancel";
  const base::HttpResponse& answer = co_await line.call(office.api.post(path, "{}"));
  if (answer.status == 404) co_return true;  // gone: it holds nothing
  if (auto failed = failure_of(office.parser, answer, line.now()))
    co_return std::unexpected(std::move(*failed));
  co_return true;
}

}  // namespace

Flow<Outcome> FreeTimesTask::run(bool) {
  model::TaskDone done{{}, "", false};
  question_.from = std::max(question_.from, line().now());
  if (question_.to < question_.from) co_return done;
  const std::string path = openings_path(question_);
  std::string cursor;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto body = co_await fetch(office_.api, office_.parser, line(), page_of(path, cursor));
    if (!body) co_return std::unexpected(std::move(body.error()));
    if (const auto items = body->find("items"))
      for (const base::JsonValue& item : items->elements())
        if (auto opening = read_opening(item)) done.free_times.push_back(std::move(*opening));
    cursor = text_in(*body, "nextCursor");
    if (cursor.empty()) break;
  }
  co_return done;
}

// Where it stands now is news for the case. The poll would find it; this is sooner.
model::TaskDone SeatTask::standing(const AppointmentRow& row) {
  model::TaskDone done;
  done.found = true;
  office_.learn(row, line().now(), done.events);
  const bool told = std::ranges::any_of(
      done.events, [&](const model::Event& event) { return event.case_id == visit_.case_id; });
  if (!told)
    done.events.push_back({line().now(), visit_.case_id, {}, model::AppointmentBooked{row.appointment}});
  return done;
}

Flow<Outcome> SeatTask::move() {
  const std::string path =
      "/appointments/" + base::percent_encode(wire_id(appointment_prefix, visit_.appointment.text));
  for (int conflicts = 0; conflicts <= conflicts_max; ++conflicts) {
    const base::HttpResponse& there = co_await line().call(office_.api.get(path));
    if (auto failed = failure_of(office_.parser, there, line().now()))
      co_return std::unexpected(std::move(*failed));
    const std::string* found = there.headers.find("ETag");
    const std::string etag = found == nullptr ? std::string() : *found;
    const auto document = read_body(office_.parser, there);
    if (!document) co_return std::unexpected(unreadable(peer, document.error()));
    const auto row = read_appointment(*document);
    if (!row || row->visit != Visit::scheduled)
      co_return refused(visit_.appointment.text + " is no longer scheduled");
    const model::Appointment& now_at = row->appointment;
    const model::Slot& slot = visit_.slot;
    if (now_at.start == slot.start && now_at.provider == slot.provider && now_at.operatory == slot.operatory)
      co_return standing(*row);  // an earlier attempt got through
    std::string body;
    base::JsonWriter out(body);
    out.begin_object();
    write_place(out, slot);
    out.end_object();
    const base::HttpResponse& answer = co_await line().call(office_.api.put(path, std::move(body), etag));
    if (answer.status == 412) continue;  // a person was faster
    auto moved = booked_of(office_, answer, line().now());
    if (!moved) co_return std::unexpected(std::move(moved.error()));
    if (!*moved) co_return taken();
    co_return standing(**moved);
  }
  co_return std::unexpected(
      model::TaskFailed{true, std::nullopt, visit_.appointment.text + " is being edited again and again"});
}

Flow<Outcome> SeatTask::book(bool may_have_happened) {
  const std::string external = external_id(visit_.case_id, "seat", visit_.slot);
  if (may_have_happened) {
    auto there = co_await find_ours(office_, line(), external);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (*there) co_return standing(**there);
  }
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("patientId", wire_id(patient_prefix, visit_.patient.text));
  out.member("labCaseId", wire_id(lab_case_prefix, visit_.case_id.text));
  write_place(out, visit_.slot);
  out.member("externalId", external).end_object();
  const base::HttpResponse& answer = co_await line().call(office_.api.post("/appointments", std::move(body)));
  auto booked = booked_of(office_, answer, line().now());
  if (!booked) co_return std::unexpected(std::move(booked.error()));
  if (!*booked) co_return taken();
  co_return standing(**booked);
}

Flow<Outcome> SeatTask::run(bool may_have_happened) {
  if (!visit_.hold.empty()) {
    auto released = co_await let_go(office_, line(), visit_.hold);
    if (!released) co_return std::unexpected(std::move(released.error()));
  }
  if (visit_.appointment.empty()) co_return co_await book(may_have_happened);
  co_return co_await move();
}

Flow<Outcome> HoldTask::run(bool may_have_happened) {
  const std::string external = external_id(hold_.case_id, "hold", hold_.slot);
  std::optional<AppointmentRow> own;
  if (may_have_happened) {
    auto there = co_await find_ours(office_, line(), external);
    if (!there) co_return std::unexpected(std::move(there.error()));
    own = *std::move(there);
  }
  if (!own) {
    std::string body;
    base::JsonWriter out(body);
    out.begin_object().member("patientId", wire_id(patient_prefix, hold_.patient.text));
    out.member("tentativeForLabCaseId", wire_id(lab_case_prefix, hold_.case_id.text));
    out.member("tentativeUntil", base::format_instant(hold_.until));
    write_place(out, hold_.slot);
    out.member("externalId", external).end_object();
    const base::HttpResponse& answer =
        co_await line().call(office_.api.post("/appointments", std::move(body)));
    auto booked = booked_of(office_, answer, line().now());
    if (!booked) co_return std::unexpected(std::move(booked.error()));
    if (!*booked) co_return taken();
    own = **booked;
  }
  model::TaskDone done;
  done.hold = own->appointment.id.text;
  co_return done;
}

Flow<Outcome> ReleaseTask::run(bool) {
  auto gone = co_await let_go(office_, line(), hold_);
  if (!gone) co_return std::unexpected(std::move(gone.error()));
  co_return model::TaskDone{};
}

}  // namespace articulator::connect::curve

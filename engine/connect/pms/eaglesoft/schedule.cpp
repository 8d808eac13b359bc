#include "engine/connect/pms/eaglesoft/schedule.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::size_t gaps_max = 1'000;
constexpr int http_conflict = 409;

model::TaskDone taken() {
  return {{}, "the slot is taken", false};
}

std::optional<model::FreeTime> read_gap(base::JsonValue value) {
  base::ObjectReader in(value, "");
  const auto from = read_net_date(in.text("Start"));
  const auto to = read_net_date(in.text("End"));
  const std::string provider = id_of(in.integer("ProviderId", 1, key_max), provider_prefix);
  const std::string operatory = in.text("Operatory");
  if (in.error() || !from || !to) return std::nullopt;
  return model::FreeTime{*from, *to, provider, operatory};
}

void write_place(base::JsonWriter& out, const model::Slot& slot) {
  out.member("Start", net_date(slot.start)).member("Minutes", slot.minutes);
  if (const auto provider = key_of(slot.provider, provider_prefix)) out.key("ProviderId").raw(*provider);
  if (!slot.operatory.empty()) out.member("Operatory", slot.operatory);
}

// Who comes, and what for.
struct Booking {
  std::string patient;   // keys
  std::string lab_case;  // of a seat visit
  std::string held_for;  // of a hold
  std::string reference;
};

std::string body_of(const Booking& booking, const model::Slot& slot) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("PatientId").raw(booking.patient);
  if (!booking.lab_case.empty()) out.key("LabCaseId").raw(booking.lab_case);
  if (!booking.held_for.empty()) out.key("HeldForLabCaseId").raw(booking.held_for);
  write_place(out, slot);
  out.member("ExternalReference", booking.reference).end_object();
  return body;
}

// Empty: the time is taken.
Flow<Got<std::optional<AppointmentRow>>> write_visit(Box& box, Line& line, Ask ask) {
  auto answer = co_await call(box, line, std::move(ask));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == http_conflict) co_return std::optional<AppointmentRow>();
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  const auto value = read_body(box.parser, *answer);
  if (!value) co_return std::unexpected(unreadable(peer, value.error()));
  auto row = read_appointment(*value);
  if (!row) co_return std::unexpected(unreadable(peer, row.error()));
  co_return std::optional<AppointmentRow>(std::move(*row));
}

// Ours from an attempt whose answer was lost: the same reference, at that time.
Flow<Got<std::optional<AppointmentRow>>> find_ours(Box& box, Line& line, std::string reference,
                                                   base::Instant start) {
  Ask ask = rest("GET", "Appointments", {{"ExternalReference", reference}});
  auto value = co_await ask_json(box, line, std::move(ask));
  if (!value) co_return std::unexpected(std::move(value.error()));
  for (const base::JsonValue& element : value->elements()) {
    auto row = read_appointment(element);
    const bool is_ours = row && row->visit == Visit::scheduled && row->reference == reference &&
                         row->appointment.start == start;
    if (is_ours) co_return std::optional<AppointmentRow>(std::move(*row));
  }
  co_return std::optional<AppointmentRow>();
}

// Found or booked; empty: the time is taken.
Flow<Got<std::optional<AppointmentRow>>> book(Box& box, Line& line, Booking booking, model::Slot slot,
                                              bool may_be_there) {
  if (may_be_there) {
    auto there = co_await find_ours(box, line, booking.reference, slot.start);
    if (!there || *there) co_return there;
  }
  Ask ask = rest("POST", "Appointments", {}, body_of(booking, slot));
  co_return co_await write_visit(box, line, std::move(ask));
}

// Not scheduled any more, or gone: it holds nothing, either way.
Flow<Got<bool>> break_off(Box& box, Line& line, std::string key) {
  Ask ask = rest("POST", "BreakAppointment", {{"AppointmentId", key}});
  auto answer = co_await call(box, line, std::move(ask));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 404 || answer->status == http_conflict) co_return true;
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return true;
}

}  // namespace

Flow<Outcome> FreeTimesTask::run(bool) {
  const base::Instant from = std::max(question_.from, line().now());
  model::TaskDone done{{}, "", false};
  if (question_.to < from) co_return done;
  Parameters parameters{{"From", base::format_instant(from)},
                        {"To", base::format_instant(question_.to)},
                        {"Minutes", std::to_string(question_.minutes)}};
  if (const auto provider = key_of(question_.provider, provider_prefix))
    parameters.emplace_back("ProviderId", *provider);
  if (!question_.operatory.empty()) parameters.emplace_back("Operatory", question_.operatory);
  Ask ask = rest("GET", "OpenTimes", std::move(parameters));
  auto value = co_await ask_json(office_.box, line(), std::move(ask));
  if (!value) co_return std::unexpected(std::move(value.error()));
  for (const base::JsonValue& element : value->elements())
    if (auto gap = read_gap(element); gap && done.free_times.size() < gaps_max)
      done.free_times.push_back(std::move(*gap));
  co_return done;
}

Flow<Outcome> SeatTask::run(bool may_have_happened) {
  const auto patient = key_of(visit_.patient.text, patient_prefix);
  const auto lab_case = key_of(visit_.case_id.text, case_prefix);
  const auto moved = key_of(visit_.appointment.text, appointment_prefix);
  const bool moves = !visit_.appointment.empty();
  if (!patient || !lab_case || (moves && !moved)) co_return refused("no patient, case or visit of Eaglesoft");
  if (const auto hold = key_of(visit_.hold, appointment_prefix)) {
    auto released = co_await break_off(office_.box, line(), *hold);
    if (!released) co_return std::unexpected(std::move(released.error()));
  }
  std::optional<AppointmentRow> row;
  if (moves) {  // a value: to move it there twice is to move it there
    std::string body;
    base::JsonWriter out(body);
    out.begin_object();
    write_place(out, visit_.slot);
    out.end_object();
    Ask ask = rest("PUT", "Appointment", {{"AppointmentId", *moved}}, std::move(body));
    auto put = co_await write_visit(office_.box, line(), std::move(ask));
    if (!put) co_return std::unexpected(std::move(put.error()));
    row = std::move(*put);
  } else {
    Booking booking{*patient, *lab_case, "", visit_.case_id.text + " seat"};
    auto booked = co_await book(office_.box, line(), std::move(booking), visit_.slot, may_have_happened);
    if (!booked) co_return std::unexpected(std::move(booked.error()));
    row = std::move(*booked);
  }
  if (!row) co_return taken();
  // Where it stands now is news for the case. The poll would find it; this is sooner.
  model::TaskDone done;
  done.found = true;
  office_.learn(*row, line().now(), done.events);
  const bool told = std::ranges::any_of(
      done.events, [&](const model::Event& event) { return event.case_id == visit_.case_id; });
  if (!told)
    done.events.push_back({line().now(), visit_.case_id, {}, model::AppointmentBooked{row->appointment}});
  co_return done;
}

Flow<Outcome> HoldTask::run(bool may_have_happened) {
  const auto patient = key_of(hold_.patient.text, patient_prefix);
  const auto lab_case = key_of(hold_.case_id.text, case_prefix);
  if (!patient || !lab_case) co_return refused("no patient or case of Eaglesoft");
  Booking booking{*patient, "", *lab_case, hold_.case_id.text + " hold"};
  auto held = co_await book(office_.box, line(), std::move(booking), hold_.slot, may_have_happened);
  if (!held) co_return std::unexpected(std::move(held.error()));
  if (!*held) co_return taken();
  model::TaskDone done;
  done.hold = (*held)->appointment.id.text;
  co_return done;
}

Flow<Outcome> ReleaseTask::run(bool) {
  const auto key = key_of(hold_, appointment_prefix);
  if (!key) co_return refused(hold_ + " is no appointment of Eaglesoft");
  auto gone = co_await break_off(office_.box, line(), *key);
  if (!gone) co_return std::unexpected(std::move(gone.error()));
  co_return model::TaskDone{};
}

}  // namespace articulator::connect::eaglesoft

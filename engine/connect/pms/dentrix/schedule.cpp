#include "engine/connect/pms/dentrix/schedule.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace articulator::connect::dentrix {
namespace {

constexpr std::size_t pages_max = 40;

using Visit = std::optional<AppointmentRow>;

std::string path_of(std::string_view appointment) {
  return "/v1/appointments/" + std::string(appointment);
}

std::string openings_filter(const model::ScheduleQuestion& question) {
  std::string filter = "start>=" + base::format_instant(question.from) + ",start<" +
                       base::format_instant(question.to) +
                       ",durationMinutes>=" + std::to_string(question.minutes);
  if (const auto provider = wire_id_of(Resource::provider, question.provider))
    filter += ",provider.id==" + *provider;
  if (const auto operatory = wire_id_of(Resource::operatory, question.operatory))
    filter += ",operatory.id==" + *operatory;
  return filter;
}

std::optional<model::FreeTime> read_opening(const base::JsonValue& row) {
  const auto from = base::parse_instant(text_in(row, "start"));
  const auto to = base::parse_instant(text_in(row, "end"));
  const auto provider = number_of(Resource::provider, ref_in(row, "provider"));
  const auto operatory = number_of(Resource::operatory, ref_in(row, "operatory"));
  if (!from || !to || !provider || !operatory) return std::nullopt;
  return model::FreeTime{*from, *to, log_id(Resource::provider, *provider),
                         log_id(Resource::operatory, *operatory)};
}

void write_ref(base::JsonWriter& out, std::string_view member, std::string_view type,
               const std::optional<std::string>& id) {
  if (id) out.key(member).begin_object().member("id", *id).member("type", type).end_object();
}

void write_place(base::JsonWriter& out, const model::Slot& slot) {
  out.member("start", slot.start).member("durationMinutes", slot.minutes);
  write_ref(out, "provider", "ProviderV1", wire_id_of(Resource::provider, slot.provider));
  write_ref(out, "operatory", "OperatoryV1", wire_id_of(Resource::operatory, slot.operatory));
}

std::string booking(std::string_view kind, const std::string& lab_case, const std::string& patient,
                    const model::Slot& slot, std::string_view note) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("kind", kind);
  write_ref(out, "patient", "PatientV1", patient);
  write_ref(out, "labCase", "LabCaseV1", lab_case);
  write_place(out, slot);
  out.member("note", note).end_object();
  return body;
}

// The appointment as the office answers it. Empty: the slot is taken.
Flow<Got<Visit>> write(Organization& organization, Line& line, base::HttpRequest request) {
  auto answer = co_await call(organization.session, line, std::move(request));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 400 && answer->body.find("SCHEDULE_CONFLICT") != std::string::npos) co_return Visit();
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  const std::string body = as_utf8(std::move(answer->body));
  const auto envelope = read_envelope(organization.parser, body);
  if (!envelope) co_return std::unexpected(envelope.error());
  auto row = read_appointment(envelope->data);
  if (!row) co_return refused("an appointment cannot be read: " + row.error().text());
  co_return Visit(*std::move(row));
}

// Ours of an attempt whose answer was lost: for that case, at that time.
Flow<Got<Visit>> find_ours(Organization& organization, Line& line, std::string lab_case, model::Slot slot,
                           bool is_hold) {
  const std::string filter = "start>=" + base::format_instant(slot.start) + ",start<" +
                             base::format_instant(slot.start + base::minutes(1)) + ",labCase.id==" + lab_case;
  const auto body = co_await ask(organization.session, line, get(list_path("appointments", filter, 1)));
  if (!body) co_return std::unexpected(body.error());
  const auto envelope = read_envelope(organization.parser, *body);
  if (!envelope) co_return std::unexpected(envelope.error());
  for (const base::JsonValue& element : envelope->data.elements()) {
    auto row = read_appointment(element);
    if (row && row->is_hold == is_hold && row->standing == Standing::scheduled && row->appointment)
      co_return Visit(*std::move(row));
  }
  co_return Visit();
}

Flow<Got<bool>> let_go(Organization& organization, Line& line, std::string appointment) {
  std::string body;
  base::JsonWriter(body).begin_object().member("status", "BROKEN").end_object();
  auto answer = co_await call(organization.session, line, put(path_of(appointment), std::move(body)));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (answer->status == 404) co_return true;  // gone: it holds nothing
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return true;
}

model::TaskDone taken() {
  return {{}, "the slot is taken", false};
}

// Where it stands now is news for the case. The poll would find it; this is sooner.
model::TaskDone standing(Organization& organization, const AppointmentRow& row, const model::CaseId& id,
                         base::Instant now) {
  model::TaskDone done;
  done.found = true;
  organization.learn(row, now, done.events);
  const bool told =
      std::ranges::any_of(done.events, [&](const model::Event& event) { return event.case_id == id; });
  if (!told && row.appointment)
    done.events.push_back({now, id, {}, model::AppointmentBooked{*row.appointment}});
  return done;
}

}  // namespace

Flow<Outcome> FreeTimesTask::run(bool) {
  model::TaskDone done{{}, "", false};
  model::ScheduleQuestion question = question_;
  question.from = std::max(question.from, line().now());  // the past has no openings
  if (question.to <= question.from) co_return done;
  const std::string filter = openings_filter(question);
  for (std::size_t page = 1; page <= pages_max; ++page) {
    const auto body =
        co_await ask(organization_.session, line(), get(list_path("scheduleopenings", filter, page)));
    if (!body) co_return std::unexpected(body.error());
    const auto envelope = read_envelope(organization_.parser, *body);
    if (!envelope) co_return std::unexpected(envelope.error());
    for (const base::JsonValue& row : envelope->data.elements())
      if (auto gap = read_opening(row)) done.free_times.push_back(std::move(*gap));
    if (envelope->pages <= static_cast<std::int64_t>(page)) break;
  }
  co_return done;
}

// Moves the visit there, or books it. Empty: the slot is taken.
Flow<Got<Visit>> SeatTask::place() {
  if (const auto moved = wire_id_of(Resource::appointment, visit_.appointment.text)) {
    std::string body;
    base::JsonWriter out(body);
    out.begin_object();
    write_place(out, visit_.slot);
    out.end_object();
    co_return co_await write(organization_, line(), put(path_of(*moved), std::move(body)));
  }
  const std::string lab_case = wire_id_of(Resource::lab_case, visit_.case_id.text).value_or("");
  const std::string patient = wire_id_of(Resource::patient, visit_.patient.text).value_or("");
  std::string body = booking("VISIT", lab_case, patient, visit_.slot, "Seat visit");
  co_return co_await write(organization_, line(), post("/v1/appointments", std::move(body)));
}

Flow<Outcome> SeatTask::run(bool may_have_happened) {
  const bool moves = !visit_.appointment.empty();
  if (moves && !wire_id_of(Resource::appointment, visit_.appointment.text))
    co_return refused(visit_.appointment.text + " is no appointment of Dentrix");
  const auto lab_case = wire_id_of(Resource::lab_case, visit_.case_id.text);
  if (!lab_case || !wire_id_of(Resource::patient, visit_.patient.text))
    co_return refused("no patient or case of Dentrix");
  if (const auto hold = wire_id_of(Resource::appointment, visit_.hold)) {
    auto released = co_await let_go(organization_, line(), *hold);
    if (!released) co_return std::unexpected(std::move(released.error()));
  }
  Visit row;
  if (may_have_happened && !moves) {
    auto there = co_await find_ours(organization_, line(), *lab_case, visit_.slot, false);
    if (!there) co_return std::unexpected(std::move(there.error()));
    row = *std::move(there);
  }
  if (!row) {
    auto placed = co_await place();
    if (!placed) co_return std::unexpected(std::move(placed.error()));
    row = *std::move(placed);
  }
  if (!row) co_return taken();
  if (row->standing != Standing::scheduled)
    co_return refused(visit_.appointment.text + " is no longer scheduled");
  co_return standing(organization_, *row, visit_.case_id, line().now());
}

Flow<Outcome> HoldTask::run(bool may_have_happened) {
  const auto lab_case = wire_id_of(Resource::lab_case, hold_.case_id.text);
  const auto patient = wire_id_of(Resource::patient, hold_.patient.text);
  if (!lab_case || !patient) co_return refused(hold_.patient.text + " is no patient of Dentrix");
  Visit row;
  if (may_have_happened) {
    auto there = co_await find_ours(organization_, line(), *lab_case, hold_.slot, true);
    if (!there) co_return std::unexpected(std::move(there.error()));
    row = *std::move(there);
  }
  if (!row) {
    const std::string note = "Tentative, held until " + base::format_instant(hold_.until);
    std::string body = booking("TENTATIVE", *lab_case, *patient, hold_.slot, note);
    auto booked = co_await write(organization_, line(), post("/v1/appointments", std::move(body)));
    if (!booked) co_return std::unexpected(std::move(booked.error()));
    row = *std::move(booked);
  }
  if (!row) co_return taken();
  model::TaskDone done;
  done.hold = log_id(Resource::appointment, row->number);
  co_return done;
}

Flow<Outcome> ReleaseTask::run(bool) {
  const auto id = wire_id_of(Resource::appointment, hold_);
  if (!id) co_return refused(hold_ + " is no appointment of Dentrix");
  auto gone = co_await let_go(organization_, line(), *id);
  if (!gone) co_return std::unexpected(std::move(gone.error()));
  co_return model::TaskDone{};
}

}  // namespace articulator::connect::dentrix

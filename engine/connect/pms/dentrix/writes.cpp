#include "engine/connect/pms/dentrix/writes.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace articulator::connect::dentrix {
namespace {

constexpr std::size_t pages_max = 50;
// An attempt is retried for a day at most (RES-01), so what is there and older than two days was about an
// earlier round of the case.
constexpr base::Duration same_attempt = base::days(2);

std::string_view channel(model::Medium medium) {
  switch (medium) {
    case model::Medium::sms:
      return "SMS";
    case model::Medium::portal:
      return "PORTAL";
    case model::Medium::email:
      return "EMAIL";
  }
  return "SMS";
}

void write_ref(base::JsonWriter& out, std::string_view member, std::string_view type, const std::string& id) {
  out.key(member).begin_object().member("id", id).member("type", type).end_object();
}

// Of a case that was under way when this connector first saw it an earlier one may have written.
bool from_earlier_life(const Organization& organization, const model::CaseId& id) {
  const auto number = number_in(Resource::lab_case, id.text);
  const auto known = number ? organization.open.find(*number) : organization.open.end();
  return known != organization.open.end() && known->second.had_tracking;
}

// Whether a row of the list is the one meant.
Flow<Got<bool>> any_row(Organization& organization, Line& line, Kept& kept, std::string resource,
                        std::string filter, std::function<bool(const base::JsonValue&)> is_meant,
                        bool of_any_age) {
  for (std::size_t page = 1; page <= pages_max; ++page) {
    const auto body = co_await ask_kept(organization.session, line, kept, list_path(resource, filter, page));
    if (!body) co_return std::unexpected(body.error());
    const auto envelope = read_envelope(organization.parser, *body);
    if (!envelope) {
      kept = {};  // what cannot be read is asked for anew
      co_return std::unexpected(envelope.error());
    }
    for (const base::JsonValue& row : envelope->data.elements()) {
      if (!is_meant(row)) continue;
      const auto at = base::parse_instant(text_in(row, "created"));
      // No date that can be read: better silent than twice.
      if (of_any_age || !at || *at + same_attempt > line.now()) co_return true;
    }
    if (envelope->pages <= static_cast<std::int64_t>(page)) break;
  }
  co_return false;
}

// `tried`: an attempt of this task may have been carried out. What was read before it is good no longer, also
// where no answer comes; after a 429 all is as it was.
Flow<Outcome> write_new(Organization& organization, Line& line, base::HttpRequest request, Kept& kept,
                        bool& tried) {
  Kept before = std::exchange(kept, {});
  const bool tried_before = std::exchange(tried, true);
  auto answer = co_await call(organization.session, line, std::move(request));
  if (answer && answer->status == 429) {
    kept = std::move(before);
    tried = tried_before;
  }
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return model::TaskDone{};
}

std::optional<bool> consent(const model::Patient& patient, model::Medium medium) {
  switch (medium) {
    case model::Medium::sms:
      return patient.sms;
    case model::Medium::portal:
      return patient.portal;
    case model::Medium::email:
      return patient.email;
  }
  return std::nullopt;
}

std::string tracking_body(const model::StatusWrite& status) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("labTracking").begin_object();
  out.member("stage", model::word(status.stage));
  const auto given = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out.member(name, value);
  };
  given("trackingNumber", status.tracking);
  given("shipBy", status.ship_by);
  given("carrier", status.carrier);
  given("carrierTrackingNumber", status.carrier_tracking);
  if (status.delivery) out.member("deliveryAt", *status.delivery);
  out.end_object().end_object();
  return body;
}

}  // namespace

Flow<Outcome> StatusTask::run(bool) {
  const auto id = wire_id_of(Resource::lab_case, status_.case_id.text);
  if (!id) co_return refused(status_.case_id.text + " is no lab case of Dentrix");
  auto answer =
      co_await ask(organization_.session, line(), put("/v1/labcases/" + *id, tracking_body(status_)));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  co_return model::TaskDone{};
}

Flow<Got<bool>> NoteTask::is_there(std::string lab_case) {
  const std::string filter = "labCase.id==" + lab_case;
  const auto same = [this](const base::JsonValue& row) { return text_in(row, "text") == text_; };
  co_return co_await any_row(organization_, line(), kept_, "clinicalnotes", filter, same,
                             from_earlier_life(organization_, case_id_));
}

Flow<Outcome> NoteTask::run(bool may_have_happened) {
  const auto lab_case = wire_id_of(Resource::lab_case, case_id_.text);
  const auto patient = wire_id_of(Resource::patient, patient_.text);
  if (!lab_case || !patient) co_return refused(case_id_.text + " is no lab case of Dentrix");
  if (may_have_happened || tried_ || from_earlier_life(organization_, case_id_)) {
    auto there = co_await is_there(*lab_case);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (*there) co_return model::TaskDone{{}, "already there", false};
  }
  std::string body;
  base::JsonWriter out(body);
  out.begin_object();
  write_ref(out, "patient", "PatientV1", *patient);
  write_ref(out, "labCase", "LabCaseV1", *lab_case);
  out.member("text", text_).end_object();
  co_return co_await write_new(organization_, line(), post("/v1/clinicalnotes", std::move(body)), kept_,
                               tried_);
}

Flow<Got<bool>> MessageTask::is_there(std::string lab_case) {
  const std::string filter = "direction==OUTBOUND,labCase.id==" + lab_case;
  const auto same = [this](const base::JsonValue& row) {
    return text_in(row, "category") == message_.category &&
           text_in(row, "channel") == channel(message_.medium);
  };
  co_return co_await any_row(organization_, line(), kept_, "messages", filter, same,
                             from_earlier_life(organization_, message_.case_id));
}

// The patient's row, and what the patient wrote.
Flow<Got<KnownPatient>> MessageTask::ask_patient(std::string patient) {
  const auto body = co_await ask_kept(organization_.session, line(), kept_, "/v1/patients/" + patient);
  if (!body) co_return std::unexpected(body.error());
  const auto envelope = read_envelope(organization_.parser, *body);
  if (!envelope) {
    kept_ = {};
    co_return std::unexpected(envelope.error());
  }
  auto row = read_patient(envelope->data);
  if (!row) co_return refused("a patient cannot be read: " + row.error().text());
  KnownPatient known{row->modified, std::move(row->patient), {}};
  const std::vector<std::string> ids{patient};
  const auto take = [&known](const base::JsonValue& element) {
    if (const auto message = read_message(element)) note_word(known.words, *message);
    return false;
  };
  auto words = co_await any_row(organization_, line(), kept_, "messages", inbound_filter(ids), take, true);
  if (!words) co_return std::unexpected(std::move(words.error()));
  co_return known;
}

Flow<Outcome> MessageTask::run(bool may_have_happened) {
  const auto lab_case = wire_id_of(Resource::lab_case, message_.case_id.text);
  const auto patient = wire_id_of(Resource::patient, message_.patient.text);
  if (!lab_case || !patient) co_return refused(message_.patient.text + " is no patient of Dentrix");
  auto known = co_await ask_patient(*patient);
  if (!known) co_return std::unexpected(std::move(known.error()));
  if (consent(known->patient(), message_.medium) != true) {
    model::TaskDone done{{}, "consent withdrawn: not sent", false};
    done.events.push_back({line().now(), {}, {}, model::PatientUpdated{known->patient()}});
    const auto number = number_of(Resource::patient, *patient);
    if (organization_.patients.contains(*number)) organization_.patients[*number] = *known;
    co_return done;
  }
  if (may_have_happened || tried_ || from_earlier_life(organization_, message_.case_id)) {
    auto there = co_await is_there(*lab_case);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (*there) co_return model::TaskDone{{}, "already there", false};
  }
  std::string body;
  base::JsonWriter out(body);
  out.begin_object();
  write_ref(out, "patient", "PatientV1", *patient);
  write_ref(out, "labCase", "LabCaseV1", *lab_case);
  out.member("channel", channel(message_.medium)).member("category", message_.category);
  out.member("body", message_.text).end_object();
  co_return co_await write_new(organization_, line(), post("/v1/messages", std::move(body)), kept_, tried_);
}

}  // namespace articulator::connect::dentrix

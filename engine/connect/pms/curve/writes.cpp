#include "engine/connect/pms/curve/writes.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/curve/ids.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::curve {
namespace {

constexpr int conflicts_max = 5;  // in one attempt; the next comes later
// An attempt is retried for a day at most (RES-01), so what bears the same reference and is older than two
// was about an earlier round of the case.
constexpr base::Duration same_attempt = base::days(2);

// The lab's work as we say it.
std::string lab_work(const model::StatusWrite& status) {
  std::string json;
  base::JsonWriter out(json);
  const auto text = [&out](std::string_view key, std::string_view value) {
    if (!value.empty()) out.member(key, value);
  };
  out.begin_object().member("stage", model::word(status.stage));
  text("trackingNumber", status.tracking);
  text("shipBy", status.ship_by);
  text("carrier", status.carrier);
  text("carrierTrackingNumber", status.carrier_tracking);
  if (status.delivery) out.member("estimatedDelivery", base::format_instant(*status.delivery));
  out.end_object();
  return json;
}

// PUT replaces what an integration may write of a case, its notes and the lab's work: so the notes go back as
// they were read.
std::string put_body(const base::JsonValue& row, const std::string& work) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object();
  const auto notes = row.find("notes");
  out.key("notes").raw(notes ? notes->dump() : "\"\"").key("labWork").raw(work).end_object();
  return body;
}

// After a write of ours the row is as we left it: the next poll need not read it. Only where nobody else had
// touched it since the last one.
void adopt(Office& office, const model::CaseId& id, std::int64_t before, const base::HttpResponse& answer) {
  const auto known = office.open.find(id);
  if (known == office.open.end() || known->second.row.revision != before) return;
  const auto row = read_body(office.parser, answer);
  const std::int64_t after = row ? number_in(*row, "revision") : 0;
  if (after > before) known->second.row.revision = after;
}

std::string body_of(const Writing& writing) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("patientId", wire_id(patient_prefix, writing.patient.text));
  out.member("labCaseId", wire_id(lab_case_prefix, writing.case_id.text));
  out.member("body", writing.text).member("externalId", writing.external_id);
  if (!writing.channel.empty()) out.member("channel", writing.channel);
  if (!writing.milestone.empty()) out.member("template", writing.milestone);
  out.end_object();
  return body;
}

// Has it been written already?
Flow<Got<bool>> is_there(Office& office, Line& line, const Writing& writing, bool of_any_age) {
  const std::string path = writing.collection + "?externalId=" + base::percent_encode(writing.external_id);
  std::string cursor;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto body = co_await fetch(office.api, office.parser, line, page_of(path, cursor));
    if (!body) co_return std::unexpected(std::move(body.error()));
    if (const auto items = body->find("items"))
      for (const base::JsonValue& item : items->elements()) {
        if (text_in(item, "externalId") != writing.external_id) continue;
        const auto at = instant_in(item, "createdAt");
        if (of_any_age || !at || *at + same_attempt > line.now()) co_return true;  // better silent than twice
      }
    cursor = text_in(*body, "nextCursor");
    if (cursor.empty()) break;
  }
  co_return false;
}

// `tried`: an attempt of this task has been sent. It stays set when the answer said that nothing came of it;
// asking once more is cheap.
Flow<Outcome> write_once(Office& office, Line& line, const Writing& writing, bool may_have_happened,
                         bool& tried) {
  const auto known = office.open.find(writing.case_id);
  const bool from_earlier_life = known != office.open.end() && known->second.from_earlier_life;
  if (may_have_happened || tried || from_earlier_life) {
    auto there = co_await is_there(office, line, writing, from_earlier_life);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (*there) co_return model::TaskDone{{}, "already there", false};
  }
  tried = true;
  const base::HttpResponse& answer =
      co_await line.call(office.api.post(writing.collection, body_of(writing)));
  if (auto failed = failure_of(office.parser, answer, line.now()))
    co_return std::unexpected(std::move(*failed));
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

}  // namespace

Flow<Outcome> StatusTask::run(bool) {
  const std::string path =
      "/lab-cases/" + base::percent_encode(wire_id(lab_case_prefix, status_.case_id.text));
  const std::string work = lab_work(status_);
  for (int conflicts = 0; conflicts <= conflicts_max; ++conflicts) {
    const base::HttpResponse& there = co_await line().call(office_.api.get(path));
    if (auto failed = failure_of(office_.parser, there, line().now()))
      co_return std::unexpected(std::move(*failed));
    const std::string* found = there.headers.find("ETag");
    const std::string etag = found == nullptr ? std::string() : *found;
    const auto row = read_body(office_.parser, there);
    if (!row) co_return std::unexpected(unreadable(peer, row.error()));
    if (etag.empty()) co_return refused("Curve shows no version of " + status_.case_id.text);
    const auto standing = row->find("labWork");
    if (standing && standing->dump() == work) co_return model::TaskDone{{}, "already there", false};
    const std::int64_t before = number_in(*row, "revision");
    std::string body = put_body(*row, work);
    const base::HttpResponse& answer = co_await line().call(office_.api.put(path, std::move(body), etag));
    if (answer.status == 412) continue;  // a person was faster
    if (auto failed = failure_of(office_.parser, answer, line().now()))
      co_return std::unexpected(std::move(*failed));
    adopt(office_, status_.case_id, before, answer);
    model::TaskDone done;
    if (conflicts > 0) done.remark = "merged with what somebody changed meanwhile";
    co_return done;
  }
  co_return std::unexpected(
      model::TaskFailed{true, std::nullopt, status_.case_id.text + " is being edited again and again"});
}

Flow<Outcome> WriteTask::run(bool may_have_happened) {
  co_return co_await write_once(office_, line(), writing_, may_have_happened, tried_);
}

Flow<Outcome> NotifyTask::run(bool may_have_happened) {
  const std::string wire = wire_id(patient_prefix, message_.patient.text);
  auto body = co_await fetch(office_.api, office_.parser, line(), "/patients/" + base::percent_encode(wire));
  if (!body) co_return std::unexpected(std::move(body.error()));
  const auto row = read_patient(*body);
  if (!row) co_return refused("a patient cannot be read: " + row.error().text());
  auto words = co_await stop_words_of(office_, line(), wire);
  if (!words) co_return std::unexpected(std::move(words.error()));
  KnownPatient patient{*row};
  for (const StopWord& word : *words)
    patient.learn(word);
  if (consent(patient.effective(), medium_) == true)
    co_return co_await write_once(office_, line(), message_, may_have_happened, tried_);
  model::TaskDone done{{}, "consent withdrawn: not sent", false};
  done.events.push_back({line().now(), {}, {}, model::PatientUpdated{patient.effective()}});
  if (office_.patients.contains(wire)) office_.patients[wire] = std::move(patient);
  co_return done;
}

}  // namespace articulator::connect::curve

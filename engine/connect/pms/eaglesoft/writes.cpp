#include "engine/connect/pms/eaglesoft/writes.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace articulator::connect::eaglesoft {
namespace {

// An attempt is retried for a day at most while the box is up (RES-01), and a box may sleep through a long
// weekend; what bears the same reference and is older was about an earlier round of the case.
constexpr base::Duration same_attempt = base::days(5);

std::string reference_of(const Letter& letter) {
  return letter.case_id.text + " " + letter.topic;
}

Flow<Got<bool>> is_there(Office& office, Line& line, std::string route, std::string patient,
                         std::string reference, bool of_any_age) {
  auto rows = co_await fetch_messages(office.box, line, route, patient, reference);
  if (!rows) co_return std::unexpected(std::move(rows.error()));
  co_return std::ranges::any_of(*rows, [&](const MessageRow& row) {
    return !row.from_patient && row.reference == reference &&
           (of_any_age || row.at + same_attempt > line.now());
  });
}

// `tried`: an attempt of this task has been sent. It stays set when the answer said that nothing came of it;
// asking once more is cheap.
Flow<Outcome> write_once(Office& office, Line& line, Letter letter, std::string route,
                         std::optional<model::Medium> medium, bool may_have_happened, bool& tried) {
  const auto patient = key_of(letter.patient.text, patient_prefix);
  const auto lab_case = key_of(letter.case_id.text, case_prefix);
  if (!patient || !lab_case)
    co_return refused(letter.case_id.text + " or " + letter.patient.text + " is nothing of Eaglesoft's");
  const auto known = office.open.find(std::stoll(*lab_case));
  const bool from_earlier_life = known != office.open.end() && known->second.had_progress;
  const std::string reference = reference_of(letter);
  if (may_have_happened || tried || from_earlier_life) {
    auto there = co_await is_there(office, line, route, *patient, reference, from_earlier_life);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (*there) co_return model::TaskDone{{}, "already there", false};
  }
  tried = true;
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("PatientId").raw(*patient).key("LabCaseId").raw(*lab_case);
  if (medium) out.member("Medium", wire_word(*medium)).member("Topic", letter.topic);
  out.member("Body", letter.text).member("ExternalReference", reference).end_object();
  Ask ask = rest("POST", route, {}, std::move(body));
  auto answer = co_await call(office.box, line, std::move(ask));
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

}  // namespace

Flow<Outcome> StatusTask::run(bool) {
  const auto key = key_of(status_.case_id.text, case_prefix);
  if (!key) co_return refused(status_.case_id.text + " is no lab case of Eaglesoft");
  SoapCall write("PutLabProgress");
  write.add("Key", *key).add("Stage", pascal_case(model::word(status_.stage)));
  if (!status_.tracking.empty()) write.add("TrackingNumber", status_.tracking);
  if (!status_.ship_by.empty()) write.add("ShipBy", status_.ship_by);
  if (!status_.carrier.empty()) write.add("Carrier", status_.carrier);
  if (!status_.carrier_tracking.empty()) write.add("CarrierTracking", status_.carrier_tracking);
  if (status_.delivery) write.add("DeliveryOn", base::format_instant(*status_.delivery));
  auto answer = co_await ask_soap(office_.box, line(), write);
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  co_return model::TaskDone{};
}

Flow<Outcome> NoteTask::run(bool may_have_happened) {
  co_return co_await write_once(office_, line(), note_, "ChartNotes", std::nullopt, may_have_happened,
                                tried_);
}

Flow<Outcome> NotifyTask::run(bool may_have_happened) {
  const auto key = key_of(message_.patient.text, patient_prefix);
  if (!key) co_return refused(message_.patient.text + " is no patient of Eaglesoft");
  auto patient = co_await fetch_patient(office_.box, line(), *key);
  if (!patient) co_return std::unexpected(std::move(patient.error()));
  if (consent(*patient, medium_) != true) {
    model::TaskDone done{{}, "consent withdrawn: not sent", false};
    done.events.push_back({line().now(), {}, {}, model::PatientUpdated{*patient}});
    const std::int64_t number = std::stoll(*key);
    if (office_.patients.contains(number)) office_.patients[number] = *patient;
    co_return done;
  }
  co_return co_await write_once(office_, line(), message_, "Messages", medium_, may_have_happened, tried_);
}

}  // namespace articulator::connect::eaglesoft

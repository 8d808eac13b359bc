#include "engine/connect/pms/eaglesoft/poll.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::size_t queue_page = 20;       // the most that a box has on lease at a time
constexpr std::size_t rows_a_poll_max = 40;  // then what was read is handed over
constexpr std::size_t list_pages_max = 200;  // of 100 cases
constexpr std::size_t list_page_rows = 100;
constexpr std::size_t pending_max = 20'000;
constexpr std::size_t message_id_chars_max = 100;

std::optional<RowKind> kind_of(std::string_view word) {
  if (word == "LabCase") return RowKind::lab_case;
  if (word == "Patient" || word == "PatientMessage") return RowKind::patient;
  if (word == "Appointment") return RowKind::appointment;
  return std::nullopt;
}

bool is_gone(const model::TaskFailed& failure) {
  return !failure.worth_retrying;
}

}  // namespace

Flow<Outcome> Poll::run(bool) {
  // Begun anew after a lost call: what was read before it is handed over first, the rest by the next poll.
  if (!readings_.empty()) co_return commit(false);
  remark_.clear();
  auto looked = co_await look();
  if (looked) co_return commit(*looked);
  if (readings_.empty()) co_return std::unexpected(std::move(looked.error()));
  remark("stopped half way: " + looked.error().error);
  office_.not_before = line().now() + looked.error().retry_after.value_or(base::seconds(1));
  co_return commit(false);
}

Flow<Got<bool>> Poll::look() {
  auto acknowledged = co_await acknowledge();
  if (!acknowledged) co_return acknowledged;
  auto taken = co_await take_messages();
  if (!taken) co_return taken;
  const bool is_new_box =
      !office_.box.routes || office_.listed_installation != office_.box.routes->installation;
  if (is_new_box) {
    auto listed = co_await list_cases();
    if (!listed) co_return listed;
  }
  auto read = co_await read_pending();
  if (!read) co_return read;
  co_return *read && *taken;
}

// A page at a time, by key. Those known and not listed any more are read, too: they are gone, or moved.
Flow<Got<bool>> Poll::list_cases() {
  std::set<std::int64_t> keys;
  std::int64_t after = 0;
  const std::string installation = office_.box.routes ? office_.box.routes->installation : "";
  for (std::size_t page = 0; page < list_pages_max; ++page) {
    SoapCall call("ListLabCases");
    call.add("After", std::to_string(after)).add("Max", std::to_string(list_page_rows));
    auto answer = co_await ask_soap(office_.box, line(), call);
    if (!answer) co_return std::unexpected(std::move(answer.error()));
    XmlReader list(answer->content, answer->path);
    const std::vector<XmlReader> rows = list.children("LabCase");
    for (XmlReader row : rows) {
      const std::int64_t key = row.integer("Key", 1, key_max);
      if (row.error()) co_return std::unexpected(unreadable(peer, *row.error()));
      after = std::max(after, key);
      // What is over before it was first seen is history.
      const std::string state = row.text_or("State", "");
      const bool is_known = office_.open.contains(key) || office_.finished.contains(key);
      if (is_known || state == "Sent") keys.insert(key);
    }
    if (rows.size() < list_page_rows) break;
  }
  for (const auto& [key, known] : office_.open)
    keys.insert(key);
  for (const std::int64_t key : keys)
    if (office_.pending.size() < pending_max) office_.pending[{RowKind::lab_case, key}];
  office_.listed_installation = installation;
  co_return true;
}

Flow<Got<bool>> Poll::acknowledge() {
  if (office_.handed_over.empty()) co_return true;
  SoapCall call("Acknowledge");
  const std::set<std::string> ids = office_.handed_over;
  for (const std::string& id : ids)
    call.add("Id", id);
  auto answer = co_await ask_soap(office_.box, line(), call);
  // A refusal stays a refusal: the box has forgotten them, or has another queue.
  if (!answer && answer.error().worth_retrying) co_return std::unexpected(std::move(answer.error()));
  if (!answer) remark("messages were not acknowledged: " + answer.error().error);
  for (const std::string& id : ids)
    office_.handed_over.erase(id);
  co_return true;
}

// True: the queue has no more for now.
Flow<Got<bool>> Poll::take_messages() {
  constexpr std::string_view operation = "GetMessages";
  if (!office_.ask_for_messages)
    office_.ask_for_messages = soap(SoapCall(operation).add("Max", std::to_string(queue_page)));
  const auto answer = co_await call(office_.box, line(), *office_.ask_for_messages);
  if (!answer) co_return std::unexpected(answer.error());
  if (!office_.no_messages.empty() && answer->status == 200 && answer->body == office_.no_messages)
    co_return true;
  const auto envelope = read_soap(*answer, operation, line().now());
  if (!envelope) co_return std::unexpected(envelope.error());
  XmlReader queue(envelope->content, envelope->path);
  const std::vector<XmlReader> messages = queue.children("Message");
  if (messages.empty()) office_.no_messages = answer->body;
  for (XmlReader message : messages) {
    const std::string id = message.text("Id");
    if (id.empty() || id.size() > message_id_chars_max) message.report("Id", "is no id of a message");
    const std::int64_t key = message.integer("Key", 1, key_max);
    const auto kind = kind_of(message.text_or("Kind", ""));
    if (message.error()) {
      remark("a message was passed over: " + message.error()->text());
      if (!id.empty() && id.size() <= message_id_chars_max) office_.handed_over.insert(id);
    } else if (!kind || office_.is_done_with(id)) {
      office_.handed_over.insert(id);
    } else if (office_.pending.size() < pending_max) {
      office_.pending[{*kind, key}].messages.insert(id);
    }
  }
  co_return messages.size() < queue_page;
}

std::vector<RowKey> Poll::in_order() const {
  std::vector<std::pair<int, RowKey>> order;
  for (const auto& [key, pending] : office_.pending)
    order.emplace_back(pending.stumbles, key);
  std::ranges::sort(order);
  std::vector<RowKey> keys;
  for (const auto& [stumbles, key] : order)
    if (keys.size() < rows_a_poll_max) keys.push_back(key);
  return keys;
}

Flow<Got<bool>> Poll::read_pending() {
  const std::vector<RowKey> keys = in_order();
  const bool all = keys.size() == office_.pending.size();
  for (const RowKey key : keys) {
    auto reading = co_await read(key);
    if (!reading) {
      ++office_.pending[key].stumbles;
      co_return std::unexpected(std::move(reading.error()));
    }
    readings_.push_back(std::move(*reading));
  }
  co_return all;
}

Flow<Got<Poll::Reading>> Poll::read(RowKey key) {
  if (key.kind == RowKind::lab_case) co_return co_await read_case(key);
  Reading reading{key};
  if (key.kind == RowKind::patient) {
    if (!office_.patients.contains(key.key)) co_return reading;  // of no open case
    auto patient = co_await fetch_patient(office_.box, line(), std::to_string(key.key));
    if (!patient && !is_gone(patient.error())) co_return std::unexpected(std::move(patient.error()));
    if (patient)
      reading.patient = std::move(*patient);
    else
      remark(patient.error().error);
    co_return reading;
  }
  Ask ask = rest("GET", "Appointment", {{"AppointmentId", std::to_string(key.key)}});
  auto value = co_await ask_json(office_.box, line(), std::move(ask));
  if (!value && !is_gone(value.error())) co_return std::unexpected(std::move(value.error()));
  if (!value) co_return reading;
  auto row = read_appointment(*value);
  if (row)
    reading.appointment = std::move(*row);
  else
    remark("an appointment was passed over: " + row.error().text());
  co_return reading;
}

// The case, and whom and when it is for.
Flow<Got<Poll::Reading>> Poll::read_case(RowKey key) {
  Reading reading{key};
  SoapCall call("GetLabCase");
  call.add("Key", std::to_string(key.key));
  auto answer = co_await ask_soap(office_.box, line(), call);
  if (!answer && !is_gone(answer.error())) co_return std::unexpected(std::move(answer.error()));
  if (!answer) co_return reading;
  XmlReader content(answer->content, answer->path);
  XmlReader lab_case = content.child("LabCase");
  auto row = read_lab_case(lab_case, office_.writing, office_.box.parser);
  if (!row) {
    remark("lab case " + std::to_string(key.key) + " was passed over: " + row.error().text());
    reading.lab_case.emplace();  // a draft: nothing is done about it
    co_return reading;
  }
  const std::int64_t patient_key = row->patient;
  const std::int64_t appointment_key = row->appointment;
  reading.lab_case = std::move(*row);
  auto patient = co_await fetch_patient(office_.box, line(), std::to_string(patient_key));
  if (!patient && !is_gone(patient.error())) co_return std::unexpected(std::move(patient.error()));
  if (patient)
    reading.patient = std::move(*patient);
  else
    remark(patient.error().error);
  if (appointment_key == 0) co_return reading;
  const RowKey visit{RowKind::appointment, appointment_key};
  auto appointment = co_await read(visit);
  if (!appointment) co_return std::unexpected(std::move(appointment.error()));
  reading.appointment = std::move(appointment->appointment);
  co_return reading;
}

}  // namespace articulator::connect::eaglesoft

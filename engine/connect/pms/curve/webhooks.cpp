#include "engine/connect/pms/curve/webhooks.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/connect/pms/curve/signature.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t body_bytes_max = 1'000'000;
// Curve tries a message again for up to three hours.
constexpr base::Duration remembered_for = base::hours(6);
constexpr std::size_t remembered_max = 4'096;

model::WebhookResult refuse(int status, std::string why) {
  model::WebhookResult result;
  result.reply = base::text_response(status, why);
  result.refused = true;
  result.remark = std::move(why);
  return result;
}

bool is_repeat(Office& office, const std::string& id, base::Instant now) {
  auto& seen = office.seen_events;
  while (!seen.empty() && (seen.front().at + remembered_for < now || seen.size() >= remembered_max))
    seen.pop_front();
  const bool known = std::ranges::any_of(seen, [&](const SeenEvent& one) { return one.id == id; });
  if (!known) seen.push_back({id, now});
  return known;
}

struct Envelope {
  std::string type;
  std::string id;  // of the row
  std::int64_t revision = 0;
  base::JsonValue data;  // the row; null where it is gone
};

void take_lab_case(Office& office, const Envelope& envelope, base::Instant now,
                   model::WebhookResult& result) {
  const auto known = office.open.find(model::CaseId(log_id(lab_case_prefix, envelope.id)));
  if (known != office.open.end() && known->second.row.revision >= envelope.revision)
    result.remark = "the lab case is known in a newer revision";
  else
    office.hinted = now;
}

void take_patient(Office& office, const Envelope& envelope, base::Instant now, model::WebhookResult& result) {
  if (!office.patients.contains(envelope.id)) {
    result.remark = "a patient without an open case";
    return;
  }
  const auto row = read_patient(envelope.data);
  if (!row) {
    result = refuse(400, "the webhook cannot be read: " + row.error().text());
    return;
  }
  if (row->revision <= office.patients.at(envelope.id).row.revision)
    result.remark = "the patient is known in a newer revision";
  office.learn(envelope.id, *row, now, result.events);
}

void take_appointment(Office& office, const Envelope& envelope, base::Instant now,
                      model::WebhookResult& result) {
  const std::string id = log_id(appointment_prefix, envelope.id);
  const auto of_case =
      std::ranges::find_if(office.open, [&](const auto& open) { return open.second.row.appointment == id; });
  if (of_case == office.open.end()) {
    result.remark = "an appointment of no open case";
    return;
  }
  if (of_case->second.appointment_revision >= envelope.revision)
    result.remark = "the appointment is known in a newer revision";
  if (envelope.type == "appointment.deleted")
    return office.learn_deleted(model::AppointmentId(id), envelope.revision, now, result.events);
  const auto row = read_appointment(envelope.data);
  if (row)
    office.learn(*row, now, result.events);
  else
    result = refuse(400, "the webhook cannot be read: " + row.error().text());
}

void take_message(Office& office, const Envelope& envelope, base::Instant now, model::WebhookResult& result) {
  const auto word = read_stop_word(envelope.data);
  if (word)
    office.learn(text_in(envelope.data, "patientId"), *word, now, result.events);
  else
    result.remark = "a message that says nothing of consent";
}

void take(Office& office, const Envelope& envelope, base::Instant now, model::WebhookResult& result) {
  const std::string_view kind = std::string_view(envelope.type).substr(0, envelope.type.find('.'));
  if (kind == "labCase")
    take_lab_case(office, envelope, now, result);
  else if (kind == "provider")
    office.hinted = now;
  else if (kind == "patient")
    take_patient(office, envelope, now, result);
  else if (kind == "appointment")
    take_appointment(office, envelope, now, result);
  else if (envelope.type == "message.received")
    take_message(office, envelope, now, result);
  else
    result.remark = "nothing is known of the type " + excerpt(envelope.type);
}

}  // namespace

std::optional<model::WebhookResult> take_webhook(Office& office, const base::HttpRequest& request,
                                                 base::Instant now) {
  if (office.access.client_secret.empty() || request.body.size() > body_bytes_max) return std::nullopt;
  const auto body = office.parser.parse(request.body);
  const std::string whose = body ? text_in(*body, "practice") : std::string();
  if (!whose.empty() && whose != office.practice.text) return std::nullopt;
  const auto refusal = check_signature(request, office.access.client_secret, now);
  if (refusal && whose.empty()) return std::nullopt;
  if (refusal) return refuse(refusal->status, refusal->why);
  if (!body) return refuse(400, "the webhook is not JSON: " + body.error().text());
  Envelope envelope{text_in(*body, "type"), text_in(*body, "id"), number_in(*body, "revision"), {}};
  if (const auto data = body->find("data")) envelope.data = *data;
  const std::string event = text_in(*body, "eventId");
  if (event.empty() || envelope.type.empty() || envelope.id.empty() || envelope.revision <= 0)
    return refuse(400, "the webhook lacks its eventId, type, id or revision");
  model::WebhookResult result;
  result.reply = base::json_response(200, "{}");
  if (is_repeat(office, event, now))
    result.remark = "a repeat of " + excerpt(event);
  else
    take(office, envelope, now, result);
  return result;
}

}  // namespace articulator::connect::curve

#include "engine/connect/lab/glidewell/webhooks.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/lab/glidewell/changes.hpp"
#include "engine/connect/lab/glidewell/signature.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace articulator::connect::glidewell {
namespace {

constexpr std::size_t body_bytes_max = 1'000'000;
constexpr std::size_t reasons_max = 100;
constexpr std::int64_t number_max = std::numeric_limits<std::int64_t>::max();

// The lab tries a message again for up to seven and a half hours, each time with a fresh timestamp and the
// same id. What is forgotten sooner, or for want of room, is still held against what the order has been told.
constexpr base::Duration remembered_for = base::hours(12);
constexpr std::size_t remembered_max = 4'096;

model::WebhookResult refuse(int status, std::string why) {
  model::WebhookResult result;
  result.reply = base::text_response(status, why);
  result.refused = true;
  result.remark = std::move(why);
  return result;
}

bool is_repeat(Account& account, const std::string& id, base::Instant now) {
  auto& seen = account.seen_webhooks;
  while (!seen.empty() && seen.front().at + remembered_for < now)
    seen.pop_front();
  return std::any_of(seen.begin(), seen.end(), [&](const SeenWebhook& other) { return other.id == id; });
}

void remember(Account& account, const std::string& id, base::Instant now) {
  if (account.seen_webhooks.size() >= remembered_max) account.seen_webhooks.pop_front();
  account.seen_webhooks.push_back({id, now});
}

struct Envelope {
  std::string type;
  model::CaseId case_id;
  std::string tracking;
  std::int64_t change = 0;
};

void take_status(Account& account, base::ObjectReader& in, const Envelope& envelope, base::Instant now,
                 model::WebhookResult& result) {
  model::LabStatus status;
  status.tracking = envelope.tracking;
  status.status = in.text("status");
  status.sequence = in.integer("sequence", 1, number_max);
  status.eta = in.optional_instant("eta");
  if (in.error()) return;
  KnownOrder& known = account.order(envelope.tracking);
  if (!account.is_hold(status.status)) {
    known.moved_at = std::max(known.moved_at, envelope.change);
    if (envelope.change > known.asked_at) known.question.clear();
  }
  known.sequence = std::max(known.sequence, status.sequence);
  // A late one too: that it moves nothing is the workflow's to decide, and to audit.
  result.events.push_back({now, envelope.case_id, account.lab, std::move(status)});
}

void take_question(Account& account, base::ObjectReader& in, const Envelope& envelope, base::Instant now,
                   model::WebhookResult& result) {
  std::string question = in.text("question");
  if (question.empty()) in.report("question", "is empty");
  if (in.error()) return;
  KnownOrder& known = account.order(envelope.tracking);
  if (known.question == question || envelope.change < known.moved_at) {
    result.remark = known.question == question ? "the question is known" : "the order has gone on since";
    return;
  }
  known.question = question;
  known.asked_at = envelope.change;
  result.events.push_back({now, envelope.case_id, account.lab, model::LabQuestion{std::move(question)}});
}

void take_shipment(Account& account, base::ObjectReader& in, const Envelope& envelope, base::Instant now,
                   model::WebhookResult& result) {
  Shipment shipment = read_shipment(in);
  if (in.error()) return;
  KnownOrder& known = account.order(envelope.tracking);
  if (known.shipment == shipment.carrier_tracking) {
    result.remark = "the shipment is known";
    return;
  }
  known.shipment = shipment.carrier_tracking;
  result.events.push_back({now, envelope.case_id, account.lab,
                           model::LabShipped{std::move(shipment.carrier),
                                             std::move(shipment.carrier_tracking), shipment.delivery}});
}

// Of an order that came otherwise than by a call.
void take_acknowledgement(Account& account, base::ObjectReader& in, const Envelope& envelope,
                          base::Instant now, model::WebhookResult& result) {
  std::string ship_by = in.text_or("ship_by", "");
  if (in.error()) return;
  result.events.push_back(
      {now, envelope.case_id, account.lab, model::OrderAcknowledged{envelope.tracking, std::move(ship_by)}});
}

void take_rejection(Account& account, base::ObjectReader& in, const Envelope& envelope, base::Instant now,
                    model::WebhookResult& result) {
  std::vector<std::string> reasons = in.texts_or_none("reasons");
  if (reasons.size() > reasons_max) reasons.resize(reasons_max);
  if (reasons.empty()) reasons.push_back("the order was rejected without a reason");
  if (in.error()) return;
  result.events.push_back({now, envelope.case_id, account.lab, model::OrderRejected{std::move(reasons)}});
}

model::WebhookResult take_verified(Account& account, base::JsonValue body, base::Instant now) {
  base::ObjectReader in(body, "");
  Envelope envelope;
  envelope.type = in.text("type");
  envelope.case_id = model::CaseId(in.text("case_id"));
  const bool rejected = envelope.type == "order.rejected";
  envelope.tracking = rejected ? in.text_or("tracking", "") : in.text("tracking");
  envelope.change = in.integer_or("change", 0, 0, number_max);
  if (envelope.case_id.empty()) in.report("case_id", "is empty");
  if (envelope.tracking.empty() && !rejected) in.report("tracking", "is empty");
  model::WebhookResult result;
  result.reply = base::json_response(200, "{}");
  if (!in.error()) {
    if (envelope.type == "order.status")
      take_status(account, in, envelope, now, result);
    else if (envelope.type == "order.question")
      take_question(account, in, envelope, now, result);
    else if (envelope.type == "order.shipped")
      take_shipment(account, in, envelope, now, result);
    else if (envelope.type == "order.acknowledged")
      take_acknowledgement(account, in, envelope, now, result);
    else if (rejected)
      take_rejection(account, in, envelope, now, result);
    else
      result.remark = "nothing is known of the type " + excerpt(envelope.type);
  }
  if (in.error()) return refuse(400, "the webhook cannot be read: " + in.error()->text());
  return result;
}

}  // namespace

std::optional<model::WebhookResult> take_webhook(Account& account, const base::HttpRequest& request,
                                                 base::Instant now) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path != webhook_target) return std::nullopt;
  if (request.body.size() > body_bytes_max) return std::nullopt;

  const auto body = account.parser.parse(request.body);
  const auto named = body ? body->find("account") : std::nullopt;
  const auto whose = named ? named->text() : std::nullopt;
  if (whose && *whose != account.practice.text) return std::nullopt;
  const auto refusal = check_signature(request, account.webhook_key, now);
  if (refusal && !whose) return std::nullopt;
  if (refusal) return refuse(refusal->status, refusal->why);
  if (!body) return refuse(400, "the webhook is not JSON: " + body.error().text());
  if (!whose) return refuse(400, "the webhook names no account");

  const std::string& id = *request.headers.find("webhook-id");
  if (is_repeat(account, id, now)) {
    model::WebhookResult repeat;
    repeat.reply = base::json_response(200, "{}");
    repeat.remark = "a repeat of " + excerpt(id);
    return repeat;
  }
  model::WebhookResult result = take_verified(account, *body, now);
  if (!result.refused) remember(account, id, now);
  return result;
}

}  // namespace articulator::connect::glidewell

#include "simulators/pms/curve/webhooks.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/random.hpp"
#include "simulators/pms/curve/ids.hpp"
#include "simulators/pms/curve/render.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

constexpr std::array<base::Duration, attempts_max - 1> retry_after{base::minutes(1), base::minutes(5),
                                                                   base::minutes(30), base::hours(2)};
constexpr base::Duration rotation = base::hours(24);
constexpr base::Duration stale_by = base::minutes(10);  // twice the age that receivers accept
constexpr std::size_t kept_max = 1'000;
constexpr std::uint32_t twice_per_mille = 160;
constexpr std::uint32_t late_per_mille = 120;

bool accepted(const world::DeliveryAnswer& answer) {
  const auto* response = std::get_if<base::HttpResponse>(&answer);
  return response != nullptr && response->status >= 200 && response->status < 300;
}

// The row as it stands; "null" where it is gone.
std::string row_json(const State& state, const office::Change& change) {
  const office::Office& office = state.office;
  switch (change.kind) {
    case office::Kind::patient:
      if (const auto* row = office.patient(change.id)) return patient_json(state, *row);
      break;
    case office::Kind::provider:
      if (const auto* row = office.provider(change.id)) return provider_json(*row);
      break;
    case office::Kind::lab_case:
      if (const auto* row = office.lab_case(change.id)) return case_json(state, *row);
      break;
    case office::Kind::appointment:
      if (const auto* row = office.appointment(change.id)) return appointment_json(state, *row);
      break;
    case office::Kind::message:
      if (const auto row = office.messages().find(change.id); row != office.messages().end())
        return message_json(state, row->second);
      break;
    case office::Kind::chart_note:
      break;
  }
  return "null";
}

std::string envelope(std::string_view practice, std::uint64_t number, std::string_view type,
                     std::string_view id, std::uint64_t revision, base::Instant at, std::string_view data) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("eventId", fmt::format("ev_{}_{}", practice, number)).member("type", type);
  out.member("practice", practice).member("id", id);
  out.member("revision", static_cast<std::int64_t>(revision)).member("occurredAt", at);
  out.key("data").raw(data).end_object();
  return body;
}

}  // namespace

WebhookSender::WebhookSender(const Config& config)
    : practice_(config.practice), secret_(config.webhook_secret) {}

void WebhookSender::collect(const State& state, base::Instant now) {
  const auto changes = state.office.changes_after(seen_revision_);
  seen_revision_ = state.office.revision();
  if (silent_ || secret_.empty()) return;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    // A row that changed twice in one act is told of once, as it stands after.
    const bool again = std::ranges::any_of(changes.subspan(i + 1), [&](const office::Change& later) {
      return later.kind == changes[i].kind && later.id == changes[i].id;
    });
    if (!again) add(state, changes[i], now);
  }
}

void WebhookSender::add(const State& state, const office::Change& change, base::Instant now) {
  const std::string type = change_type(state, change);
  const std::string kind = type.substr(0, type.find('.'));
  if (type == "message.sent") return;
  for (const Endpoint& endpoint : state.endpoints) {
    if (std::ranges::find(endpoint.events, kind) == endpoint.events.end()) continue;
    const std::uint64_t number = ++last_number_;
    Webhook webhook;
    webhook.url = endpoint.url;
    webhook.body = envelope(practice_, number, type, change_wire_id(change), change.revision, change.at,
                            row_json(state, change));
    webhooks_.emplace(number, std::move(webhook));
    const std::uint64_t seed = base::fnv1a(practice_);
    base::Duration late{0};
    if (delay_next_)
      late = *std::exchange(delay_next_, std::nullopt);
    else if (base::draw_chance(base::draw(seed, "late", number), late_per_mille))
      late = base::seconds(15 + base::draw_below(base::draw(seed, "how late", number), 45));
    schedule(number, now + late);
    if (base::draw_chance(base::draw(seed, "twice", number), twice_per_mille))
      schedule(number, now + late + base::seconds(5));
  }
  while (webhooks_.size() > kept_max && webhooks_.begin()->second.settled)
    webhooks_.erase(webhooks_.begin());
}

std::string WebhookSender::signature_of(std::string_view body, base::Instant at) const {
  const std::int64_t seconds = at.ms_since_epoch / 1000;
  const std::string content = fmt::format("{}.{}", seconds, body);
  std::string header = fmt::format("t={},v1={}", seconds, base::hex(base::hmac_sha256(secret_, content)));
  if (!old_secret_.empty() && at < old_until_)
    header += fmt::format(",v1={}", base::hex(base::hmac_sha256(old_secret_, content)));
  return header;
}

void WebhookSender::deliver(const std::string& url, std::string body, std::string signature,
                            world::SimulatorOutputs& out) {
  constexpr std::string_view engine_scheme = "engine:";
  world::Delivery made;
  made.id = ++last_delivery_;
  if (url.starts_with(engine_scheme)) {
    made.to = "engine";
    made.request.target = url.substr(engine_scheme.size());
  } else {
    made.to = "url:" + url;
    const std::size_t host = url.find("://");
    const std::size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
    made.request.target = path == std::string::npos ? "/" : url.substr(path);
  }
  made.request.method = "POST";
  made.request.headers.set("Content-Type", "application/json");
  if (!signature.empty()) made.request.headers.set("Curve-Signature", std::move(signature));
  made.request.body = std::move(body);
  out.deliveries.push_back(std::move(made));
}

void WebhookSender::pump(base::Instant now, world::SimulatorOutputs& out) {
  while (!due_.empty() && due_.begin()->first <= now) {
    const std::uint64_t number = due_.begin()->second;
    due_.erase(due_.begin());
    const auto webhook = webhooks_.find(number);
    if (webhook == webhooks_.end() || silent_) continue;
    deliver(webhook->second.url, webhook->second.body, signature_of(webhook->second.body, now), out);
    in_flight_.emplace(last_delivery_, number);
  }
}

std::optional<base::Instant> WebhookSender::next_due() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

void WebhookSender::answered(std::uint64_t delivery, const world::DeliveryAnswer& answer, base::Instant now) {
  const auto flight = in_flight_.find(delivery);
  if (flight == in_flight_.end()) return;
  const std::uint64_t number = flight->second;
  in_flight_.erase(flight);
  const auto webhook = webhooks_.find(number);
  if (webhook == webhooks_.end() || webhook->second.settled) return;
  ++webhook->second.attempts;
  if (accepted(answer) || webhook->second.attempts >= attempts_max)
    webhook->second.settled = true;
  else
    schedule(number, now + retry_after[webhook->second.attempts - 1]);
}

void WebhookSender::redeliver(std::int64_t times, base::Instant now) {
  base::Instant at = now;
  for (auto webhook = webhooks_.rbegin(); webhook != webhooks_.rend() && times > 0; ++webhook, --times) {
    schedule(webhook->first, at);
    at = at + base::milliseconds(1);  // the newest first
  }
}

void WebhookSender::rotate_secret(base::Instant now) {
  old_secret_ = secret_;
  old_until_ = now + rotation;
  secret_ = "cwh_" + base::hex(base::sha256(old_secret_ + " rotated"));
}

bool WebhookSender::forge(const State& state, std::string_view patient, std::string_view text,
                          std::string_view signature, base::Instant now, world::SimulatorOutputs& out) {
  if (signature != "bad" && signature != "none" && signature != "old") return false;
  office::Message message;
  message.id = "M-999999";
  message.patient = patient;
  message.medium = "sms";
  message.text = text;
  message.direction = office::Direction::from_patient;
  message.stamp = {state.office.revision() + 1, now, now};
  const std::string body =
      envelope(practice_, ++last_number_, "message.received", to_wire(message_ids, message.id),
               message.stamp.revision, now, message_json(state, message));
  std::string header = signature_of(body, signature == "old" ? now - stale_by : now);
  if (signature == "none") header.clear();
  if (signature == "bad") {
    const std::int64_t seconds = now.ms_since_epoch / 1000;
    const std::string content = fmt::format("{}.{}", seconds, body);
    header = fmt::format("t={},v1={}", seconds, base::hex(base::hmac_sha256("a guessed secret", content)));
  }
  for (const Endpoint& endpoint : state.endpoints)
    deliver(endpoint.url, body, header, out);
  return true;
}

}  // namespace articulator::simulators::curve

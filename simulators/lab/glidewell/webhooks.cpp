#include "simulators/lab/glidewell/webhooks.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

#include <array>

namespace articulator::simulators::glidewell {
namespace {

using base::Instant;

constexpr std::array<base::Duration, WebhookSender::attempts_max - 1> retry_after{
    base::minutes(1), base::minutes(5), base::minutes(30), base::hours(2), base::hours(5)};

constexpr base::Duration stale_by = base::minutes(10);  // twice the age that receivers are told to accept

constexpr std::array<std::pair<std::string_view, Forgery>, 3> forgeries{
    {{"bad", Forgery::bad}, {"none", Forgery::none}, {"old", Forgery::old}}};

std::string hex_id(std::uint64_t bits) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string id = "msg_";
  for (int shift = 60; shift >= 0; shift -= 4)
    id += digits[(bits >> static_cast<unsigned>(shift)) & 15U];
  return id;
}

std::string_view view(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

bool accepted(const world::DeliveryAnswer& answer) {
  const auto* const response = std::get_if<base::HttpResponse>(&answer);
  return response != nullptr && response->status >= 200 && response->status < 300;
}

}  // namespace

std::optional<Forgery> parse_forgery(std::string_view word) {
  for (const auto& [known, forgery] : forgeries)
    if (known == word) return forgery;
  return {};
}

base::Expected<WebhookSender> WebhookSender::make(std::string_view secret, std::string engine_node,
                                                  std::string target, std::uint64_t seed) {
  constexpr std::string_view prefix = "whsec_";
  WebhookSender sender;
  sender.engine_node_ = std::move(engine_node);
  sender.target_ = std::move(target);
  sender.seed_ = seed;
  if (secret.empty()) return sender;
  auto key = secret.starts_with(prefix) ? base::base64_decode(secret.substr(prefix.size())) : std::nullopt;
  if (!key || key->empty())
    return base::failure("webhook_secret", "not a webhook secret",
                         "write it as whsec_ and the key in base64");
  sender.key_ = *std::move(key);
  sender.on_ = true;
  return sender;
}

std::uint64_t WebhookSender::send(std::string body, Instant now, world::SimulatorOutputs& out) {
  if (!on_ || silent_) return 0;
  const std::uint64_t number = ++last_number_;
  webhooks_.emplace_hint(
      webhooks_.end(), number,
      Webhook{hex_id(base::draw(seed_, "webhook", number)), std::move(body), 0, false, false});
  attempt(number, now, out);
  return number;
}

bool WebhookSender::redeliver(std::uint64_t number, Instant now, world::SimulatorOutputs& out) {
  const auto found = webhooks_.find(number);
  if (found == webhooks_.end()) return false;
  deliver(found->second.id, found->second.body, key_, now, true, out);
  return true;
}

void WebhookSender::forge(std::string body, Forgery forgery, Instant now, world::SimulatorOutputs& out) {
  const std::string id = hex_id(base::draw(seed_, "forged webhook", last_delivery_ + 1));
  const std::string key = forgery == Forgery::bad ? "not the key of this lab" : key_;
  const Instant stamped = forgery == Forgery::old ? now - stale_by : now;
  deliver(id, body, key, stamped, forgery != Forgery::none, out);
}

void WebhookSender::forget(std::uint64_t number) {
  const auto found = webhooks_.find(number);
  if (found == webhooks_.end()) return;
  found->second.forgotten = true;
  if (found->second.settled) webhooks_.erase(found);
}

void WebhookSender::attempt(std::uint64_t number, Instant now, world::SimulatorOutputs& out) {
  Webhook& webhook = webhooks_.at(number);
  ++webhook.attempts;
  deliver(webhook.id, webhook.body, key_, now, true, out);
  in_flight_.emplace_hint(in_flight_.end(), last_delivery_, number);
}

void WebhookSender::deliver(const std::string& id, const std::string& body, std::string_view key,
                            Instant stamped, bool signed_at_all, world::SimulatorOutputs& out) {
  const std::string timestamp = std::to_string(stamped.ms_since_epoch / 1000);
  world::Delivery delivery;
  delivery.id = ++last_delivery_;
  delivery.to = engine_node_;
  delivery.request.method = "POST";
  delivery.request.target = target_;
  auto& headers = delivery.request.headers.list;
  headers.reserve(4);
  headers.push_back({"Content-Type", "application/json"});
  headers.push_back({"webhook-id", id});
  headers.push_back({"webhook-timestamp", timestamp});
  if (signed_at_all) {
    std::string content = id;
    content.append(".").append(timestamp).append(".").append(body);
    headers.push_back(
        {"webhook-signature", "v1," + base::base64_encode(view(base::hmac_sha256(key, content)))});
  }
  delivery.request.body = body;
  out.deliveries.push_back(std::move(delivery));
}

void WebhookSender::answered(std::uint64_t delivery_id, const world::DeliveryAnswer& answer, Instant now) {
  const auto found = in_flight_.find(delivery_id);
  if (found == in_flight_.end()) return;  // a redelivery, a forgery, or answered before
  const std::uint64_t number = found->second;
  in_flight_.erase(found);
  if (accepted(answer))
    settle(number);
  else
    failed(number, now);
}

void WebhookSender::settle(std::uint64_t number) {
  const auto found = webhooks_.find(number);
  if (found == webhooks_.end()) return;
  found->second.settled = true;
  if (found->second.forgotten) webhooks_.erase(found);
}

void WebhookSender::failed(std::uint64_t number, Instant now) {
  const std::size_t attempts = webhooks_.at(number).attempts;
  if (attempts >= attempts_max) return settle(number);
  retries_.emplace(now + retry_after[attempts - 1], number);
}

std::optional<Instant> WebhookSender::next_due() const {
  if (retries_.empty()) return {};
  return retries_.begin()->first;
}

void WebhookSender::advance(Instant now, world::SimulatorOutputs& out) {
  while (!retries_.empty() && retries_.begin()->first <= now) {
    const std::uint64_t number = retries_.begin()->second;
    retries_.erase(retries_.begin());
    if (silent_) {  // an attempt that never leaves the house
      ++webhooks_.at(number).attempts;
      failed(number, now);
    } else {
      attempt(number, now, out);
    }
  }
}

}  // namespace articulator::simulators::glidewell

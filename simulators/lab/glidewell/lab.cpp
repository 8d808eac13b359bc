#include "simulators/lab/glidewell/lab.hpp"

#include "engine/base/json_writer.hpp"

#include <utility>

namespace articulator::simulators::glidewell {
namespace {

using base::JsonWriter;

workshop::Setup workshop_of(const Config& config, Profile profile) {
  workshop::Setup setup;
  setup.name = config.name;
  for (const Account& account : config.accounts)
    setup.practices.push_back(account.practice);
  setup.profile = std::move(profile);
  setup.seed = config.seed;
  setup.production_line = config.production_line;
  setup.chances = config.chances;
  return setup;
}

}  // namespace

Lab::Lab(Config config, Profile profile, WebhookSender sender)
    : config_(std::move(config)),
      sender_(std::move(sender)),
      answered_(config_.accounts.size()),
      shop_(workshop_of(config_, std::move(profile)), *this) {}

std::optional<std::size_t> Lab::account_of_key(std::string_view api_key) const {
  for (std::size_t i = 0; i < config_.accounts.size(); ++i)
    if (base::equal_in_constant_time(config_.accounts[i].api_key, api_key)) return i;
  return {};
}

const std::string& Lab::practice_of(std::size_t account) const {
  return config_.accounts[account].practice;
}

// --- webhooks

JsonWriter& Lab::begin_message(JsonWriter& writer, const Order& order, const char* type, std::uint64_t change,
                               Instant now) const {
  return writer.begin_object()
      .member("type", type)
      .member("account", std::string_view(practice_of(order.account)))
      .member("case_id", std::string_view(order.case_id))
      .member("tracking", std::string_view(order.tracking))
      .member("change", static_cast<std::int64_t>(change))
      .member("occurred_at", now);
}

std::string Lab::status_message(const Order& order, std::string_view status, std::uint32_t sequence,
                                std::optional<Instant> eta, std::uint64_t change, Instant now) const {
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.status", change, now)
      .member("status", status)
      .member("sequence", static_cast<std::int64_t>(sequence));
  if (eta) writer.member("eta", *eta);
  writer.end_object();
  return body;
}

std::uint64_t Lab::latest_webhook(const Order& order) const {
  const auto found = latest_webhook_.find(order.index);
  return found == latest_webhook_.end() ? 0 : found->second;
}

void Lab::notify(const Order& order, std::string body, Instant now, SimulatorOutputs& out) {
  const std::uint64_t number = sender_.send(std::move(body), now, out);
  if (number == 0) return;
  if (const std::uint64_t before = latest_webhook(order); before != 0) sender_.forget(before);
  latest_webhook_[order.index] = number;
}

void Lab::status_told(Order& order, const std::string& status, std::uint32_t sequence,
                      std::optional<Instant> eta, Instant now, SimulatorOutputs& out) {
  notify(order, status_message(order, status, sequence, eta, order.change, now), now, out);
}

void Lab::late_status_told(Order& order, const std::string& status, std::uint32_t sequence,
                           std::optional<Instant> eta, Instant now, SimulatorOutputs& out) {
  status_told(order, status, sequence, eta, now, out);
}

void Lab::question_told(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.question", order.change, now)
      .member("question", std::string_view(question))
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::shipment_told(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out) {
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.shipped", order.change, now)
      .member("carrier", std::string_view(shipment.carrier))
      .member("carrier_tracking", std::string_view(shipment.carrier_tracking))
      .member("delivery", shipment.delivery)
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::errand_due(Order& /*order*/, Instant /*now*/, SimulatorOutputs& /*out*/) {}  // it has none

void Lab::acknowledge(Order& order, Instant now, SimulatorOutputs& out) {
  const std::string ship_by = base::format_date(order.plan.ship_by);
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.acknowledged", order.change, now)
      .member("ship_by", std::string_view(ship_by))
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::reject(std::size_t account, const std::string& case_id, const std::string& key,
                 const std::vector<Reason>& reasons, Instant now, SimulatorOutputs& out) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object()
      .member("type", "order.rejected")
      .member("account", std::string_view(practice_of(account)))
      .member("case_id", std::string_view(case_id))
      .member("idempotency_key", std::string_view(key))
      .member("occurred_at", now);
  writer.key("reasons").begin_array();
  for (const Reason& reason : reasons)
    writer.text(reason.message);
  writer.end_array().end_object();
  sender_.send(std::move(body), now, out);
}

// --- time

std::optional<Instant> Lab::next_due() const {
  std::optional<Instant> due = sender_.next_due();
  const auto of_shop = shop_.next_due();
  if (of_shop && (!due || *of_shop < *due)) due = of_shop;
  return due;
}

void Lab::advance(Instant now, SimulatorOutputs& out) {
  for (auto due = next_due(); due && *due <= now; due = next_due()) {
    if (shop_.next_due() == due)
      shop_.advance_one(out);
    else
      sender_.advance(*due, out);
  }
}

}  // namespace articulator::simulators::glidewell

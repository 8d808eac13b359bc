// What is Glidewell's own around a workshop: keys, answers kept under idempotency keys, and webhooks.
// `routes.cpp`, `drops.cpp` and `acts.cpp` turn what comes in into calls of the workshop; what happens there
// is told here, and goes out as webhooks.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/lab/glidewell/glidewell.hpp"
#include "simulators/lab/glidewell/webhooks.hpp"
#include "simulators/lab/workshop/workshop.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::glidewell {

using base::Instant;
using workshop::AccountBook;
using workshop::InvoiceLine;
using workshop::Judgement;
using workshop::Order;
using workshop::OrderForm;
using workshop::Profile;
using workshop::Reason;
using workshop::Shipment;
using workshop::WorkForm;
using workshop::Workshop;
using world::SimulatorOutputs;

// What was answered under an idempotency key.
struct Answered {
  base::Sha256 body_hash{};
  int status = 0;
  std::string body;
};
using Answers = std::map<std::string, Answered, std::less<>>;  // by endpoint and key

class Lab final : public workshop::Wire {
 public:
  Lab(Config config, Profile profile, WebhookSender sender);
  Lab(const Lab&) = delete;  // the workshop tells this one
  Lab& operator=(const Lab&) = delete;

  [[nodiscard]] const Config& config() const { return config_; }
  Workshop& shop() { return shop_; }
  WebhookSender& webhooks() { return sender_; }
  [[nodiscard]] std::optional<std::size_t> account_of_key(std::string_view api_key) const;
  Answers& answered(std::size_t account) { return answered_[account]; }

  // What came in otherwise than by a call is answered by a webhook.
  void acknowledge(Order& order, Instant now, SimulatorOutputs& out);
  void reject(std::size_t account, const std::string& case_id, const std::string& key,
              const std::vector<Reason>& reasons, Instant now, SimulatorOutputs& out);

  // The body of an order.status webhook: as it is sent, and for forgeries.
  [[nodiscard]] std::string status_message(const Order& order, std::string_view status,
                                           std::uint32_t sequence, std::optional<Instant> eta,
                                           std::uint64_t change, Instant now) const;
  // The number of the latest webhook about the order, at the sender; 0: none.
  [[nodiscard]] std::uint64_t latest_webhook(const Order& order) const;

  [[nodiscard]] std::optional<Instant> next_due() const;
  void advance(Instant now, SimulatorOutputs& out);

 private:
  void status_told(Order& order, const std::string& status, std::uint32_t sequence,
                   std::optional<Instant> eta, Instant now, SimulatorOutputs& out) override;
  void late_status_told(Order& order, const std::string& status, std::uint32_t sequence,
                        std::optional<Instant> eta, Instant now, SimulatorOutputs& out) override;
  void question_told(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) override;
  void shipment_told(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out) override;
  void errand_due(Order& order, Instant now, SimulatorOutputs& out) override;

  void notify(const Order& order, std::string body, Instant now, SimulatorOutputs& out);
  [[nodiscard]] base::JsonWriter& begin_message(base::JsonWriter& writer, const Order& order,
                                                const char* type, std::uint64_t change, Instant now) const;
  [[nodiscard]] const std::string& practice_of(std::size_t account) const;

  Config config_;
  WebhookSender sender_;
  std::vector<Answers> answered_;                        // by account
  std::map<std::size_t, std::uint64_t> latest_webhook_;  // by order index
  Workshop shop_;
};

}  // namespace articulator::simulators::glidewell

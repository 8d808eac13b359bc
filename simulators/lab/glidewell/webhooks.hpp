// The lab's webhook sender: signs, sends, and retries, as standardwebhooks.com describes.
//
// Headers `webhook-id` (the same for each attempt), `webhook-timestamp` (Unix seconds of the attempt) and
// `webhook-signature: v1,<base64 of HMAC-SHA256 over "id.timestamp.body">`; the key is what follows `whsec_`,
// decoded. A delivery that was not answered by 2xx is tried again 1, 5 and 30 minutes, 2 and 5 hours after
// the attempt before, then given up: whoever missed it must ask the feed.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "simulators/world/simulator.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::simulators::glidewell {

// What is wrong with a forged webhook.
enum class Forgery : std::uint8_t {
  bad,   // signed with another key
  none,  // no signature at all
  old,   // a good signature, ten minutes old
};
std::optional<Forgery> parse_forgery(std::string_view word);

class WebhookSender {
 public:
  static constexpr std::size_t attempts_max = 6;

  // `secret` empty: nothing is ever sent. Error: not "whsec_" and base64.
  static base::Expected<WebhookSender> make(std::string_view secret, std::string engine_node,
                                            std::string target, std::uint64_t seed);

  // Returns the webhook's number, for `redeliver` and `forget`; 0 when the sender is off or silent.
  std::uint64_t send(std::string body, base::Instant now, world::SimulatorOutputs& out);
  // Once more, with the same id, and without retries of its own. False: there is no such webhook.
  bool redeliver(std::uint64_t number, base::Instant now, world::SimulatorOutputs& out);
  void forge(std::string body, Forgery forgery, base::Instant now, world::SimulatorOutputs& out);
  // Nobody will ask to redeliver it: it goes once it is delivered or given up.
  void forget(std::uint64_t number);

  void answered(std::uint64_t delivery_id, const world::DeliveryAnswer& answer, base::Instant now);
  [[nodiscard]] std::optional<base::Instant> next_due() const;
  void advance(base::Instant now, world::SimulatorOutputs& out);

  void set_silent(bool silent) { silent_ = silent; }
  [[nodiscard]] std::size_t kept() const { return webhooks_.size(); }

 private:
  struct Webhook {
    std::string id;
    std::string body;
    std::size_t attempts = 0;
    bool settled = false;    // delivered or given up
    bool forgotten = false;  // superseded by a later one of its order
  };

  WebhookSender() = default;
  void attempt(std::uint64_t number, base::Instant now, world::SimulatorOutputs& out);
  void settle(std::uint64_t number);
  void failed(std::uint64_t number, base::Instant now);
  void deliver(const std::string& id, const std::string& body, std::string_view key, base::Instant stamped,
               bool signed_at_all, world::SimulatorOutputs& out);

  std::string key_;
  std::string engine_node_;
  std::string target_;
  std::uint64_t seed_ = 0;
  bool on_ = false;
  bool silent_ = false;
  std::uint64_t last_number_ = 0;
  std::uint64_t last_delivery_ = 0;
  std::map<std::uint64_t, Webhook> webhooks_;
  std::map<std::uint64_t, std::uint64_t> in_flight_;           // delivery id -> webhook number
  std::set<std::pair<base::Instant, std::uint64_t>> retries_;  // when, webhook number
};

}  // namespace articulator::simulators::glidewell

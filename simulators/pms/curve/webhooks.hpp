// Curve's webhook sender: signs, sends, sends again, and gives up.
//
// `Curve-Signature: t=<Unix seconds of the attempt>,v1=<hex HMAC-SHA256 of "t.body">`, with two `v1` while a
// secret rotates. Delivered at least once: about one in six twice, and one in eight later than what happened
// after it. What is not answered by 2xx comes again after 1, 5 and 30 minutes and 2 hours, then no more:
// whoever missed it reads the feed.
#pragma once

#include "engine/base/instant.hpp"
#include "simulators/pms/curve/state.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::simulators::curve {

inline constexpr std::size_t attempts_max = 5;

class WebhookSender {
 public:
  explicit WebhookSender(const Config& config);

  // What changed in the office since the last call becomes webhooks.
  void collect(const State& state, base::Instant now);
  void pump(base::Instant now, world::SimulatorOutputs& out);  // sends what is due
  [[nodiscard]] std::optional<base::Instant> next_due() const;
  void answered(std::uint64_t delivery, const world::DeliveryAnswer& answer, base::Instant now);

  void set_silent(bool silent) { silent_ = silent; }
  void delay_next(base::Duration by) { delay_next_ = by; }
  void redeliver(std::int64_t times, base::Instant now);
  void rotate_secret(base::Instant now);
  // False: no such forgery.
  bool forge(const State& state, std::string_view patient, std::string_view text, std::string_view signature,
             base::Instant now, world::SimulatorOutputs& out);

 private:
  struct Webhook {
    std::string url;
    std::string body;
    std::size_t attempts = 0;
    bool settled = false;  // delivered or given up
  };

  void add(const State& state, const office::Change& change, base::Instant now);
  void schedule(std::uint64_t number, base::Instant at) { due_.insert({at, number}); }
  void deliver(const std::string& url, std::string body, std::string signature, world::SimulatorOutputs& out);
  [[nodiscard]] std::string signature_of(std::string_view body, base::Instant at) const;

  std::string practice_;
  std::string secret_;
  std::string old_secret_;
  base::Instant old_until_;
  bool silent_ = false;
  std::optional<base::Duration> delay_next_;
  std::uint64_t seen_revision_ = 0;
  std::uint64_t last_number_ = 0;
  std::uint64_t last_delivery_ = 0;
  std::map<std::uint64_t, Webhook> webhooks_;
  std::map<std::uint64_t, std::uint64_t> in_flight_;       // delivery -> webhook
  std::set<std::pair<base::Instant, std::uint64_t>> due_;  // when, webhook
};

}  // namespace articulator::simulators::curve

// What is Dentsply Sirona's own around a workshop: clients, designs that wait for yes or no, and a copy that
// lags behind. It sends nothing: whatever happens to an order gives it a new revision and puts it at the end
// of its account's list of changes.
#pragma once

#include "engine/base/hash.hpp"
#include "simulators/lab/dentsply_sirona/dentsply_sirona.hpp"
#include "simulators/lab/workshop/workshop.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::dentsply_sirona {

using base::Instant;
using workshop::AccountBook;
using workshop::HoldKind;
using workshop::Order;
using workshop::Workshop;
using world::SimulatorOutputs;

// The state of an order whose design was turned down. It stays until another design is accepted, whatever
// the lab does meanwhile (as 3Shape Communicate's "Designed rejected" does, DOMAIN 3.4).
inline constexpr std::string_view design_rejected = "DESIGN_REJECTED";

enum class DesignState : std::uint8_t { none, proposed, rejected, approved };

struct Design {
  std::int32_t version = 0;
  DesignState state = DesignState::none;
  std::string comment;  // of the practice
};

// What is kept of an order beside what any workshop knows.
struct OwnPart {
  Design design;
  std::map<std::string, base::Sha256, std::less<>> answers;  // given so far, by what was waited for
  std::optional<std::string> stale;  // JSON of what the next reading gets in the order's place
};

// Full lists of changes in an hour, where a scenario bounds them; what has not changed costs nothing.
class ListQuota {
 public:
  void set(std::uint32_t an_hour) { an_hour_ = an_hour; }  // 0: as many as anybody likes
  // None: one more may be had. Else when the next may be.
  [[nodiscard]] std::optional<Instant> take(std::size_t account, Instant now);

 private:
  struct Hour {
    Instant begun;
    std::uint32_t lists = 0;
  };
  std::uint32_t an_hour_ = 0;
  std::map<std::size_t, Hour> hours_;  // by account
};

class Lab final : public workshop::Wire {
 public:
  Lab(Config config, workshop::Profile profile);
  Lab(const Lab&) = delete;  // the workshop tells this one
  Lab& operator=(const Lab&) = delete;

  [[nodiscard]] const Config& config() const { return config_; }
  Workshop& shop() { return shop_; }
  [[nodiscard]] const Workshop& shop() const { return shop_; }
  ListQuota& lists() { return lists_; }
  OwnPart& own(const Order& order) { return own_[order.index]; }
  // Why an order was refused, so that the same one is refused again. By account, reference and content.
  std::map<std::string, std::vector<workshop::Reason>>& refused() { return refused_; }
  // What the sandbox has judged before, by the same: once more it is the same test.
  std::set<std::string>& tested() { return tested_; }
  [[nodiscard]] std::optional<std::size_t> account_of_client(std::string_view id,
                                                             std::string_view secret) const;

  void propose_design(Order& order, Instant now, SimulatorOutputs& out);
  void decide_design(Order& order, bool approved, std::string comment, Instant now, SimulatorOutputs& out);

 private:
  void status_told(Order& order, const std::string& status, std::uint32_t sequence,
                   std::optional<Instant> eta, Instant now, SimulatorOutputs& out) override;
  void late_status_told(Order& order, const std::string& status, std::uint32_t sequence,
                        std::optional<Instant> eta, Instant now, SimulatorOutputs& out) override;
  void question_told(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) override;
  void shipment_told(Order& order, const workshop::Shipment& shipment, Instant now,
                     SimulatorOutputs& out) override;
  void errand_due(Order& order, Instant now, SimulatorOutputs& out) override;

  Config config_;
  ListQuota lists_;
  std::map<std::size_t, OwnPart> own_;  // by order index
  std::map<std::string, std::vector<workshop::Reason>> refused_;
  std::set<std::string> tested_;
  Workshop shop_;
};

}  // namespace articulator::simulators::dentsply_sirona

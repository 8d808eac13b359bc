// The lab itself: accounts, orders and what may happen to them. No wire in here: `routes.cpp` and `acts.cpp`
// turn requests and a scenario's steps into calls of this class, and it says what came of them as facts and
// webhooks.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/lab/glidewell/glidewell.hpp"
#include "simulators/lab/glidewell/intake.hpp"
#include "simulators/lab/glidewell/line.hpp"
#include "simulators/lab/glidewell/profile.hpp"
#include "simulators/lab/glidewell/webhooks.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::glidewell {

using base::Instant;
using world::SimulatorOutputs;

struct Hold {
  std::string question;  // may be empty: held without one
  bool by_status = false;
  std::string resume_status;  // what the status was before it said so
};

struct Shipment {
  std::string carrier;
  std::string carrier_tracking;
  Instant delivery;
};

struct Order {
  std::size_t index = 0;    // in Lab's list
  std::size_t account = 0;  // index
  std::string case_id;
  std::string tracking;
  std::string idempotency_key;
  std::string remake_of;
  bool says_why = false;  // of a remake: a structured claim, or none
  std::string remake_cause;
  bool warranty_claimed = false;
  std::string claim_refused;  // why; empty: granted, or none made
  WorkForm work;
  int product = 0;
  std::int32_t units = 1;

  Plan plan;
  std::size_t stages_done = 0;          // of the plan's; all of them done: the shipment is next
  bool on_line = false;                 // the production line moves it
  std::optional<Instant> paused_since;  // by a hold, by the line's own stop, or both
  std::optional<Instant> due;           // when the line moves it next; it stands in the line's queue then
  int late_working_days = 0;
  std::string intake_question;  // asked once the order is logged
  bool drawn_question = false;  // one more, when design begins

  std::string status;  // empty until the first
  std::uint32_t sequence = 0;
  Instant stage_since;
  std::optional<Instant> eta;
  bool eta_is_news = false;
  bool in_fabrication = false;
  bool shipped = false;
  bool cancelled = false;
  std::optional<Hold> hold;
  std::optional<Shipment> shipment;
  std::optional<Instant> shipped_at;
  std::uint64_t change = 0;          // the account's counter at the last change; 0: none yet
  std::uint64_t latest_webhook = 0;  // its number at the sender
};

struct InvoiceLine {
  std::string case_id;
  std::string tracking;
  std::string patient;  // where a line names no order
  std::string tooth;
  base::Date date;  // lab time
  std::string description;
  base::Cents amount;
  bool told = false;  // some statement has shown it
};

// What was answered under an idempotency key.
struct Answered {
  base::Sha256 body_hash{};
  int status = 0;
  std::string body;
};

struct AccountBook {
  std::string practice;
  std::string lab_source;                                                // "/practices/p-01/labs/glidewell"
  std::string engine_source;                                             // "/practices/p-01/engine"
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_case;  // order indices, oldest first
  std::map<std::uint64_t, std::size_t> feed;                             // change -> order index
  std::uint64_t last_change = 0;
  std::map<std::string, Answered, std::less<>> answered;  // by endpoint and key
  std::vector<InvoiceLine> invoices;                      // in the order of shipping
};

// Refuses the next order (of a case, of a practice).
struct PlannedRejection {
  std::vector<Reason> reasons;
  std::string case_id;   // empty: any
  std::string practice;  // empty: any
};

class Lab {
 public:
  Lab(Config config, Profile profile, WebhookSender sender);

  // --- looking
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] const Profile& profile() const { return profile_; }
  [[nodiscard]] std::optional<std::size_t> account_of_key(std::string_view api_key) const;
  [[nodiscard]] std::optional<std::size_t> account_of_practice(std::string_view practice) const;
  AccountBook& book(std::size_t account) { return books_[account]; }
  [[nodiscard]] std::size_t accounts() const { return books_.size(); }
  Order& order(std::size_t index) { return orders_[index]; }
  Order* find(std::size_t account, std::string_view tracking);
  Order* latest_of_case(std::size_t account, std::string_view case_id);

  // --- the order desk
  Judgement judge_order(std::size_t account, const OrderForm& form, std::string_view key);
  Order& take_in(std::size_t account, const OrderForm& form, const Judgement& judgement, std::string key,
                 Instant now);
  [[nodiscard]] std::string sandbox_tracking(std::size_t account, std::string_view key) const;
  void amend(Order& order, WorkForm work, const Judgement& judgement, Instant now, SimulatorOutputs& out);
  void cancel(Order& order, Instant now, SimulatorOutputs& out);

  // --- what happens to an order; each tells facts and webhooks
  // `sequence` not above the order's own: a late message, which changes nothing.
  void set_status(Order& order, const std::string& status, std::optional<std::uint32_t> sequence,
                  std::optional<Instant> eta, Instant now, SimulatorOutputs& out);
  void ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out);
  void put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out);
  void release(Order& order, Instant now, SimulatorOutputs& out);
  void ship(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out);
  [[nodiscard]] Shipment usual_shipment(const Order& order, Instant now) const;
  void pace(Order& order, int working_days, std::optional<Instant> eta, Instant now, SimulatorOutputs& out);
  // Bills what a step says, right or wrong.
  void bill(std::size_t account, InvoiceLine line) { books_[account].invoices.push_back(std::move(line)); }
  // The lab forgets to bill what no statement has shown yet.
  void unbill(std::size_t account, const std::string& case_id) {
    std::erase_if(books_[account].invoices,
                  [&](const InvoiceLine& line) { return !line.told && line.case_id == case_id; });
  }
  void refuse_claims(std::string reason) { claims_refused_ = std::move(reason); }  // empty: no longer
  void leave_line(Order& order);  // from here on its statuses come from `act`

  // What came in otherwise than by a call is answered by a webhook.
  void acknowledge(Order& order, Instant now, SimulatorOutputs& out);
  void reject(std::size_t account, const std::string& case_id, const std::string& key,
              const std::vector<Reason>& reasons, Instant now, SimulatorOutputs& out);

  // --- the whole house
  void plan_rejection(PlannedRejection rejection) { rejections_.push_back(std::move(rejection)); }
  void run_line(bool running, Instant now);
  [[nodiscard]] std::optional<Instant> next_due() const;
  void advance(Instant now, SimulatorOutputs& out);
  WebhookSender& webhooks() { return sender_; }
  // The body of an order.status webhook: as `set_status` sends it, and for forgeries.
  [[nodiscard]] std::string status_message(const Order& order, std::string_view status,
                                           std::uint32_t sequence, std::optional<Instant> eta,
                                           std::uint64_t change, Instant now) const;

  void fact(SimulatorOutputs& out, const Order& order, std::string_view type, std::string data) const;

 private:
  void changed(Order& order);  // takes the account's next change number
  void move_on_line(Order& order, Instant now, SimulatorOutputs& out);
  void queue_next(Order& order, Instant not_before);
  void pause(Order& order, Instant now);
  void resume(Order& order, Instant now);  // unless something else still stops it
  void unqueue(Order& order);
  void shift_plan(Order& order, WorkOffset by);
  void notify(Order& order, std::string body, Instant now, SimulatorOutputs& out);
  [[nodiscard]] base::JsonWriter& begin_message(base::JsonWriter& writer, const Order& order,
                                                const char* type, std::uint64_t change, Instant now) const;
  void bill(Order& order, Instant now);
  [[nodiscard]] bool under_warranty(const Order& order, Instant now);
  [[nodiscard]] bool shipped_within_credit(const Order& order, Instant now);
  [[nodiscard]] std::string refusal_of(const Order& order, Instant now);
  std::string free_tracking(std::size_t account, std::string_view key) const;

  Config config_;
  Profile profile_;
  WebhookSender sender_;
  std::vector<AccountBook> books_;
  std::deque<Order> orders_;                                     // never moves
  std::map<std::string, std::size_t, std::less<>> by_tracking_;  // order index
  std::set<std::pair<Instant, std::size_t>> line_;               // when, order index
  std::map<base::Date, std::uint32_t> received_;                 // orders a day of receipt
  std::deque<PlannedRejection> rejections_;
  bool line_stopped_ = false;
  std::string claims_refused_;  // why the lab grants no claim; empty: it judges each
};

}  // namespace articulator::simulators::glidewell

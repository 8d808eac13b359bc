// The lab itself: accounts, orders and what may happen to them. No wire in here: `routes.cpp` and `acts.cpp`
// turn requests and a scenario's steps into calls of this class, and it says what came of them as facts.
//
// It sends nothing. Whatever happens to an order gives it a new revision and puts it at the end of its
// account's list of changes.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"
#include "simulators/lab/dentsply_sirona/dentsply_sirona.hpp"
#include "simulators/lab/glidewell/intake.hpp"
#include "simulators/lab/glidewell/line.hpp"
#include "simulators/lab/glidewell/profile.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::dentsply_sirona {

// What is no lab's own: how an order's form reads, what a profile offers, and working hours.
namespace workshop = glidewell;

using base::Instant;
using world::SimulatorOutputs;

// The state of an order whose design was turned down. It stays until another design is accepted, whatever
// the lab does meanwhile (as 3Shape Communicate's "Designed rejected" does, DOMAIN 3.4).
inline constexpr std::string_view design_rejected = "DESIGN_REJECTED";

enum class WaitingKind : std::uint8_t { question, hold, design };

// What an order waits for the practice to say.
struct Waiting {
  std::string id;  // "W-2", of this order
  WaitingKind kind = WaitingKind::question;
  std::string text;          // may be empty of a hold
  std::string resume_state;  // of a hold: what the state was before it
};

enum class DesignState : std::uint8_t { none, proposed, rejected, approved };

struct Design {
  std::int32_t version = 0;
  DesignState state = DesignState::none;
  std::string comment;  // of the practice
};

struct Shipment {
  std::string carrier;
  std::string carrier_tracking;
  Instant delivery;
};

struct InvoiceLine {
  std::string case_id;
  std::string tracking;
  std::string patient;  // where a line names no order
  std::string tooth;
  base::Date date;  // lab time
  std::string description;
  base::Cents amount;
  bool told = false;       // somebody was shown it
  bool withdrawn = false;  // shown to nobody; the others keep their numbers
};

struct Order {
  std::size_t index = 0;    // in Lab's list
  std::size_t account = 0;  // index
  std::string reference;    // the practice's own name for the order, and its address
  std::string number;       // the lab's
  std::string case_id;
  std::string remake_of;
  bool says_why = false;  // of a remake: a structured claim, or none
  std::string remake_cause;
  bool warranty_claimed = false;
  std::string claim_refused;  // why; empty: granted, or none made
  workshop::WorkForm work;
  int product = 0;
  std::int32_t units = 1;

  workshop::Plan plan;
  std::size_t stages_done = 0;          // of the plan's; all of them done: the shipment is next
  bool on_line = false;                 // the production line moves it
  std::optional<Instant> paused_since;  // it waits, or the line has stopped
  std::optional<Instant> due;           // when the line moves it next; it stands in the line's queue then
  bool redesigning = false;             // what is due next is another design
  std::string intake_question;          // asked once the order is logged

  std::string state;  // empty until the first
  std::uint32_t sequence = 0;
  Instant state_since;
  std::optional<Instant> eta;
  bool eta_is_news = false;
  bool accepted = false;  // work began: nothing can be changed or cancelled any more
  bool shipped = false;
  bool cancelled = false;
  std::optional<Waiting> waiting;
  std::map<std::string, base::Sha256, std::less<>> answers;  // given so far, by what was waited for
  std::int32_t waits = 0;                                    // so many so far
  Design design;
  std::optional<Shipment> shipment;
  std::optional<Instant> shipped_at;
  std::optional<std::size_t> invoice;  // its line in the account's list
  bool never_billed = false;
  std::uint64_t change = 0;  // the account's counter at the last change; 0: none yet
  std::uint32_t revision = 0;
  std::optional<std::string> stale;  // JSON of what the next reading gets in its place
};

struct AccountBook {
  std::string practice;
  std::string lab_source;                                        // "/practices/p-01/labs/dentsply-sirona"
  std::string engine_source;                                     // "/practices/p-01/engine"
  std::map<std::string, std::size_t, std::less<>> by_reference;  // order index
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_case;  // order indices, oldest first
  std::map<std::uint64_t, std::size_t> feed;                             // change -> order index
  std::uint64_t last_change = 0;
  std::vector<InvoiceLine> invoices;  // in the order of shipping
};

// Refuses the next order (of a case, of a practice).
struct PlannedRejection {
  std::vector<workshop::Reason> reasons;
  std::string case_id;   // empty: any
  std::string practice;  // empty: any
};

class Lab {
 public:
  Lab(Config config, workshop::Profile profile);

  // --- looking
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] const workshop::Profile& profile() const { return profile_; }
  [[nodiscard]] std::optional<std::size_t> account_of_client(std::string_view id,
                                                             std::string_view secret) const;
  [[nodiscard]] std::optional<std::size_t> account_of_practice(std::string_view practice) const;
  AccountBook& book(std::size_t account) { return books_[account]; }
  [[nodiscard]] std::size_t accounts() const { return books_.size(); }
  Order& order(std::size_t index) { return orders_[index]; }
  // The lab's own word for a stage, "in_design": the first of the line that stands for it. Empty: it has
  // none.
  [[nodiscard]] std::optional<std::string> word_for(std::string_view stage) const;
  Order* find(std::size_t account, std::string_view reference);
  Order* latest_of_case(std::size_t account, std::string_view case_id);

  // --- the order desk
  workshop::Judgement judge_order(std::size_t account, const workshop::OrderForm& form);
  Order& take_in(std::size_t account, const workshop::OrderForm& form, const workshop::Judgement& judgement,
                 std::string reference, Instant now);
  [[nodiscard]] std::string sandbox_number(std::size_t account, std::string_view reference) const;
  void amend(Order& order, workshop::WorkForm work, const workshop::Judgement& judgement, Instant now,
             SimulatorOutputs& out);
  void cancel(Order& order, Instant now, SimulatorOutputs& out);

  // --- what happens to an order
  void set_state(Order& order, const std::string& state, std::optional<Instant> eta, Instant now,
                 SimulatorOutputs& out);
  void ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out);
  void put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out);
  void propose_design(Order& order, Instant now, SimulatorOutputs& out);
  void decide_design(Order& order, bool approved, std::string comment, Instant now, SimulatorOutputs& out);
  void release(Order& order, Instant now, SimulatorOutputs& out);  // a question or a hold
  void ship(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out);
  [[nodiscard]] Shipment usual_shipment(const Order& order, Instant now) const;
  void pace(Order& order, int working_days, std::optional<Instant> eta, Instant now, SimulatorOutputs& out);
  void leave_line(Order& order);  // from here on its states come from `act`
  void changed(Order& order);     // takes the account's next change number
  void tell_state(const Order& order, const std::string& state, std::uint32_t sequence,
                  std::optional<Instant> eta, SimulatorOutputs& out) const;

  // --- invoices
  void bill(std::size_t account, InvoiceLine line) { books_[account].invoices.push_back(std::move(line)); }
  void unbill(Order& order);  // unless somebody was shown it
  void refuse_claims(std::string reason) { claims_refused_ = std::move(reason); }  // empty: no longer

  // --- the whole house
  void plan_rejection(PlannedRejection rejection) { rejections_.push_back(std::move(rejection)); }
  void run_line(bool running, Instant now);
  [[nodiscard]] std::optional<Instant> next_due() const;
  void advance(Instant now, SimulatorOutputs& out);

  void fact(SimulatorOutputs& out, const Order& order, std::string_view type, std::string data) const;

 private:
  void move_on_line(Order& order, Instant now, SimulatorOutputs& out);
  void queue_next(Order& order, Instant not_before);
  void wait_for(Order& order, WaitingKind kind, const std::string& text, Instant now);
  void pause(Order& order, Instant now);
  void resume(Order& order, Instant now);  // unless something else still stops it
  void unqueue(Order& order);
  void shift_plan(Order& order, workshop::WorkOffset by);
  void invoice(Order& order, Instant now);
  [[nodiscard]] bool under_warranty(const Order& order, Instant now);
  [[nodiscard]] bool shipped_within_credit(const Order& order, Instant now);
  [[nodiscard]] std::string refusal_of(const Order& order, Instant now);
  [[nodiscard]] std::string free_number(std::size_t account, std::string_view reference) const;

  Config config_;
  workshop::Profile profile_;
  std::vector<AccountBook> books_;
  std::deque<Order> orders_;                        // never moves
  std::set<std::string, std::less<>> numbers_;      // of all orders
  std::set<std::pair<Instant, std::size_t>> line_;  // when, order index
  std::deque<PlannedRejection> rejections_;
  bool line_stopped_ = false;
  std::string claims_refused_;  // why the lab grants no claim; empty: it judges each
};

}  // namespace articulator::simulators::dentsply_sirona

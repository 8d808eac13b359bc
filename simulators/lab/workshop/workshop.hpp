// What every lab does, whichever way it is asked: it judges orders and takes them in, makes them on its line,
// holds them and asks, ships and bills. A lab's folder beside this one is then a wire: routes, words and what
// it tells of its own accord.
//
//   Setup setup;
//   setup.name = "glidewell";
//   setup.practices = {"p-01"};
//   setup.profile = read_profile(json).value();
//   Workshop shop(std::move(setup), wire);               // the wire outlives it
//   Order& order = shop.take_in(0, form, judgement, "LC-7/1", now);
//   while (shop.next_due()) shop.advance(*shop.next_due(), out);
//
// What happens is told twice: as facts for the judges, in `out`, and to the wire, which may tell the
// practice. No wire in here, and nothing by chance unless `chances` says so.
#pragma once

#include "simulators/lab/workshop/chances.hpp"
#include "simulators/lab/workshop/order.hpp"
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

namespace articulator::simulators::workshop {

using world::SimulatorOutputs;

// How this lab writes what every lab writes. The defaults are Glidewell's.
struct Ways {
  std::string_view number_purpose = "tracking";  // of the draw
  std::string_view test_number_prefix = "SBX-";
  bool number_in_hex = true;
  int number_digits = 6;
  std::string_view carrier = "UPS";
  std::string_view parcel_prefix = "1Z";
  int parcel_digits = 8;
  Meaning final_from = Meaning::in_fabrication;  // from there on nothing is changed or cancelled
  bool lines_keep_numbers = false;               // of a statement, when one before them was withdrawn
  std::string (*describe)(const Product& product, std::int32_t units, bool is_free) = nullptr;
};

struct Setup {
  std::string name;                    // in sources and facts
  std::vector<std::string> practices;  // one account each
  Profile profile;
  std::uint64_t seed = 0;
  bool production_line = true;  // false: statuses come from a scenario's steps only
  Chances chances{};
  Ways ways{};
};

// The wire's half: it hears of what happened after it did.
class Wire {
 public:
  virtual ~Wire() = default;
  virtual void status_told(Order& order, const std::string& status, std::uint32_t sequence,
                           std::optional<Instant> eta, Instant now, SimulatorOutputs& out) = 0;
  // An old word, which changed nothing.
  virtual void late_status_told(Order& order, const std::string& status, std::uint32_t sequence,
                                std::optional<Instant> eta, Instant now, SimulatorOutputs& out) = 0;
  virtual void question_told(Order& order, const std::string& question, Instant now,
                             SimulatorOutputs& out) = 0;
  virtual void shipment_told(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out) = 0;
  // What it asked for with `call_at`.
  virtual void errand_due(Order& order, Instant now, SimulatorOutputs& out) = 0;
};

// Refuses the next order (of a case, of a practice).
struct PlannedRejection {
  std::vector<Reason> reasons;
  std::string case_id;   // empty: any
  std::string practice;  // empty: any
};

class Workshop {
 public:
  Workshop(Setup setup, Wire& wire);

  // --- looking
  [[nodiscard]] const std::string& name() const { return setup_.name; }
  [[nodiscard]] const Setup& setup() const { return setup_; }
  [[nodiscard]] const Profile& profile() const { return setup_.profile; }
  [[nodiscard]] std::optional<std::size_t> account_of_practice(std::string_view practice) const;
  AccountBook& book(std::size_t account) { return books_[account]; }
  [[nodiscard]] std::size_t accounts() const { return books_.size(); }
  Order& order(std::size_t index) { return orders_[index]; }
  // Null: the account has none.
  Order* find(std::size_t account, std::string_view tracking);
  Order* find_reference(std::size_t account, std::string_view reference);
  Order* latest_of_case(std::size_t account, std::string_view case_id);

  // --- the order desk
  Judgement judge_order(std::size_t account, const OrderForm& form, std::string_view reference);
  Order& take_in(std::size_t account, const OrderForm& form, const Judgement& judgement,
                 std::string reference, Instant now);
  [[nodiscard]] std::string test_number(std::size_t account, std::string_view reference) const;
  // True: it gave what the order was held for, and work goes on.
  bool amend(Order& order, WorkForm work, const Judgement& judgement, Instant now, SimulatorOutputs& out);
  void cancel(Order& order, Instant now, SimulatorOutputs& out);

  // --- what happens to an order
  // `sequence` none: the next one.
  void set_status(Order& order, const std::string& status, std::optional<std::uint32_t> sequence,
                  std::optional<Instant> eta, Instant now, SimulatorOutputs& out);
  void ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out,
           HoldKind kind = HoldKind::question);
  void put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out);
  void release(Order& order, Instant now, SimulatorOutputs& out);  // not of a design
  void ship(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out);
  [[nodiscard]] Shipment usual_shipment(const Order& order, Instant now) const;
  void pace(Order& order, int working_days, std::optional<Instant> eta, Instant now, SimulatorOutputs& out);
  void changed(Order& order);                // takes the account's next change number
  void leave_line(Order& order);             // from here on its statuses come from `act`
  void call_at(Order& order, Instant when);  // the wire's errand comes next
  void resume(Order& order, Instant now);    // unless something else still stops it

  // --- invoices
  // Bills what a step says, right or wrong.
  void bill(std::size_t account, InvoiceLine line) { books_[account].invoices.push_back(std::move(line)); }
  // Takes back what the case was billed and nobody was shown; if nothing is billed yet, nothing will be.
  void unbill(Order& order);
  void refuse_claims(std::string reason) { claims_refused_ = std::move(reason); }  // empty: no longer

  // --- the whole house
  void set_chances(const Chances& chances) { setup_.chances = chances; }  // of orders from here on
  void plan_rejection(PlannedRejection rejection) { rejections_.push_back(std::move(rejection)); }
  void run_line(bool running, Instant now);
  [[nodiscard]] std::optional<Instant> next_due() const;
  void advance_one(SimulatorOutputs& out);  // what `next_due` says, no more

  void fact(SimulatorOutputs& out, const Order& order, std::string_view type, std::string data) const;

 private:
  void move_on_line(Order& order, Instant now, SimulatorOutputs& out);
  void hold_back(Order& order, HoldKind kind, const std::string& text, Instant now);
  void queue_next(Order& order, Instant not_before);
  void unqueue(Order& order);
  void pause(Order& order, Instant now);
  void shift_plan(Order& order, WorkOffset by);
  void bill(Order& order, Instant now, SimulatorOutputs& out);
  [[nodiscard]] base::Date day_taken_in(Instant now);
  [[nodiscard]] std::string free_number(std::size_t account, std::string_view reference) const;
  [[nodiscard]] bool is_free(const Order& order, Instant now);
  [[nodiscard]] bool shipped_within_credit(const Order& order, Instant now);
  [[nodiscard]] std::string refusal_of(const Order& order, Instant now);

  Setup setup_;
  Wire* wire_;
  std::vector<AccountBook> books_;
  std::deque<Order> orders_;                                     // never moves
  std::map<std::string, std::size_t, std::less<>> by_tracking_;  // order index
  std::set<std::pair<Instant, std::size_t>> line_;               // when, order index
  std::map<base::Date, std::uint32_t> received_;                 // orders a day of receipt
  std::deque<PlannedRejection> rejections_;
  bool line_stopped_ = false;
  std::string claims_refused_;  // why the lab grants no claim; empty: it judges each
};

}  // namespace articulator::simulators::workshop

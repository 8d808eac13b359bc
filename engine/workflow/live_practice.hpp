// LivePractice: one practice with its wires: its decisions (`Practice`), the connectors of its PMS and labs,
// and the outbox of what is to be done over them. What comes in over a wire becomes events, events become
// decisions, decisions become errands and audit records.
//
// In phase monitor decisions are recorded and not performed: nothing is written to PMS, patient or live lab
// (GOV-01).
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/insight/reconciliation/reconcile.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/event.hpp"
#include "engine/model/suggester.hpp"
#include "engine/workflow/content_shelf.hpp"
#include "engine/workflow/engine.hpp"
#include "engine/workflow/insight_desk.hpp"
#include "engine/workflow/inventory_desk.hpp"
#include "engine/workflow/outbox.hpp"
#include "engine/workflow/practice.hpp"
#include "engine/workflow/seat_desk.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::workflow {

struct Context;

// Something the lab coordinator shall see and need not decide: an inbound status change in the first 30 days
// (GOV-04), a status word that nobody knows (STS-01).
struct Notice {
  base::Instant at;
  model::CaseId case_id;
  std::string what;    // the event's type, or "status.flagged"
  std::string detail;  // the lab's own word, where there is one
};

// A way to a lab: its API, where `connector` is null, or another (DSP-03).
struct Channel {
  std::string name;  // "api", "sftp", "email"
  std::size_t peer = 0;
  std::string origin;
  std::unique_ptr<model::ChannelConnector> connector;
};

// Why an order that has not left need not leave.
enum class Withdrawal : std::uint8_t {
  none,
  cancelled,  // its case was
  unapproved  // nobody approved it, and the phase has become one in which somebody must (GOV-02)
};

// An order on its way to a lab that can be reached in more ways than by its API alone.
struct Dispatch {
  std::shared_ptr<const model::Order> order;
  std::size_t lab = 0;      // index
  std::size_t channel = 0;  // the one being tried
  std::string correlation;
  std::string error;  // why the one being tried did not do
  std::shared_ptr<const Withdrawal> withdrawn;
};

// Open until what it points at is a reason.
std::function<Gate(base::Instant)> unless_withdrawn(std::shared_ptr<const Withdrawal> withdrawn);

class LivePractice {
 public:
  // `context` must outlive it. Error: a connector that cannot be made.
  static base::Expected<std::unique_ptr<LivePractice>> make(model::PracticeBench bench, Context& context,
                                                            const Connectors& connectors, base::Instant now);
  ~LivePractice();
  LivePractice(const LivePractice&) = delete;
  LivePractice& operator=(const LivePractice&) = delete;

  // Does what is due up to `now`, then starts what may start. To be called after everything below too.
  void advance(base::Instant now, std::vector<Call>& calls);
  [[nodiscard]] std::optional<base::Instant> next_due() const;

  // A webhook of a PMS or lab of that kind. Empty: not for this practice.
  std::optional<base::HttpResponse> webhook(std::string_view kind, const base::HttpRequest& request,
                                            base::Instant now);

  // What became of a call of this practice. One that is not under way is passed over.
  void answered(CallId call, const std::variant<base::HttpResponse, base::CallFailure>& outcome,
                base::Instant now, std::vector<Call>& calls);

  // A person's decision, already allowed.
  void decided(const model::CaseId& case_id, model::ReviewDecided decision, base::Instant now);

  // An administrator's word, already allowed: in force at once (GOV-05).
  void change_policy(const model::PersonId& by, model::Policy policy, base::Instant now);

  // Whether a person decided the review of that id, of the latest thousand decided.
  [[nodiscard]] bool was_decided(const model::ReviewId& review) const;

  // Whom an open review waits for, after so many hours of nobody's word (Policy::review_hours). One that
  // nobody decided stays open: it is never taken for an approval.
  struct Waiting {
    model::Role role = model::Role::dentist;
    int escalated = 0;
    bool expired = false;
  };
  [[nodiscard]] Waiting waiting(const OpenReview& review) const;

  bool redrive(std::uint64_t dead_letter, base::Instant now) { return outbox_.redrive(dead_letter, now); }

  [[nodiscard]] const Practice& practice() const { return practice_; }
  [[nodiscard]] const InsightDesk& insight() const { return insight_; }
  [[nodiscard]] const InventoryDesk& inventory() const { return inventory_; }

  // A person's word on a drafted purchase, and on what is in stock; already allowed. `stock_changed`:
  // counted, else received. False: no such item.
  void purchase_decided(const model::PersonId& by, const std::string& number, bool approved,
                        std::int64_t quantity, base::Instant now);
  bool stock_changed(const model::PersonId& by, const std::string& item, bool counted, std::int64_t units,
                     base::Instant now);
  [[nodiscard]] const Outbox& outbox() const { return outbox_; }
  [[nodiscard]] const model::PracticeBench& bench() const { return bench_; }
  [[nodiscard]] const std::deque<Notice>& notices() const { return notices_; }  // the latest 1,000

  // Seat visits that wait for the front desk, and its word on one: the slot that it chose, counted from 0.
  [[nodiscard]] const SeatDesk& seat_desk() const { return desk_; }
  void seat_seen(const model::ReviewId& id, std::optional<std::size_t> slot, bool rejected,
                 base::Instant now);

  // What the labs billed and what was ordered, of the latest two dozen statements (REC).
  [[nodiscard]] const std::deque<insight::Reconciliation>& reconciliations() const { return reconciled_; }

  // What a model suggests of the case's note, for people to look at (AIM-02). Null: nothing.
  [[nodiscard]] const model::NoteFacts* suggestions(const model::CaseId& id) const;

 private:
  struct Polling {
    std::optional<base::Instant> due;  // empty while one is under way
    base::Instant last_started;
    base::Instant last_webhook;
  };

  LivePractice(model::PracticeBench bench, Context& context, std::unique_ptr<model::PmsConnector> pms,
               std::vector<std::unique_ptr<model::LabConnector>> labs,
               std::vector<std::vector<Channel>> channels, std::unique_ptr<model::Suggester> suggester,
               base::Instant now);

  // Peers of the outbox: 0 is the PMS, n the n-th lab from 1, then nobody's, then the channels, then
  // who takes purchase orders, then the model.
  static constexpr std::size_t pms_peer = 0;
  [[nodiscard]] std::optional<std::size_t> peer_of(const model::LabId& lab) const;
  [[nodiscard]] base::Instant next_poll(std::size_t peer) const;

  void expect_midnight(base::Instant after);
  void pass_midnights(base::Instant now);
  void tell_held_messages(base::Instant now);
  void start_polls(base::Instant now);
  void escalate_reviews(base::Instant now);
  void settle(base::Instant now, std::vector<Call>& calls);
  void finish(Finished& finished, base::Instant now);
  void finish_poll(Finished& finished, base::Instant now);
  void apply(std::vector<model::Event> events, base::Instant now, const std::string& correlation);
  [[nodiscard]] bool is_over(const model::CaseId& id) const;
  // See live_practice_stock.cpp. `was_under_way`: before the event the case was known and not over.
  void use_stock(const model::Event& event, bool was_under_way, base::Instant now);
  void draft_purchases(base::Instant now);
  void notice(const model::Event& event, base::Instant now, const std::string& correlation);
  void add_notice(Notice notice);

  void carry_out(std::vector<model::Decision>& decisions, base::Instant now, const std::string& correlation);
  void record(const model::Decision& decision, bool performed, base::Instant now,
              const std::string& correlation);
  [[nodiscard]] bool monitored(const model::CaseId& id) const;
  void withdraw(const model::CaseId& id);  // its order, if it has not left
  void withdraw_unapproved();              // orders, after a change of the phase
  // What was withdrawn as unapproved, and has certainly not left, waits for a person.
  void take_back(const model::CaseId& id, const std::string& key, base::Instant now,
                 const std::string& correlation);
  Job job(std::size_t peer, Errand errand, const model::CaseId& id, std::string subject,
          const std::string& correlation) const;
  void to_lab(const model::LabId& lab, Job job,
              std::function<std::unique_ptr<model::Task>(model::LabConnector&)> make, base::Instant now);
  void map_for_lab(model::Order& order) const;
  [[nodiscard]] model::Order order(const model::CaseId& id, std::string key) const;
  [[nodiscard]] std::string tracking(const model::CaseId& id) const;
  std::string next_key(const model::CaseId& id, std::string_view kind);

  // Asks the model beside the rules, which have decided already (AIM-04); see live_practice_advice.cpp.
  void perform(const model::CaseId& id, const model::RxValidated& act, base::Instant now,
               const std::string& correlation);
  void suggested(Finished& finished, base::Instant now);
  bool raise_doubt(const model::CaseId& id, const model::NoteFacts& suggested, base::Instant now,
                   const std::string& correlation);

  // Remakes and invoices, see live_practice_quality.cpp.
  void hand_to_person(const model::CaseId& id, const model::RemakeTriaged& triaged, base::Instant now,
                      const std::string& correlation);
  void hear_warranty(const model::CaseId& id, const model::WarrantyAnswer& answer, base::Instant now,
                     const std::string& correlation);
  void expect_statements(base::Instant after);
  void ask_for_statements(base::Instant now);
  void reconcile(const model::LabId& lab, const model::Invoice& invoice, base::Instant now,
                 const std::string& correlation);

  void perform(const model::CaseId& id, const model::OrderSent& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::OrderMirrored& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::OrderAmended& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::OrderCancelled& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::QuestionAnswered& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::PmsStatus& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::PmsNote& act, base::Instant now,
               const std::string& correlation);
  void perform(const model::CaseId& id, const model::PatientNotified& act, base::Instant now,
               const std::string& correlation);
  Gate message_gate(const model::CaseId& id, model::Stage milestone, bool& waited, base::Instant now) const;

  // Seat visits, see live_practice_seats.cpp.
  void perform(const model::CaseId& id, const model::DelayAlerted& act, base::Instant now,
               const std::string& correlation);
  [[nodiscard]] bool stands(const SeatItem& item) const;
  void watch_seat(const model::CaseId& id, base::Instant now, const std::string& correlation);
  void judge_alert(const model::CaseId& id, base::Instant now, const std::string& correlation);
  void open_seat_item(const model::CaseId& id, const model::AppointmentId& appointment,
                      base::Instant predicted, base::Instant now, const std::string& correlation);
  void end_seat_item(SeatItem& item, base::Instant now, const std::string& correlation);
  void ask_for_slots(SeatItem& item, base::Instant now, const std::string& correlation);
  void propose_slots(SeatItem& item, const std::vector<model::FreeTime>& free, base::Instant now,
                     const std::string& correlation);
  void let_go(SeatItem& item, base::Instant now, const std::string& correlation);
  std::string make_way(SeatItem& item, base::Instant now, const std::string& correlation);
  void release_hold(const model::CaseId& id, const std::string& name, base::Instant now,
                    const std::string& correlation);
  void held(const model::CaseId& id, SeatItem* item, const std::string& name, base::Instant now,
            const std::string& correlation);
  void move_visit(SeatItem& item, const model::Slot& slot, base::Instant now, const std::string& correlation);
  void not_moved(SeatItem& item, std::string_view why, base::Instant now, const std::string& correlation);
  void seat_errand_over(Finished& finished, base::Instant now);
  void pass_seat_times(base::Instant now);
  void plan_to_tell(SeatItem& item, base::Instant now);
  void tell_delay(const SeatItem& item, base::Instant now);

  // Channels, see live_practice_channels.cpp.
  void keep_contents(const model::Event& event);
  [[nodiscard]] model::Order with_contents(const model::Order& order) const;
  void try_channel(const std::string& key, base::Instant now);
  void settle(const std::string& key, bool may_have_happened, const std::string& error, base::Instant now);
  void next_channel(const std::string& key, std::string_view settled, base::Instant now);
  void await_answer(const std::string& key, base::Instant now);
  void on_its_way(const Finished& finished, bool found, bool answered, base::Instant now);
  void end_dispatch(const std::string& key);  // nothing more is tried
  [[nodiscard]] std::function<Gate(base::Instant)> once_settled(const model::CaseId& id,
                                                                base::Instant asked_at) const;

  model::PracticeBench bench_;
  Context& context_;
  Practice practice_;
  InsightDesk insight_;
  InventoryDesk inventory_;
  std::unique_ptr<model::SupplierConnector> supplier_;  // null: no stock is kept
  std::size_t supplier_peer_ = 0;
  std::unique_ptr<model::PmsConnector> pms_;
  std::vector<std::unique_ptr<model::LabConnector>> labs_;
  std::vector<std::vector<Channel>> channels_;  // by lab, in the lab's order of preference; never empty
  std::map<std::string, Dispatch> dispatches_;  // orders with more than one way, by idempotency key
  std::set<model::CaseId> unanswered_;          // cases with such an order that the lab has not answered yet
  std::map<model::CaseId, std::shared_ptr<Withdrawal>> leaving_;  // orders not answered yet
  ContentShelf shelf_;                           // of cases whose order is not at the lab yet
  std::unique_ptr<model::Suggester> suggester_;  // may be null
  std::size_t model_peer_ = 0;
  std::map<model::CaseId, model::NoteFacts> suggestions_;  // of cases that wait for a person
  SeatDesk desk_;
  Outbox outbox_;
  std::vector<Polling> polling_;                    // by peer
  std::optional<base::Instant> midnight_;           // the next one that counts (GOV-04)
  std::optional<base::Instant> statements_;         // when the labs' statements are next asked for
  std::deque<insight::Reconciliation> reconciled_;  // the latest statements
  std::map<model::CaseId, int> keys_given_;         // of amendments and mirrored orders
  std::deque<Notice> notices_;
  std::deque<model::ReviewId> decided_;           // the latest
  std::map<model::ReviewId, int> raised_;         // open reviews that waited too long: how often
  std::optional<base::Instant> next_escalation_;  // of the reviews that are open
};

}  // namespace articulator::workflow

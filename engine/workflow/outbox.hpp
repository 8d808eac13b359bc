// Outbox: what one practice has to get done over wires, in what order, and what becomes of it when a wire
// fails.
//
//   outbox.add({.peer = lab, .errand = Errand::submit, .case_id = id, .make = [..] { return
//   connector.submit(order); }}, now); outbox.pump(now, calls, finished);             // starts what may
//   start: calls to perform, errands that are over outbox.answered(call, outcome, now, calls, finished);
//
// - A *lane* is a queue of errands that must not overtake each other: those of one case at one peer. Only the
// head of a
//   lane runs. A peer's polls are a lane of their own, so are a case's patient messages: they may have to
//   wait for the morning, and the case's status must not wait with them.
// - A *peer* takes so many errands at a time; a peer that is down delays its own lanes only (RES-04).
// - What fails is started anew after a backoff, not before the peer's Retry-After, and not while the peer's
// circuit is
//   open; after the retry budget it is a dead letter, kept until somebody redrives it (RES-01). Polls are
//   never dead letters: they go on.
// - An errand whose call had no answer, or a 5xx, is told so when it is started again, and asks before it
// acts (RES-02).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/ids.hpp"
#include "engine/workflow/call_data.hpp"
#include "engine/workflow/circuit.hpp"
#include "engine/workflow/engine.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace articulator::workflow {

struct Context;

enum class Errand : std::uint8_t {
  poll,
  submit,
  mirror,
  amend,
  cancel,
  answer,
  status,
  note,
  notify,
  settle,       // whether an order that may have arrived is the lab's (DSP-03)
  suggest,      // what a model makes of a note (AIM-01)
  acknowledge,  // the lab's answer to an order that came by drop or mail
  purchase,     // an order to a supplier (INV-02)
  slots,        // when the practice's schedule has time for a visit (DLV-04)
  hold,         // a slot, for some hours (DLV-05)
  release,      // of a hold
  seat,         // a visit moves to a slot, or is booked there
  statement     // what the lab bills for a month (REC-01)
};
[[nodiscard]] constexpr bool is_of_a_visit(Errand errand) {
  return errand >= Errand::slots && errand <= Errand::seat;
}
std::string_view word(Errand errand);  // as in the audit: "poll", "order.sent", "pms.status", ...

// Whether an errand may start now, for reasons of its own (quiet hours).
struct Gate {
  // Withdraw: dropped, unless an attempt may have been carried out; then it goes on to the end.
  enum class Way : std::uint8_t { open, wait, drop, withdraw };
  Way way = Way::open;
  base::Instant until;  // wait: not before
  std::string why;      // drop, withdraw: for the audit
};

struct Job {
  std::size_t peer = 0;  // index into the outbox's peers
  Errand errand = Errand::poll;
  model::CaseId case_id;
  std::string subject;      // what tells it from others of its kind: a stage, a key
  std::string correlation;  // of its cause
  // Makes the task when the errand first starts, so with what is known then (a tracking number). Null: no way
  // to do it.
  std::function<std::unique_ptr<model::Task>()> make;
  std::function<Gate(base::Instant)> gate;  // empty: always open
  // Why it may not go on for now, not even from one of its calls to the next; empty: it may. What is held
  // stays where it is, and its budget with it.
  std::function<std::string_view()> held{};
  base::Duration backoff_max{0};  // 0: as the limits say
  // There is another way to do it: when its budget is over, or the peer refuses, it is `Finished`, failed,
  // and no dead letter.
  bool gives_way = false;
  base::Duration budget{0};  // 0: the retry budget of the limits
  bool ahead = false;        // others of its case may wait for what it brings: it does not queue behind them
};

// An errand that is over. TaskFailed: the peer understood and refuses; only polls, amendments and
// cancellations end so, and errands that give way; the rest become dead letters.
struct Finished {
  std::size_t peer = 0;
  Errand errand = Errand::poll;
  model::CaseId case_id;
  std::string subject;
  std::string correlation;
  std::variant<model::TaskDone, model::TaskFailed> outcome;
  bool may_have_happened = false;  // failed, and an attempt of it ended in the open
};

struct Peer {
  std::string name;    // "glidewell": what the audit calls it
  std::string origin;  // where its calls go
  int running_max = 1;
};

class Outbox {
 public:
  // `context` must outlive it.
  Outbox(Context& context, model::PracticeId practice, std::vector<Peer> peers);
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  void add(Job&& job, base::Instant now);

  // Starts what may start.
  void pump(base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished);

  // False: no such call is under way. It goes on with that errand; `pump` afterwards for the others.
  bool answered(CallId call, const std::variant<base::HttpResponse, base::CallFailure>& outcome,
                base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished);

  // When `pump` has something to do next; empty: not before an answer or a new job.
  [[nodiscard]] std::optional<base::Instant> next_due() const;

  struct DeadLetter {
    base::Instant at;
    Errand errand = Errand::status;
    std::string peer;
    model::CaseId case_id;
    std::string subject;
    CallId call = 0;  // the last one; 0: none was made
    int attempts = 0;
    std::string error;
  };
  [[nodiscard]] std::vector<std::pair<std::uint64_t, DeadLetter>> dead_letters() const;  // by number

  // Puts it back into its lane, at the end, with a new budget. False: no such dead letter.
  bool redrive(std::uint64_t number, base::Instant now);

 private:
  enum class LaneKind : std::uint8_t { poll, ahead, work, messages };
  struct LaneKey {
    std::size_t peer = 0;
    LaneKind kind = LaneKind::poll;
    model::CaseId case_id;
    friend auto operator<=>(const LaneKey&, const LaneKey&) = default;
  };
  struct Entry;
  struct Lane;
  struct Gateway;
  using WakeKey = std::pair<base::Instant, std::uint64_t>;

  Lane& lane_of(const Job& job);
  void put(Lane& lane, const Entry& entry);  // its latest, at its end
  void start(Lane& lane, base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished);
  void take(Lane& lane, model::TaskStep&& step, base::Instant now, std::vector<Call>& calls,
            std::vector<Finished>& finished);
  void ask(Lane& lane, base::HttpRequest&& request, base::Instant now, std::vector<Call>& calls);
  void fail(Lane& lane, const model::TaskFailed& failure, base::Instant now, std::vector<Finished>& finished);
  void bury(Lane& lane, std::string error, base::Instant now);
  void finish(Lane& lane, std::variant<model::TaskDone, model::TaskFailed>&& outcome,
              std::vector<Finished>& finished);
  void release(Lane& lane);                                           // its gateway takes another
  void pop(Lane& lane);                                               // ends the lane when it was the last
  void give_way(base::Instant now, std::vector<Finished>& finished);  // those whose time is over
  bool hold(Lane& lane, base::Instant now);                           // true: it is held
  void let_go(base::Instant now);                                     // those that are held no longer
  void sleep(Lane& lane, base::Instant until);
  void wake(Lane& lane);
  void peer_answered(Gateway& gateway, const Entry& entry, base::Instant now);
  void peer_failed(Gateway& gateway, const Entry& entry, base::Instant now);
  [[nodiscard]] base::Duration wait_after(const Entry& entry) const;

  Context& context_;
  model::PracticeId practice_;
  std::vector<Gateway> gateways_;                          // as the peers given
  std::map<LaneKey, Lane> lanes_;                          // those with an errand
  std::map<WakeKey, Lane*> sleeping_;                      // by when they wake
  std::map<CallId, Lane*> running_;                        // by the call under way
  std::set<std::pair<base::Instant, LaneKey>> deadlines_;  // of those that give way
  std::map<LaneKey, base::Instant> held_;                  // since when
  std::map<std::uint64_t, std::pair<DeadLetter, std::unique_ptr<Entry>>> dead_letters_;
  std::uint64_t last_sleep_ = 0;
  CallData call_data_;
};

}  // namespace articulator::workflow

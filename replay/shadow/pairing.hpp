// Pairing: which of production's decisions answers which of the reference's (DECISIONS, "Comparing").
//
//   Pairing pairing(practice, base::minutes(5));
//   pairing.reference(case_id, {decided, at, place});
//   pairing.production(case_id, {decided, at, place});     // agreed: both are forgotten at once
//   pairing.settle(clock, divergences);                    // whatever waited too long diverges
//
// Where several decisions have one key (the n-th validation of a case, the second time that a case leaves a
// hold), those that agree are paired first, then those of the same content, and what is left in its order.
// Counting n alone would call every later decision wrong after one that is missing, and DECISIONS wants a
// difference reported once.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/ids.hpp"
#include "replay/log/decided.hpp"
#include "replay/shadow/report.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace articulator::replay {

struct Side {
  Decided decided;
  base::Instant at;
  Place place;
  bool optional = false;  // production may do without: DECISIONS does not ask for it
};

class Pairing {
 public:
  // How long one side waits for the other, in log time. What comes later is no answer: a missing and an extra
  // decision. An order or a message a week late has long been noticed, and memory must not grow with the log.
  static constexpr base::Duration wait_max = base::days(7);

  Pairing(model::PracticeId practice, base::Duration late_after)
      : practice_(std::move(practice)), late_after_(late_after) {}

  void reference(const model::CaseId& id, Side&& side, base::Instant clock);
  void production(const model::CaseId& id, Side&& side, base::Instant clock);

  // Settles what has waited since before `clock - wait_max`.
  void settle(base::Instant clock, std::vector<Divergence>& out);
  void settle_all(std::vector<Divergence>& out);

  // Forgets what an answer after `clock` would still agree with.
  void forget_in_time(base::Instant clock);

  [[nodiscard]] std::int64_t agreed() const { return agreed_; }
  [[nodiscard]] std::size_t waiting() const { return waiting_count_; }
  [[nodiscard]] std::size_t looks_ahead() const { return expiry_.size(); }  // what memory rests on besides

 private:
  enum class Who : bool { reference, production };
  struct Waiting {
    Who who;
    Side side;
    base::Instant until;
  };
  using Queue = std::vector<Waiting>;
  using Queues = std::map<model::CaseId, Queue>;

  // So many, and as many as are needed, may be kept for cases in which nothing waits any more.
  static constexpr std::size_t answered_max = 32;
  void forget_answered();

  Queues::iterator queue_of(const model::CaseId& id);
  void add(Who who, const model::CaseId& id, Side&& side, base::Instant clock);
  void settle_case(const model::CaseId& id, base::Instant clock, std::vector<Divergence>& out);
  [[nodiscard]] Divergence divergence(const model::CaseId& id, const Side* reference,
                                      const Side* production) const;
  void emit(const model::CaseId& id, const Waiting& one, const Waiting* other,
            std::vector<Divergence>& out) const;

  model::PracticeId practice_;
  base::Duration late_after_;
  Queues waiting_;
  Queues::node_type spare_;                                     // empty, or with nothing waiting in it
  std::deque<std::pair<base::Instant, model::CaseId>> expiry_;  // by instant, since the clock never goes back
  std::size_t sweep_at_ = answered_max;  // the length of `expiry_` at which it is looked through
  std::size_t waiting_count_ = 0;
  std::int64_t agreed_ = 0;
};

}  // namespace articulator::replay

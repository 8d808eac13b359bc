// The ledger: what a practice has ordered, as little of it as an invoice is judged by. Cases are closed and
// forgotten long before the lab bills them; the ledger remembers each making of each case for a year and a
// bit.
//
//   Ordered& round = ledger.enter(case_id, 1);            // when an order is sent, or found to have been
//   round.fee = product.fee * units;
//   ledger.judge(line, lab)  -> {LineResult::matched, case_id}      // and the round counts as billed
//
// Memory: an entry rests as some 100 bytes (base/resting_map.hpp), `kept_for` after it was ordered it goes,
// and of a practice at most `rounds_max` are kept, the oldest go first. A line for a case that has gone is
// `never_ordered`, and a person's to look at.
#pragma once

#include "engine/base/beginnings.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"
#include "engine/base/packed_map.hpp"
#include "engine/base/packed_queue.hpp"
#include "engine/base/resting_map.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/invoice.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/tooth.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::insight {

// One making of a case: round 1, and one more for each remake.
struct Ordered {
  model::CaseId case_id;
  int round = 1;
  model::LabId lab;
  std::string idempotency_key;
  std::string tracking;
  model::PatientId patient;
  std::vector<model::ToothNumber> teeth;
  std::optional<base::Cents> fee;  // of all its units; empty: the lab's profile has no such product
  bool warranty = false;           // a remake that the lab's policy makes free, and that was claimed so
  base::Instant ordered_at;
  std::optional<base::Instant> shipped_at;
  std::optional<base::Instant> delivered_at;  // in the practice
  // What the clinician said of it, where it came to that.
  std::optional<model::RemakeCause> complaint;
  base::Instant complained_at;
  base::Cents credit_due;  // the lab owes it: complained of within its policy, and not made again for nothing
  bool billed = false;
};

// The makings of a case, in their order.
struct Rounds {
  std::vector<Ordered> all;
};

// How they rest: of labs and patients each beginning but once in a ledger.
class RoundsPacking {
 public:
  void pack(const model::CaseId& id, const Rounds& rounds, std::string& out);
  void unpack(const model::CaseId& id, std::string_view bytes, Rounds& rounds) const;

 private:
  base::Beginnings labs_;
  base::Beginnings patients_;
};

struct JudgedLine {
  model::LineResult result = model::LineResult::never_ordered;
  model::CaseId case_id;  // that it was matched to; of none, the one it names
};

class Ledger {
 public:
  static constexpr base::Duration kept_for = base::days(400);
  static constexpr std::size_t rounds_max = 20'000;

  // The entry of this round, made if there is none. Entries given out are good until `forget`.
  Ordered& enter(const model::CaseId& id, int round, base::Instant at);
  void set_tracking(Ordered& round, const std::string& tracking);
  void withdraw(const model::CaseId& id, int round);  // the lab rejected it: never ordered

  [[nodiscard]] const Ordered* first(const model::CaseId& id) const;  // null: none
  [[nodiscard]] Ordered* latest(const model::CaseId& id);
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t memory_bytes() const {  // at rest
    return cases_.memory_bytes_at_rest() + by_tracking_.memory_bytes() + by_age_.memory_bytes();
  }

  // DECISIONS, "Invoice lines". By case id, then by tracking number; a line that fits is used up with its
  // round.
  JudgedLine judge(const model::BilledLine& line, const model::LabId& lab);

  // All entries, by case and round: what a statement is reconciled against.
  [[nodiscard]] std::vector<Ordered> entries() const;

  void forget(base::Instant now);

 private:
  static constexpr std::size_t awake_max = 2;

  [[nodiscard]] std::optional<model::CaseId> case_of(std::string_view tracking) const;
  Ordered* meant(const model::BilledLine& line, const model::LabId& lab);
  void drop(const model::CaseId& id, int round);

  base::RestingMap<model::CaseId, Rounds, RoundsPacking> cases_{awake_max};
  base::Beginnings case_ids_;
  base::PackedMap by_tracking_;  // the case
  base::PackedQueue by_age_;     // instant, case, round
  std::size_t count_ = 0;
};

}  // namespace articulator::insight

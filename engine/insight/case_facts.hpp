// CaseFacts: what is known of one case, as far as the figures ask; gathered from events in any order and any
// parts.
//
// Each member only ever grows in one direction: the earliest instant, the latest word, a set. So joining the
// facts of two parts of a log gives what one pass over the whole gives, and saying a thing twice changes
// nothing (a join-semilattice, as in CRDTs: Shapiro et al. 2011, INRIA RR-7506).
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"
#include "engine/model/event.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace articulator::insight {

// The latest word on something. Of two said at the same instant the greater counts, whichever came first.
template <typename T>
class Latest {
 public:
  void set(base::Instant at, T value) {
    if (!said_ || std::pair(at, value) > *said_) said_.emplace(at, std::move(value));
  }
  void join(const Latest& other) {
    if (other.said_) set(other.said_->first, other.said_->second);
  }
  [[nodiscard]] const T* get() const { return said_ ? &said_->second : nullptr; }

 private:
  std::optional<std::pair<base::Instant, T>> said_;
};

class Earliest {
 public:
  void set(base::Instant at) { at_ = at_ ? std::min(*at_, at) : at; }
  void join(const Earliest& other) {
    if (other.at_) set(*other.at_);
  }
  [[nodiscard]] const std::optional<base::Instant>& get() const { return at_; }

 private:
  std::optional<base::Instant> at_;
};

struct CaseFacts {
  // Of the prescription, by its latest word.
  Latest<std::string> lab;
  Latest<std::string> restoration;
  Latest<std::string> material;
  Latest<std::string> prescriber;
  Latest<std::int64_t> units;
  Latest<std::optional<base::Date>> due;
  Latest<std::optional<base::Instant>> appointment;

  Earliest ready;
  Earliest ordered;  // the lab took it
  std::optional<base::Instant> ordered_last;
  Earliest received;  // in the practice's hands
  Earliest seated;
  Earliest cancelled;
  std::map<std::string, base::Instant>
      callbacks;  // by what it is, the first time: a poll may say it once more
  std::set<base::Instant> feedback;
  std::map<base::Instant, std::string> triaged;                               // the cause
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> billed_cents;  // by statement and line

  void join(const CaseFacts& other);

  // The latest instant that says the case is over; empty: it is not.
  [[nodiscard]] std::optional<base::Instant> ended() const;
};

// Takes what the event says of its case. `profile`: of the lab, for what its words mean; null: not known.
void learn(CaseFacts& facts, const model::Event& event, const model::LabProfile* profile);

}  // namespace articulator::insight

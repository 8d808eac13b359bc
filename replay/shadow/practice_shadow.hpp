// PracticeShadow: the reference engine beside one practice's production.
//
//   PracticeShadow shadow(PracticeId{"p-01"}, base::minutes(5), shared);
//   if (!shadow.is_repeat(event)) shadow.feed(event, place, divergences);
//   shadow.finish(end_of_log, false, divergences);
//
// Events take effect in the order of the log, which is the order in which production saw them; a decision
// bears the instant of its event, also where the event arrived late. Held messages come due when an event
// passes their instant, before that event: a late event does not undo what was due meanwhile.
#pragma once

#include "engine/workflow/practice.hpp"
#include "replay/log/log_event.hpp"
#include "replay/log/seen_ids.hpp"
#include "replay/shadow/pairing.hpp"
#include "replay/shadow/report.hpp"

#include <cstdint>
#include <vector>

namespace articulator::replay {

class PracticeShadow {
 public:
  // What practices that are worked on one after the other share.
  struct Shared {
    TraitCounts cases_by_traits;             // of all of them
    std::vector<model::Decision> decisions;  // of the event at hand
  };
  PracticeShadow(model::PracticeId practice, base::Duration late_after, Shared& shared)
      : practice_(practice, awake_max), pairing_(practice, late_after), shared_(shared) {}

  // Whether such an event came before; asked once of each, in their order.
  bool is_repeat(const LogEvent& event) { return !seen_.insert(event.source, event.id); }
  // One that is no repeat. What production decided is taken out of it.
  void feed(LogEvent& event, Place place, std::vector<Divergence>& out);

  // The next lines are of other practices.
  void rest() { practice_.rest(); }

  // The log ends at `end`: what is due until then comes, and what still waits is settled. Where it was only
  // stopped there, what the other side may yet answer in time is nobody's divergence.
  void finish(base::Instant end, bool stopped, std::vector<Divergence>& out);

  [[nodiscard]] std::int64_t agreed() const { return pairing_.agreed(); }
  [[nodiscard]] std::int64_t cases() const { return cases_; }

 private:
  // While the lines are others': practices are many.
  static constexpr std::size_t awake_max = 0;

  void decided(bool optional_reviews);
  void add_traits(std::vector<Divergence>& found, std::size_t from) const;

  workflow::Practice practice_;
  Pairing pairing_;
  SeenIds seen_;
  base::Instant clock_;  // the latest instant seen
  Place place_;          // of the latest line
  std::int64_t cases_ = 0;
  Shared& shared_;
};

}  // namespace articulator::replay

// Estimate: when a case will be in the practice, and on what grounds (DLV-01).
//
//   const auto estimate = estimate_of({Stage::in_design, since}, history, prior_of(profile, product, stage),
//                                     now, calendar);
//   estimate->p80                    // by then, four times out of five
//   predicted(promise, estimate)     // the later of that and the lab's own promise (DECISIONS, "Delay")
//
// Two sources are counted together: the practice's own history of this work from this stage on, a case each,
// and the lab's published turnaround, as `prior_cases` imagined cases. So with no history the profile speaks,
// with as many cases as that the two weigh the same, and with a hundred the profile is a whisper. All in
// integers: the same on any machine.
//
// Time that passes without news is news: a case that has taken longer than some did will not be one of those,
// so only the longer ones are counted. Beyond the longest of all it is taken to need a quarter more, and then
// a quarter more again. `changes_at` says when the estimate next changes by the passing of time alone.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/delivery/histogram.hpp"
#include "engine/delivery/journey.hpp"
#include "engine/delivery/working_time.hpp"
#include "engine/model/lab_profile.hpp"

#include <optional>

namespace articulator::delivery {

inline constexpr int prior_cases = 8;

// What the lab's profile makes one expect from that stage on. In-lab time and transit as published, spread
// as labs' own ranges are: from an eighth less to half as long again (DOMAIN 4.7: "5-7", "6-9", "1-3 days").
Histogram prior_of(const model::LabProfile& lab, const model::Product& product, model::Stage stage);

struct Estimate {
  base::Instant p50;
  base::Instant p80;
  base::Instant p95;
  std::int64_t history_cases = 0;  // of the practice's own
  std::int64_t prior_cases = 0;    // of the lab's profile
  Journey::Place place;            // the stage from which it is reckoned
  base::Instant changes_at;        // later than now
};

// `history` may be null. Empty: there is neither history nor prior.
std::optional<Estimate> estimate_of(const Journey::Place& place, const Histogram* history,
                                    const Histogram& prior, base::Instant now, const LabCalendar& lab);

struct Prediction {
  base::Instant at;
  bool by_history = false;  // else by the lab's promise
};

// The later of the lab's promise and the 80th percentile. Empty: there is neither.
std::optional<Prediction> predicted(std::optional<base::Instant> promise,
                                    const std::optional<Estimate>& estimate);

}  // namespace articulator::delivery

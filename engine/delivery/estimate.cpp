#include "engine/delivery/estimate.hpp"

#include <algorithm>
#include <array>

namespace articulator::delivery {
namespace {

constexpr int eighths_a_day = 8;

// How much of the in-lab time is left from each of `stages_made` on, in eighths of it. Labs publish no times
// of stages; design and finishing are taken as an eighth each around the making.
constexpr std::array<int, stages_made.size()> left_of_making{8, 8, 7, 5, 1, 0};

// The imagined cases, in eighths of the published time: half of them as promised, one in eight half as long
// again.
constexpr std::array<int, prior_cases> spread{7, 8, 8, 8, 8, 9, 10, 12};

// Past all that is known: the first of a ladder that is above `elapsed`, each rung a quarter higher than the
// last, at least a working day.
int rung_above(int longest, std::int64_t elapsed_ms) {
  int rung = longest;
  while (ms_of(rung) <= elapsed_ms)
    rung += std::max(eighths_a_day, rung / 4);
  return rung;
}

int value_of(const Histogram& all, int percent, int over, int otherwise) {
  return all.quantile(percent, over).value_or(otherwise);
}

}  // namespace

Histogram prior_of(const model::LabProfile& lab, const model::Product& product, model::Stage stage) {
  Histogram prior;
  const auto* const found = std::ranges::find(stages_made, stage);
  if (found == stages_made.end()) return prior;
  const int making = product.turnaround_working_days *
                     left_of_making.at(static_cast<std::size_t>(found - stages_made.begin()));
  const int days_left = making + lab.transit_working_days * eighths_a_day;  // in eighths
  for (const int part : spread)
    prior.add((days_left * part + eighths_a_day - 1) / eighths_a_day);
  return prior;
}

std::optional<Estimate> estimate_of(const Journey::Place& place, const Histogram* history,
                                    const Histogram& prior, base::Instant now, const LabCalendar& lab) {
  Histogram all = prior;
  if (history != nullptr) all.merge(*history);
  if (all.total() == 0) return std::nullopt;
  const std::int64_t elapsed_ms = working_ms(place.since, now, lab);
  // A case is over within its last eighth: those whose time is up at `now` are counted out.
  const int over = static_cast<int>(std::min<std::int64_t>(elapsed_ms / ms_of(1), 4L * eighths_max));
  const int longest = all.bars().back().value;
  const int beyond = rung_above(longest, elapsed_ms);
  // To the minute, rounded up: nobody means more by it.
  const auto at = [&](int eighths) {
    constexpr std::int64_t minute_ms = 60'000;
    const std::int64_t exact = after_working(place.since, ms_of(eighths), lab).ms_since_epoch;
    return base::Instant{(exact + minute_ms - 1) / minute_ms * minute_ms};
  };
  Estimate estimate;
  estimate.p50 = at(value_of(all, 50, over, beyond));
  estimate.p80 = at(value_of(all, 80, over, beyond));
  estimate.p95 = at(value_of(all, 95, over, beyond));
  estimate.history_cases = history != nullptr ? history->total() : 0;
  estimate.prior_cases = prior.total();
  estimate.place = place;
  const auto next = std::ranges::upper_bound(all.bars(), over, {}, &Histogram::Bar::value);
  estimate.changes_at = std::max(at(next == all.bars().end() ? beyond : next->value), now + base::minutes(1));
  return estimate;
}

std::optional<Prediction> predicted(std::optional<base::Instant> promise,
                                    const std::optional<Estimate>& estimate) {
  if (estimate && (!promise || estimate->p80 > *promise)) return Prediction{estimate->p80, true};
  if (promise) return Prediction{*promise, false};
  return std::nullopt;
}

}  // namespace articulator::delivery

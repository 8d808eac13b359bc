#include "engine/insight/selection.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace articulator::insight {
namespace {

using model::ScorePart;

constexpr std::int64_t not_known_bp = basis_points / 2;
constexpr std::int64_t minutes_a_day = 1440;

constexpr std::array<ScorePart, 3> of_history{ScorePart::turnaround, ScorePart::on_time, ScorePart::remakes};

Suggestion::Part& part(Suggestion& of, ScorePart which) {
  return of.parts[static_cast<std::size_t>(which)];
}

// "97.3"
std::string percent(std::int64_t bp) {
  return fmt::format("{}.{}", (bp + 5) / 100, (bp + 5) % 100 / 10);
}
std::string days(std::int64_t minutes) {
  const std::int64_t tenths = (minutes * 20 / minutes_a_day + 1) / 2;
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

void choose_history(Suggestion& of, std::int64_t minimum) {
  for (const Candidate::History& history : of.candidate.histories) {
    of.rests_on = history.of;
    of.history = history.tally;
    of.thin = history.tally.delivered < minimum;
    if (!of.thin) return;
  }
}

// How long it takes, cautiously: nine of ten by then; a thin lab no faster than it promises.
std::int64_t minutes_of(const Suggestion& of, std::int64_t minimum) {
  const Histogram& known = of.history.turnaround;
  const std::int64_t p90 = known.count() > 0 ? known.quantile(900) : 0;
  return known.count() >= minimum ? p90 : std::max(p90, of.candidate.promised_minutes);
}

// The best of all is worth everything, twice as much (of money or time) half.
std::int64_t against_best(std::int64_t best, std::int64_t own) {
  return own <= 0 ? basis_points : std::clamp<std::int64_t>(best * basis_points / own, 0, basis_points);
}

void score_fees(std::vector<Suggestion>& all) {
  std::int64_t cheapest = all.front().candidate.fee.cents;
  for (const Suggestion& one : all)
    cheapest = std::min(cheapest, one.candidate.fee.cents);
  for (Suggestion& one : all) {
    const std::int64_t cents = one.candidate.fee.cents;
    part(one, ScorePart::fee).points_bp = against_best(cheapest, cents);
    part(one, ScorePart::fee).why =
        fmt::format("${}.{:02} by the lab's fee schedule", cents / 100, cents % 100);
  }
}

void score_turnaround(std::vector<Suggestion>& all, std::int64_t minimum) {
  std::int64_t fastest = minutes_of(all.front(), minimum);
  for (const Suggestion& one : all)
    fastest = std::min(fastest, minutes_of(one, minimum));
  for (Suggestion& one : all) {
    Suggestion::Part& turnaround = part(one, ScorePart::turnaround);
    const std::int64_t minutes = minutes_of(one, minimum);
    turnaround.points_bp = against_best(fastest, minutes);
    turnaround.why = one.history.turnaround.count() >= minimum
                         ? fmt::format("nine of ten within {} days", days(minutes))
                         : fmt::format("promises {} days; too few cases to say more",
                                       days(one.candidate.promised_minutes));
  }
}

std::string share_text(std::int64_t hits, std::int64_t all, const Interval& interval, const char* what) {
  if (all == 0) return fmt::format("no case {} yet", what);
  return fmt::format("{} of {} {}: between {} and {} %", hits, all, what, percent(interval.low_bp),
                     percent(interval.high_bp));
}

void score_rates(Suggestion& of) {
  const Tally& history = of.history;
  const Interval on_time = history.on_time_interval();
  part(of, ScorePart::on_time).points_bp = on_time.low_bp;
  part(of, ScorePart::on_time).why = share_text(history.on_time, history.on_time_judged, on_time, "on time");
  const Interval remakes = history.remake_interval();
  part(of, ScorePart::remakes).points_bp = basis_points - remakes.high_bp;
  part(of, ScorePart::remakes).why = share_text(history.remade, history.delivered, remakes, "made again");
}

void score_guideline(Suggestion& of) {
  Suggestion::Part& guideline = part(of, ScorePart::guideline);
  switch (of.candidate.guideline) {
    case Guideline::recommends:
      guideline.points_bp = basis_points;
      guideline.why = "the lab recommends this material for the position";
      return;
    case Guideline::advises_other:
      guideline.points_bp = 0;
      guideline.why = "the lab recommends another material for the position";
      return;
    case Guideline::silent:
      guideline.points_bp = not_known_bp;
      guideline.why = "the lab's guideline says nothing of the position";
      return;
  }
}

void score_insurance(Suggestion& of) {
  Suggestion::Part& insurance = part(of, ScorePart::insurance);
  const auto& paid = of.candidate.plan_percent;
  insurance.points_bp = paid ? std::int64_t{*paid} * 100 : not_known_bp;
  insurance.why = paid ? fmt::format("the plan pays {} %", *paid) : "what the plan pays is not known";
  if (!of.candidate.plan_remark.empty()) insurance.why += ", " + of.candidate.plan_remark;
}

// What is little known counts for no more than the worst of what is well known.
void hold_back_thin(std::vector<Suggestion>& all) {
  for (const ScorePart which : of_history) {
    std::int64_t worst = basis_points;
    for (Suggestion& one : all)
      if (!one.thin) worst = std::min(worst, part(one, which).points_bp);
    for (Suggestion& one : all)
      if (one.thin) part(one, which).points_bp = std::min(part(one, which).points_bp, worst);
  }
}

}  // namespace

std::vector<Suggestion> rank(std::vector<Candidate> candidates, const model::SelectionSetup& setup) {
  std::vector<Suggestion> all;
  for (Candidate& candidate : candidates) {
    Suggestion& one = all.emplace_back();
    one.candidate = std::move(candidate);
    choose_history(one, setup.minimum_cases);
    score_rates(one);
    score_guideline(one);
    score_insurance(one);
  }
  if (all.empty()) return all;
  score_fees(all);
  score_turnaround(all, setup.minimum_cases);
  hold_back_thin(all);
  for (Suggestion& one : all) {
    std::int64_t sum = 0;
    for (std::size_t n = 0; n < model::score_parts; ++n) {
      one.parts[n].weight_percent = setup.weights[n];
      sum += setup.weights[n] * one.parts[n].points_bp;
    }
    one.score_bp = sum / 100;
  }
  std::ranges::sort(all, [](const Suggestion& a, const Suggestion& b) {
    return std::tuple(-a.score_bp, -a.history.delivered, a.candidate.lab, a.candidate.material) <
           std::tuple(-b.score_bp, -b.history.delivered, b.candidate.lab, b.candidate.material);
  });
  return all;
}

}  // namespace articulator::insight

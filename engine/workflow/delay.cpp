// Whether a case will be too late for its seat appointment (DECISIONS, "Delay"; DLV-01 to DLV-03).
//
// With the predictor "lab_promise" only an event changes the prediction. With "learned" the passing of time
// does, too: a case that has no news for longer than most had will be late, and that is knowable without any
// further event. DLV-03 takes lateness to be *knowable* from the first instant at which this prediction, made
// of all that was told until then, is past the need. So each case that waits has a next check, at the instant
// at which its estimate next changes by itself, and the alert has that instant.
#include "engine/base/assert.hpp"
#include "engine/delivery/alert.hpp"
#include "engine/delivery/estimate.hpp"
#include "engine/workflow/practice_state.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::workflow {
namespace {

constexpr std::string_view learned = "learned";

// After it came back to the practice, and once the case is over, there is nothing left to be late.
bool waits_for_delivery(const Case& open) {
  return !open.received_back && !open.ended_at && !open.cancelled;
}

std::optional<delivery::Work> work_of(const Case& open) {
  const FileOutline& file = open.file.outline();
  if (!file.procedure || !file.material) return std::nullopt;
  return delivery::Work{file.lab, *file.procedure, *file.material};
}

void check_at(PracticeState& state, const model::CaseId& id, Case& open, std::optional<base::Instant> at) {
  if (open.next_check == at) return;
  if (open.next_check) state.checks.erase({*open.next_check, id});
  if (at) state.checks.emplace(*at, id);
  open.next_check = at;
}

void alert(const Turn& turn, const model::CaseId& id, Case& open, const delivery::Need& need,
           const delivery::Prediction& prediction) {
  open.delay = {need.appointment, prediction.at, open.delay ? open.delay->raised_at : turn.at};
  decide(turn, id, open,
         model::DelayAlerted{need.appointment, prediction.at, need.by,
                             prediction.by_history ? "history" : "lab_promise"});
}

void clear(const Turn& turn, const model::CaseId& id, Case& open) {
  decide(turn, id, open, model::DelayCleared{open.delay->appointment});
  open.delay.reset();
}

// `as_of`: how much time is known to have passed. An event that arrives late does not turn it back.
void assess(const Turn& turn, const model::CaseId& id, Case& open, base::Instant as_of) {
  PracticeState& state = turn.state;
  const std::optional<Visit>& seat = open.file.outline().visit;
  const bool by_history = state.policy.predictor == learned;
  const bool may_be_late = seat && waits_for_delivery(open) && (open.predicted_delivery || by_history);
  if (!may_be_late && !open.delay) return check_at(state, id, open, std::nullopt);
  std::optional<delivery::Estimate> estimate;
  if (may_be_late && by_history) estimate = expected_delivery(state, open, as_of);
  check_at(state, id, open, estimate ? std::optional(estimate->changes_at) : std::nullopt);
  // In phase monitor nothing is decided; the first event after it finds what stands then.
  if (phase_of(state, open) == model::Phase::monitor) return;
  const auto prediction = delivery::predicted(open.predicted_delivery, estimate);
  std::optional<delivery::Need> need;
  if (may_be_late) need = {seat->id, delivery::needed_by(seat->start, state.policy.zone)};
  switch (delivery::news_of(open.delay, need, prediction ? std::optional(prediction->at) : std::nullopt)) {
    case delivery::News::none:
      return;
    case delivery::News::raise:
      return alert(turn, id, open, *need, *prediction);
    case delivery::News::clear:
      return clear(turn, id, open);
    case delivery::News::clear_raise:
      clear(turn, id, open);
      return alert(turn, id, open, *need, *prediction);
  }
}

// What one case took is news for all that wait for the same work.
void judge_alike(const Turn& turn, const delivery::Work& work, const Case& arrived) {
  std::vector<model::CaseId> waiting;
  for (const auto& [at, id] : turn.state.checks)
    waiting.push_back(id);
  for (const model::CaseId& id : waiting) {
    Case& open = *find_case(turn.state, id);
    if (&open != &arrived && work_of(open) == work) assess(turn, id, open, std::max(turn.at, turn.state.now));
  }
}

}  // namespace

std::optional<delivery::Estimate> expected_delivery(const PracticeState& state, const Case& open,
                                                    base::Instant now) {
  const auto work = work_of(open);
  const model::LabProfile* lab = find_lab(state, open.file.outline().lab);
  const auto place = open.journey.latest();
  if (!work || lab == nullptr || !place || !waits_for_delivery(open)) return std::nullopt;
  const model::Product* product = lab->product(work->restoration, work->material);
  const delivery::Histogram prior =
      product != nullptr ? delivery::prior_of(*lab, *product, place->stage) : delivery::Histogram();
  return delivery::estimate_of(*place, state.deliveries.from(*work, place->stage), prior, now,
                               {lab->zone, lab->days});
}

std::optional<delivery::Prediction> predicted_delivery(const PracticeState& state, const Case& open,
                                                       base::Instant now) {
  if (state.policy.predictor != learned) return delivery::predicted(open.predicted_delivery, std::nullopt);
  return delivery::predicted(open.predicted_delivery, expected_delivery(state, open, now));
}

void assess_delay(const Turn& turn, const model::CaseId& id, Case& open) {
  assess(turn, id, open, std::max(turn.at, turn.state.now));
}

void end_delay(PracticeState& state, const model::CaseId& id, Case& open) {
  open.delay.reset();
  check_at(state, id, open, std::nullopt);
}

void learn_delivery(const Turn& turn, const Case& open) {
  const auto work = work_of(open);
  const model::LabProfile* lab = find_lab(turn.state, open.file.outline().lab);
  if (!work || lab == nullptr) return;
  turn.state.deliveries.learn(*work, open.journey, turn.at, {lab->zone, lab->days});
  if (turn.state.policy.predictor == learned) judge_alike(turn, *work, open);
}

void predictor_changed(const Turn& turn) {
  for (auto& [id, open] : turn.state.cases.wake_all())
    assess_delay(turn, id, open);
}

void grow_late(PracticeState& state, base::Instant now, std::vector<model::Decision>& out) {
  const auto [at, id] = *state.checks.begin();
  ART_ASSERT(at <= now);
  Case& open = *find_case(state, id);
  open.next_check.reset();
  state.checks.erase(state.checks.begin());
  assess(Turn{state, at, out}, id, open, at);
}

}  // namespace articulator::workflow

// Whether a case will be too late for its seat appointment (DECISIONS, "Delay"; DLV-02, DLV-03).
#include "engine/delivery/alert.hpp"
#include "engine/workflow/practice_state.hpp"

#include <optional>
#include <utility>

namespace articulator::workflow {
namespace {

// After it came back to the practice, and once the case is over, there is nothing left to be late.
bool waits_for_delivery(const Case& open) {
  return !open.received_back && !open.ended_at && !open.cancelled;
}

}  // namespace

void assess_delay(const Turn& turn, const model::CaseId& id, Case& open) {
  const std::optional<model::Appointment>& seat = open.file.appointment;
  const bool may_be_late = open.predicted_delivery && seat && waits_for_delivery(open);
  if (!may_be_late && !open.delay) return;
  // In phase monitor nothing is decided; the first event after it finds what stands then.
  if (phase_of(turn.state, open) == model::Phase::monitor) return;
  std::optional<delivery::Need> need;
  if (may_be_late) need = {seat->id, delivery::needed_by(seat->start, turn.state.policy.zone)};
  const delivery::News news = delivery::news_of(open.delay, need, open.predicted_delivery);
  if (news == delivery::News::clear || news == delivery::News::clear_raise) {
    decide(turn, id, open, model::DelayCleared{open.delay->appointment});
    open.delay.reset();
  }
  if (news == delivery::News::raise || news == delivery::News::clear_raise) {
    open.delay = {need->appointment, *open.predicted_delivery};
    decide(turn, id, open,
           model::DelayAlerted{need->appointment, *open.predicted_delivery, need->by, "lab_promise"});
  }
}

void end_delay(Case& open) {
  open.delay.reset();
}

}  // namespace articulator::workflow

// Delivered work that is complained of (DECISIONS, row `pms.case.feedback`), and the round that is opened
// when it is sent to the lab once more.
#include "engine/model/remake.hpp"

#include "engine/quality/classify.hpp"
#include "engine/quality/warranty.hpp"
#include "engine/workflow/practice_state.hpp"

#include <utility>

namespace articulator::workflow {
namespace {

base::Instant left_the_lab(const insight::Ordered& made) {
  return made.shipped_at.value_or(made.delivered_at.value_or(made.ordered_at));
}

bool is_covered(const PracticeState& state, const insight::Ordered& made, model::RemakeCause cause,
                base::Instant at) {
  const model::LabProfile* lab = find_lab(state, made.lab);
  return lab != nullptr && quality::covered(lab->remake_credit, cause, left_the_lab(made), at);
}

// Kept with the order, which outlives the case.
void keep_complaint(const Turn& turn, const model::CaseId& id, model::RemakeCause cause) {
  insight::Ordered* made = turn.state.ledger.latest(id);
  if (made == nullptr) return;
  made->complaint = cause;
  made->complained_at = turn.at;
  // Money back, unless it is made again for nothing.
  const bool credit = model::route_of(cause) == model::RemakeRoute::lab_credit &&
                      is_covered(turn.state, *made, cause, turn.at);
  made->credit_due = credit ? made->fee.value_or(base::Cents{}) : base::Cents{};
}

// What was said of the work; where that was nothing, or not clear, what the new prescription's notes say: so
// a person who sends it once more decides it in words.
model::RemakeCause cause_of(const insight::Ordered& made, const Case& open) {
  if (made.complaint.value_or(model::RemakeCause::unclear) != model::RemakeCause::unclear)
    return *made.complaint;
  return quality::classify(open.file->notes).cause;
}

}  // namespace

// Also of a case that was forgotten meanwhile: a complaint may come long after the seat visit.
void case_feedback(const Turn& turn, const model::CaseId& id, const model::CaseFeedback& feedback) {
  Case* open = find_case(turn.state, id);
  turn.state.history.feedback(id);
  quality::Complaint complaint = quality::classify(feedback.text);
  keep_complaint(turn, id, complaint.cause);
  model::RemakeTriaged triaged{complaint.cause, model::route_of(complaint.cause),
                               complaint.confidence_percent, std::move(complaint.words)};
  if (open != nullptr) {
    open->had_feedback = true;
    decide(turn, id, *open, std::move(triaged));
  } else if (turn.state.policy.phase != model::Phase::monitor) {
    turn.out.push_back({turn.at, id, std::move(triaged)});
  }
}

bool is_back(const Case& open) {
  return open.received_back || (open.sent && open.had_feedback);
}

void open_round(const Turn& turn, const model::CaseId& id, Case& open) {
  insight::Ordered* made = turn.state.ledger.latest(id);
  if (made == nullptr) return;
  open.round = made->round;
  if (!made->shipped_at && !made->delivered_at) return;  // it was never made: the same round once more
  ++open.round;
  const insight::Ordered* first = turn.state.ledger.first(id);
  const model::RemakeCause cause = cause_of(*made, open);
  open.remake =
      model::Remake{open.round,
                    cause,
                    model::route_of(cause),
                    first->idempotency_key,
                    first->tracking,
                    made->lab == open.file.outline().lab && is_covered(turn.state, *made, cause, turn.at)};
  if (open.remake->warranty_claimed) made->credit_due = {};
}

}  // namespace articulator::workflow

// Delivered work that is complained of (DECISIONS, row `pms.case.feedback`).
#include "engine/model/remake.hpp"

#include "engine/quality/classify.hpp"
#include "engine/workflow/practice_state.hpp"

#include <utility>

namespace articulator::workflow {

// Also of a case that was forgotten meanwhile: a complaint may come long after the seat visit.
void case_feedback(const Turn& turn, const model::CaseId& id, const model::CaseFeedback& feedback) {
  Case* open = find_case(turn.state, id);
  turn.state.history.feedback(id);
  quality::Complaint complaint = quality::classify(feedback.text);
  model::RemakeTriaged triaged{complaint.cause, model::route_of(complaint.cause),
                               complaint.confidence_percent, std::move(complaint.words)};
  if (open != nullptr) {
    open->had_feedback = true;
    decide(turn, id, *open, std::move(triaged));
  } else if (turn.state.policy.phase != model::Phase::monitor) {
    turn.out.push_back({turn.at, id, std::move(triaged)});
  }
}

}  // namespace articulator::workflow

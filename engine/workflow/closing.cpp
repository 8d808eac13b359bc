// How a case ends: cancelled, received and seated, and what is said of it afterwards.
#include "engine/model/stage.hpp"
#include "engine/workflow/practice_state.hpp"

namespace articulator::workflow {

void case_cancelled(const Turn& turn, const model::CaseId& id, const model::CaseCancelled& cancelled) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || open->ended_at) return;
  if (open->sent && !lab_allows_change(*open)) {
    open_review(turn, id, *open, {"DSP-10"});
    return;
  }
  if (open->sent) decide(turn, id, *open, model::OrderCancelled{open->file.outline().lab, cancelled.reason});
  end_case(turn, id, *open, model::Stage::cancelled);
}

// The PMS knows: no write. What is in the practice was ordered, whoever ordered it.
void case_received(const Turn& turn, const model::CaseId& id) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || open->ended_at) return;
  open->sent = true;
  if (!open->received_back) learn_delivery(turn, *open);
  open->received_back = true;
  end_delay(turn.state, id, *open);
  if (model::before(open->stage, model::Stage::delivered))
    reach(turn, id, *open, model::Stage::delivered, PmsWrite::no);
  keep_books(turn, id, *open);
}

void case_seated(const Turn& turn, const model::CaseId& id) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || open->ended_at) return;
  open->sent = true;
  open->received_back = true;
  end_case(turn, id, *open, model::Stage::closed);
  keep_books(turn, id, *open);
  tell_patient(turn, id, *open, model::Stage::closed);
}

}  // namespace articulator::workflow

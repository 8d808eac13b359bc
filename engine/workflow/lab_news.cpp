// What the lab says of an order (DECISIONS, "What follows from what", rows `lab.*`).
#include "engine/model/lab_profile.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/spelling.hpp"
#include "engine/model/stage.hpp"
#include "engine/tracking/advance.hpp"
#include "engine/workflow/practice_state.hpp"

#include <string>

namespace articulator::workflow {
namespace {

// Facts win: what the lab has, was sent, whether or not it was decided here.
Case* ordered_case(const Turn& turn, const model::CaseId& id) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || open->ended_at) return nullptr;
  if (!open->sent) {
    open->sent = true;
    ++open->orders_sent;
    open->stage = model::Stage::approved;
    open->reviews.clear();
    keep_books(turn, id, *open);
  }
  return open;
}

// RMK-04: why it is made once more, and who pays.
std::string remake_note(const model::Remake& remake) {
  std::string text = " Remake, round " + std::to_string(remake.round);
  if (!remake.first_tracking.empty()) text += " of " + remake.first_tracking;
  text += "; cause: " + model::spoken(model::word(remake.cause));
  text += "; route: " + model::spoken(model::word(remake.route)) + ".";
  text += remake.warranty_claimed ? " Claimed under warranty, no charge."
                                  : " Not covered by the lab's remake policy.";
  return text;
}

// DSP-07: restoration, tooth, lab, tracking number and expected ship date.
std::string chart_note(const PracticeState& state, const Case& open) {
  std::string text = model::describe(open.file->prescription);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  const model::LabProfile* lab = find_lab(state, open.file.outline().lab);
  text += " ordered from " + (lab != nullptr ? lab->name : open.file.outline().lab.text) + ", tracking " +
          open.tracking;
  text += open.ship_by.empty() ? ", ship date not given yet." : ", expected to ship " + open.ship_by + ".";
  if (open.remake) text += remake_note(*open.remake);
  return text;
}

}  // namespace

void order_acknowledged(const Turn& turn, const model::CaseId& id, const model::OrderAcknowledged& ack) {
  Case* open = ordered_case(turn, id);
  if (open == nullptr) return;
  turn.state.history.acknowledged(*open->file);
  const bool repeated = open->tracking == ack.tracking && !open->ship_by.empty();
  if (open->tracking != ack.tracking && !open->tracking.empty()) open->last_sequence = 0;  // another order
  open->tracking = ack.tracking;
  open->ship_by = ack.ship_by;
  keep_books(turn, id, *open);
  if (repeated) return;
  turn.state.habits.learn(*open->file);
  const bool newly_submitted = model::before(open->stage, model::Stage::submitted);
  if (newly_submitted && open->on_hold) {  // heard late, after the hold that is shown already
    open->stage = model::Stage::submitted;
    open->journey.reach(model::Stage::submitted, turn.at);
  } else if (newly_submitted) {
    reach(turn, id, *open, model::Stage::submitted, PmsWrite::yes);
  }
  decide(turn, id, *open, model::PmsNote{chart_note(turn.state, *open)});
  assess_delay(turn, id, *open);
}

void order_rejected(const Turn& turn, const model::CaseId& id, const model::OrderRejected& /*rejected*/) {
  Case* open = ordered_case(turn, id);
  if (open == nullptr) return;
  open->sent = false;
  turn.state.ledger.withdraw(id, open->round);
  open->stage = model::Stage::needs_clarification;
  open->on_hold = false;
  open_review(turn, id, *open, {"DSP-09"});
}

void lab_status(const Turn& turn, const model::CaseId& id, const model::LabId& lab,
                const model::LabStatus& status) {
  Case* open = ordered_case(turn, id);
  if (open == nullptr) return;
  const model::LabProfile* profile = find_lab(turn.state, lab.empty() ? open->file.outline().lab : lab);
  const auto step = tracking::advance({open->stage, open->on_hold, open->last_sequence},
                                      {status.status, status.sequence}, profile);
  if (step.meaning == tracking::Meaning::unknown)
    return decide(turn, id, *open, model::StatusFlagged{status.status});
  if (step.meaning == tracking::Meaning::stale) return;
  open->last_sequence = step.now.last_sequence;
  open->on_hold = step.now.on_hold;
  if (open->tracking.empty()) open->tracking = status.tracking;
  if (status.eta) open->predicted_delivery = status.eta;
  if (step.meaning == tracking::Meaning::hold) {
    decide(turn, id, *open, model::PmsStatus{model::Stage::on_hold});
    open_review(turn, id, *open, {"STS-06"});
    tell_patient(turn, id, *open, model::Stage::on_hold);
  } else if (step.meaning == tracking::Meaning::moved) {
    reach(turn, id, *open, step.now.stage, PmsWrite::yes);
    if (!model::before(open->stage, model::Stage::shipped)) keep_books(turn, id, *open);
  }
  assess_delay(turn, id, *open);
}

void lab_question(const Turn& turn, const model::CaseId& id, const model::LabQuestion& question) {
  if (Case* open = ordered_case(turn, id)) open_review(turn, id, *open, {"STS-06"}, question.question);
}

void lab_shipped(const Turn& turn, const model::CaseId& id, const model::LabShipped& shipped) {
  Case* open = ordered_case(turn, id);
  if (open == nullptr) return;
  open->carrier = shipped.carrier;
  open->carrier_tracking = shipped.carrier_tracking;
  if (shipped.delivery) open->predicted_delivery = shipped.delivery;
  if (model::before(open->stage, model::Stage::shipped))
    reach(turn, id, *open, model::Stage::shipped, PmsWrite::yes);
  keep_books(turn, id, *open);
  assess_delay(turn, id, *open);
}

}  // namespace articulator::workflow

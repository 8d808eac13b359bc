// What patients hear of their case (DECISIONS, "Patient messages"; NTF-01 to 03).
#include "engine/model/policy.hpp"
#include "engine/outreach/quiet_hours.hpp"
#include "engine/workflow/practice_state.hpp"

#include <algorithm>
#include <optional>

namespace articulator::workflow {
namespace {

// A patient whose consent is unknown hears nothing.
std::optional<model::Medium> medium_for(const PracticeState& state, const Case& open) {
  const model::Patient* patient = state.patients.find(open.file.outline().patient);
  return patient == nullptr ? std::nullopt : patient->medium();
}

// On hold is a stage of its own to whoever waits for the work.
model::Stage standing_of(const Case& open) {
  return open.on_hold ? model::Stage::on_hold : open.stage;
}

}  // namespace

void tell_patient(const Turn& turn, const model::CaseId& id, Case& open, model::Stage milestone) {
  const auto& wanted = turn.state.policy.notify;
  if (std::ranges::find(wanted, milestone) == wanted.end()) return;
  if (!open.milestones_told.insert(milestone).second) return;
  const auto medium = medium_for(turn.state, open);
  if (!medium) return;
  const base::Instant due = outreach::send_at(turn.at, turn.state.policy.zone);
  if (due <= turn.at)
    decide(turn, id, open, model::PatientNotified{milestone, *medium});
  else
    turn.state.held.emplace(due, HeldMessage{id, milestone});
}

// At 08:00 what was held is said only if it is still true and still wanted. A case on hold stands at
// `on_hold`.
void tell_held(PracticeState& state, base::Instant now, std::vector<model::Decision>& out) {
  while (!state.held.empty() && state.held.begin()->first <= now) {
    const Turn turn{state, state.held.begin()->first, out};
    const HeldMessage held = state.held.begin()->second;
    state.held.erase(state.held.begin());
    const Case* open = find_case(state, held.case_id);
    if (open == nullptr || open->cancelled || standing_of(*open) != held.milestone) continue;
    if (const auto medium = medium_for(state, *open))
      decide(turn, held.case_id, *open, model::PatientNotified{held.milestone, *medium});
  }
}

}  // namespace articulator::workflow

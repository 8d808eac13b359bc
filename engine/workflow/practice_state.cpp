#include "engine/workflow/practice_state.hpp"

#include "engine/model/prescription.hpp"
#include "engine/model/stage.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace articulator::workflow {
namespace {

void forget_patient_of(PracticeState& state, const model::CaseId& id, const Case& open) {
  CasesOfPatient* cases = state.by_patient.find(open.file.outline().patient);
  if (cases == nullptr) return;
  std::erase(cases->ids, id);
  if (cases->ids.empty()) state.by_patient.erase(open.file.outline().patient);
}

}  // namespace

Case* find_case(PracticeState& state, const model::CaseId& id) {
  // An event is mostly about one case, which its rules look up one after the other.
  if (state.latest != nullptr && state.latest->first == id) return &state.latest->second;
  auto* found = state.cases.entry(id);
  if (found == nullptr) return nullptr;
  state.latest = found;
  return &found->second;
}

const model::LabProfile* find_lab(const PracticeState& state, const model::LabId& id) {
  const auto found = state.labs.find(id);
  return found == state.labs.end() ? nullptr : found->second.get();
}

model::Phase phase_of(const PracticeState& state, const Case& open) {
  const auto& procedure = open.file.outline().procedure;
  if (procedure) {
    const auto own = state.policy.phase_by_restoration.find(model::word(*procedure));
    if (own != state.policy.phase_by_restoration.end()) return own->second;
  }
  return state.policy.phase;
}

void decide(const Turn& turn, const model::CaseId& id, const Case& open, model::Act act) {
  const bool touches_nobody =
      std::holds_alternative<model::RxValidated>(act) || std::holds_alternative<model::OrderMirrored>(act);
  if (!touches_nobody && phase_of(turn.state, open) == model::Phase::monitor) return;
  turn.out.push_back({turn.at, id, std::move(act)});
}

model::ReviewId review_id(const model::CaseId& id, int n) {
  return model::ReviewId(id.text + "-r" + std::to_string(n));
}

void open_review(const Turn& turn, const model::CaseId& id, Case& open, std::vector<std::string> reasons,
                 std::string question) {
  if (phase_of(turn.state, open) == model::Phase::monitor) return;
  std::sort(reasons.begin(), reasons.end());
  ++open.reviews_opened;
  const model::ReviewId review = review_id(id, open.reviews_opened);
  open.reviews.push_back({review, reasons, turn.at, std::move(question)});
  decide(turn, id, open, model::ReviewOpened{review, std::move(reasons)});
}

void reach(const Turn& turn, const model::CaseId& id, Case& open, model::Stage stage, PmsWrite write) {
  open.stage = stage;
  open.on_hold = false;
  open.journey.reach(stage, turn.at);
  if (write == PmsWrite::yes) decide(turn, id, open, model::PmsStatus{stage});
  tell_patient(turn, id, open, stage);
}

void end_case(const Turn& turn, const model::CaseId& id, Case& open, model::Stage stage) {
  open.stage = stage;
  open.on_hold = false;
  open.cancelled = stage == model::Stage::cancelled;
  open.reviews.clear();
  end_delay(turn.state, id, open);
  open.ended_at = turn.at;
  turn.state.ended.emplace(turn.at, id);
  const bool clean = stage == model::Stage::closed && !open.had_feedback;
  turn.state.history.ended(id, {turn.at, open.orders_sent, open.reviews_opened, std::nullopt}, *open.file,
                           clean);
}

Case& keep_case(PracticeState& state, const model::CaseId& id, model::CaseFile&& file) {
  Case& open = state.cases[id];
  if (open.file.outline().patient != file.patient) {
    forget_patient_of(state, id, open);
    state.by_patient[file.patient].ids.push_back(id);
  }
  open.file = std::move(file);
  return open;
}

void forget_ended(PracticeState& state) {
  while (!state.ended.empty() && state.ended.begin()->first + ended_kept < state.now) {
    const auto oldest = state.ended.begin();
    const Case* found = state.cases.find(oldest->second);
    // A case that was sent to the lab once more is open again.
    if (found != nullptr && found->ended_at == oldest->first) {
      forget_patient_of(state, oldest->second, *found);
      state.latest = nullptr;
      state.cases.erase(oldest->second);
    }
    state.ended.erase(oldest);
  }
  state.history.forget(state.now);
  state.ledger.forget(state.now);
}

void rest_some(PracticeState& state) {
  if (state.cases.awake() + state.patients.awake() > awake_at_work) rest(state);
}

void rest(PracticeState& state) {
  state.latest = nullptr;
  state.cases.rest();
  state.by_patient.rest();
  state.patients.rest();
}

bool lab_allows_change(const Case& open) {
  return model::before(open.stage, model::Stage::in_fabrication);
}

}  // namespace articulator::workflow

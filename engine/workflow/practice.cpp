#include "engine/workflow/practice.hpp"

#include "engine/workflow/practice_state.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace articulator::workflow {
namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

void appointment_booked(const Turn& turn, const model::CaseId& id, const model::Appointment& appointment) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr) return;
  open->file.book(appointment);
  assess_delay(turn, id, *open);
}

void appointment_cancelled(const Turn& turn, const model::CaseId& id,
                           const model::AppointmentId& appointment) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || !open->file.outline().visit || open->file.outline().visit->id != appointment) return;
  open->file.book(std::nullopt);
  assess_delay(turn, id, *open);
}

void policy_changed(const Turn& turn, const model::Policy& policy) {
  const bool other_predictor = turn.state.policy.predictor != policy.predictor;
  turn.state.policy = policy;
  if (other_predictor) predictor_changed(turn);
}

void dispatch(const Turn& turn, const model::Event& event) {
  const model::CaseId& id = event.case_id;
  PracticeState& state = turn.state;
  std::visit(Overloaded{
                 [&](const model::PolicyChanged& is) { policy_changed(turn, is.policy); },
                 [&](const model::LabProfileGiven& is) {
                   state.labs[is.profile->lab] = is.profile;
                   if (state.policy.predictor == "learned") predictor_changed(turn);
                 },
                 [&](const model::CaseReady& is) { case_ready(turn, id, is); },
                 [&](const model::CaseUpdated& is) { case_updated(turn, id, is); },
                 [&](const model::CaseCancelled& is) { case_cancelled(turn, id, is); },
                 [&](const model::CaseReceived&) { case_received(turn, id); },
                 [&](const model::CaseSeated&) { case_seated(turn, id); },
                 [&](const model::CaseFeedback& is) { case_feedback(turn, id, is); },
                 [&](const model::AppointmentBooked& is) { appointment_booked(turn, id, is.appointment); },
                 [&](const model::AppointmentCancelled& is) { appointment_cancelled(turn, id, is.id); },
                 [&](const model::PatientUpdated& is) { state.patients[is.patient.id] = is.patient; },
                 [&](const model::OrderAcknowledged& is) { order_acknowledged(turn, id, is); },
                 [&](const model::OrderRejected& is) { order_rejected(turn, id, is); },
                 [&](const model::LabStatus& is) { lab_status(turn, id, event.lab, is); },
                 [&](const model::LabQuestion& is) { lab_question(turn, id, is); },
                 [&](const model::LabShipped& is) { lab_shipped(turn, id, is); },
                 [&](const model::LabInvoice& is) { lab_invoice(turn, event.lab, is); },
                 [&](const model::ReviewDecided& is) { review_decided(turn, id, is); },
             },
             event.happening);
}

}  // namespace

struct Practice::State : PracticeState {
  using PracticeState::PracticeState;
};

Practice::Practice(model::PracticeId id, std::size_t awake_max) : state_(std::make_unique<State>(awake_max)) {
  state_->id = std::move(id);
}
Practice::~Practice() = default;
Practice::Practice(Practice&&) noexcept = default;
Practice& Practice::operator=(Practice&&) noexcept = default;

void Practice::apply(const model::Event& event, std::vector<model::Decision>& out) {
  catch_up(event.at, out);
  dispatch(Turn{*state_, event.at, out}, event);
  rest_some(*state_);
}

void Practice::open_review(const model::CaseId& id, std::vector<std::string> reasons, base::Instant at,
                           std::vector<model::Decision>& out, std::string question) {
  Case* open = find_case(*state_, id);
  if (open != nullptr)
    workflow::open_review(Turn{*state_, at, out}, id, *open, std::move(reasons), std::move(question));
}

void Practice::take_back_order(const model::CaseId& id, base::Instant at, std::vector<model::Decision>& out) {
  Case* open = find_case(*state_, id);
  if (open == nullptr || open->ended_at || !open->sent || !open->tracking.empty()) return;
  open->sent = false;
  state_->ledger.withdraw(id, open->round);
  const Turn turn{*state_, at, out};
  // With a change that stands open it may be blocked: then what was found before the order is no word on it.
  const bool changed = std::ranges::any_of(open->reviews, [](const OpenReview& review) {
    return std::ranges::find(review.reasons, "DSP-10") != review.reasons.end();
  });
  if (changed) return case_ready(turn, id, model::CaseReady{*open->file});
  go_ahead(turn, id, *open);
}

model::Phase Practice::phase(const model::CaseId& id) const {
  const Case* open = find(id);
  return open == nullptr ? state_->policy.phase : phase_of(*state_, *open);
}

std::optional<base::Instant> Practice::next_due() const {
  std::optional<base::Instant> due;
  if (!state_->held.empty()) due = state_->held.begin()->first;
  if (!state_->checks.empty())
    due = std::min(due.value_or(state_->checks.begin()->first), state_->checks.begin()->first);
  return due;
}

void Practice::due(base::Instant now, std::vector<model::Decision>& out) {
  catch_up(now, out);
  rest_some(*state_);
}

void Practice::rest() {
  workflow::rest(*state_);
}

void Practice::catch_up(base::Instant now, std::vector<model::Decision>& out) {
  state_->now = std::max(state_->now, now);
  while (!state_->checks.empty() && state_->checks.begin()->first <= now) {
    tell_held(*state_, state_->checks.begin()->first, out);
    grow_late(*state_, state_->checks.begin()->first, out);
  }
  tell_held(*state_, now, out);
  forget_ended(*state_);
}

Practice::Remembered Practice::remembered() const {
  const PracticeState& of = *state_;
  return {of.cases.size(), of.cases.memory_bytes_at_rest() + of.by_patient.memory_bytes_at_rest(),
          of.patients.memory_bytes_at_rest() + of.history.memory_bytes() + of.ledger.memory_bytes()};
}

const model::PracticeId& Practice::id() const {
  return state_->id;
}
const model::Policy& Practice::policy() const {
  return state_->policy;
}
const insight::Ledger& Practice::ledger() const {
  return state_->ledger;
}
const mapping::Habits& Practice::habits() const {
  return state_->habits;
}
const std::map<model::CaseId, Case>& Practice::cases() const {
  return state_->cases.wake_all();
}
const Case* Practice::find(const model::CaseId& id) const {
  return find_case(*state_, id);
}
std::optional<delivery::Estimate> Practice::expected(const model::CaseId& id, base::Instant now) const {
  const Case* open = find_case(*state_, id);
  return open == nullptr ? std::nullopt : expected_delivery(*state_, *open, now);
}
std::optional<delivery::Prediction> Practice::predicted(const model::CaseId& id, base::Instant now) const {
  const Case* open = find_case(*state_, id);
  return open == nullptr ? std::nullopt : predicted_delivery(*state_, *open, now);
}
const model::LabProfile* Practice::lab(const model::LabId& id) const {
  return find_lab(*state_, id);
}

const model::Patient* Practice::patient(const model::PatientId& id) const {
  return state_->patients.find(id);
}

Practice::ReviewPlace Practice::review(const model::ReviewId& id) const {
  for (const auto& [case_id, open] : state_->cases.wake_all())
    for (const OpenReview& review : open.reviews)
      if (review.id == id) return {case_id, &review};
  return {};
}

std::vector<Practice::ReviewPlace> Practice::open_reviews() const {
  std::vector<ReviewPlace> places;
  for (const auto& [case_id, open] : state_->cases.wake_all())
    for (const OpenReview& review : open.reviews)
      places.push_back({case_id, &review});
  std::ranges::sort(places, {}, [](const ReviewPlace& place) { return place.review->id; });
  return places;
}

}  // namespace articulator::workflow

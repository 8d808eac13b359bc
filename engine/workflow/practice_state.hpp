// PracticeState: what a practice knows, and the few acts that all its rules share. Inside of `Practice`; the
// rules stand by concern in intake, review, lab_news, closing and messages.
//
//   Turn turn{state, event.at, out};
//   if (Case* open = find_case(state, event.case_id)) reach(turn, event.case_id, *open, Stage::shipped);
#pragma once

#include "engine/advice/notes_read.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/resting_map.hpp"
#include "engine/insight/reconciliation/ledger.hpp"
#include "engine/mapping/habits.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/event.hpp"
#include "engine/model/packing.hpp"
#include "engine/model/policy.hpp"
#include "engine/workflow/history.hpp"
#include "engine/workflow/packed_case.hpp"
#include "engine/workflow/practice.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::workflow {

// A message held over quiet hours, by the instant at which it is due.
struct HeldMessage {
  model::CaseId case_id;
  model::Stage milestone = model::Stage::received;
};

struct PracticeState {
  explicit PracticeState(std::size_t awake_max)
      : patients(awake_max), cases(awake_max, base::Records::grow), by_patient(awake_max) {}

  model::PracticeId id;
  model::Policy policy;
  base::Instant now;  // the latest instant seen: an event that arrives late does not move it back
  base::RestingMap<model::PatientId, model::Patient> patients;
  std::map<model::LabId, std::shared_ptr<const model::LabProfile>> labs;
  base::RestingMap<model::CaseId, Case> cases;                    // open, and those that ended some days ago
  std::pair<const model::CaseId, Case>* latest = nullptr;         // of them that was looked up; may be null
  base::RestingMap<model::PatientId, CasesOfPatient> by_patient;  // the same cases
  std::multimap<base::Instant, model::CaseId> ended;              // of the same: when they ended
  std::multimap<base::Instant, HeldMessage> held;
  std::set<std::pair<base::Instant, model::CaseId>> checks;  // cases with a `next_check`
  History history;
  delivery::History deliveries;
  insight::Ledger ledger;  // what was ordered, for the lab's invoices
  mapping::Habits habits;
  advice::NotesRead notes;
};

// One event or timer being worked on: where its decisions go, and its instant.
struct Turn {
  PracticeState& state;
  base::Instant at;
  std::vector<model::Decision>& out;
};

// An ended case stays readable for this long, for people who look it up and for the lab's last words.
inline constexpr base::Duration ended_kept = base::days(7);

// So many cases and patients stay awake while event follows event.
inline constexpr std::size_t awake_at_work = 24;

Case* find_case(PracticeState& state, const model::CaseId& id);  // null: not known
Case& keep_case(PracticeState& state, const model::CaseId& id,
                model::CaseFile&& file);  // new, or its file anew
const model::LabProfile* find_lab(const PracticeState& state, const model::LabId& id);

// The phase in force for the case (GOV-05).
model::Phase phase_of(const PracticeState& state, const Case& open);

// Appends the decision. In phase `monitor` only what touches nobody: `RxValidated` and `OrderMirrored`
// (GOV-01).
void decide(const Turn& turn, const model::CaseId& id, const Case& open, model::Act act);

model::ReviewId review_id(const model::CaseId& id, int n);  // "{case}-r{n}"
void open_review(const Turn& turn, const model::CaseId& id, Case& open, std::vector<std::string> reasons,
                 std::string question = {});

// The case stands at `stage`: hold over, milestone told. `write`: the PMS is told, too.
enum class PmsWrite : bool { no, yes };
void reach(const Turn& turn, const model::CaseId& id, Case& open, model::Stage stage, PmsWrite write);

// The case is over: its reviews are moot, and it is forgotten in some days.
void end_case(const Turn& turn, const model::CaseId& id, Case& open, model::Stage stage);
void forget_ended(PracticeState& state);
// What was looked at goes back to rest: no pointer into the state is good.
void rest(PracticeState& state);
void rest_some(PracticeState& state);  // once it is much: the next event may be about the same

// While the lab still allows a change or a cancellation: not yet in fabrication.
bool lab_allows_change(const Case& open);

// intake: a case comes in or changes before it is ordered
void case_ready(const Turn& turn, const model::CaseId& id, const model::CaseReady& ready);
void case_updated(const Turn& turn, const model::CaseId& id, const model::CaseUpdated& updated);
void validate(const Turn& turn, const model::CaseId& id, Case& open);
bool blocked(const Case& open);                                          // a blocker stands
std::vector<std::string> finding_codes(const model::Validation& found);  // sorted, each once
void send_order(const Turn& turn, const model::CaseId& id, Case& open);
void amend_order(const Turn& turn, const model::CaseId& id, Case& open);

// review: people decide
void review_decided(const Turn& turn, const model::CaseId& id, const model::ReviewDecided& decided);

// lab news: what the lab says of an order
void order_acknowledged(const Turn& turn, const model::CaseId& id, const model::OrderAcknowledged& ack);
void go_ahead(const Turn& turn, const model::CaseId& id, Case& open);  // of one without finding
void order_rejected(const Turn& turn, const model::CaseId& id, const model::OrderRejected& rejected);
void lab_status(const Turn& turn, const model::CaseId& id, const model::LabId& lab,
                const model::LabStatus& status);
void lab_question(const Turn& turn, const model::CaseId& id, const model::LabQuestion& question);
void lab_shipped(const Turn& turn, const model::CaseId& id, const model::LabShipped& shipped);

// closing: how a case ends
void case_cancelled(const Turn& turn, const model::CaseId& id, const model::CaseCancelled& cancelled);
void case_received(const Turn& turn, const model::CaseId& id);
void case_seated(const Turn& turn, const model::CaseId& id);

// remake: what the clinician says of delivered work
void case_feedback(const Turn& turn, const model::CaseId& id, const model::CaseFeedback& feedback);
bool is_back(const Case& open);  // it was made, so that sending it once more is a remake
void open_round(const Turn& turn, const model::CaseId& id, Case& open);  // of a case that starts anew

// invoice: what was ordered, and what the lab bills
void keep_books(const Turn& turn, const model::CaseId& id,
                const Case& open);  // once ordered, and after changes
void lab_invoice(const Turn& turn, const model::LabId& lab, const model::LabInvoice& billed);

// delay: whether it will be late for the seat visit, to be asked after whatever may change that
void assess_delay(const Turn& turn, const model::CaseId& id, Case& open);
void end_delay(PracticeState& state, const model::CaseId& id,
               Case& open);  // without a word: the work is here, or the case is over
void learn_delivery(const Turn& turn, const Case& open);  // it is in the practice
void predictor_changed(const Turn& turn);                 // all open cases are judged anew
void grow_late(PracticeState& state, base::Instant now, std::vector<model::Decision>& out);  // the first due
std::optional<delivery::Estimate> expected_delivery(const PracticeState& state, const Case& open,
                                                    base::Instant now);
std::optional<delivery::Prediction> predicted_delivery(const PracticeState& state, const Case& open,
                                                       base::Instant now);

// messages: what patients hear
void tell_patient(const Turn& turn, const model::CaseId& id, Case& open, model::Stage milestone);
void tell_held(PracticeState& state, base::Instant now, std::vector<model::Decision>& out);

}  // namespace articulator::workflow

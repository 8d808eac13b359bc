// A case comes in, or changes: it is validated, and goes to people or to the lab (DECISIONS, rows
// `pms.case.ready` and `pms.case.updated`).
#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/mapping/code_check.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/prescription.hpp"
#include "engine/validation/validate.hpp"
#include "engine/workflow/practice_state.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::workflow {
namespace {

bool still_open(const Case& open) {
  return !open.ended_at && open.stage != model::Stage::cancelled && open.stage != model::Stage::returned;
}

// VAL-22: other open cases of the same patient, doing the same work.
std::vector<model::CaseId> twins_of(const PracticeState& state, const model::CaseId& id, const Case& open) {
  std::vector<model::CaseId> twins;
  const CasesOfPatient* of_patient = state.by_patient.find(open.file.outline().patient);
  if (of_patient == nullptr) return twins;
  for (const model::CaseId& other_id : of_patient->ids) {
    if (other_id == id) continue;
    const Case* other = state.cases.find(other_id);
    ART_ASSERT(other != nullptr);
    if (still_open(*other) && validation::same_work(open.file->prescription, other->file->prescription))
      twins.push_back(other_id);
  }
  return twins;
}

// What the clinician wrote in words, in the notes and in the prescription's instructions.
model::NoteFacts note_of(const Turn& turn, const model::CaseFile& file) {
  const base::Date today = turn.state.policy.zone.local(turn.at).date;
  advice::NotesRead& notes = turn.state.notes;
  model::NoteFacts facts = notes.read(file.notes, model::NotePlace::notes, today);
  model::NoteFacts more = notes.read(file.prescription.instructions, model::NotePlace::instructions, today);
  std::move(more.begin(), more.end(), std::back_inserter(facts));
  return facts;
}

bool earlier_case_known(const PracticeState& state, const model::CaseId& id,
                        const model::PatientId& patient) {
  if (state.history.worked_for(patient)) return true;
  const CasesOfPatient* cases = state.by_patient.find(patient);
  return cases != nullptr &&
         std::ranges::any_of(cases->ids, [&](const model::CaseId& other) { return other != id; });
}

// GOV-02 to 04: why a case without finding still waits for a person. Empty: it need not.
std::optional<std::string> go_ahead_wanted(const PracticeState& state, const Case& open) {
  if (phase_of(state, open) != model::Phase::automatic) return "GOV-02";
  if (state.policy.approval_days_left > 0) return "GOV-04";
  const bool single_unit = open.file->prescription.teeth.size() <= 1;
  if (!single_unit || state.history.clean_cases(*open.file) < state.policy.min_clean_cases) return "GOV-03";
  return std::nullopt;
}

// GOV-06: a clinician's approval stands before all that goes to the lab.
bool final_approval_wanted(const PracticeState& state, const Case& open) {
  const std::vector<model::Phase>& phases = state.policy.final_approval;
  return std::find(phases.begin(), phases.end(), phase_of(state, open)) != phases.end();
}

std::vector<std::string> approval_wanted(const PracticeState& state, const Case& open) {
  std::vector<std::string> reasons;
  if (const auto reason = go_ahead_wanted(state, open)) reasons.push_back(*reason);
  if (final_approval_wanted(state, open)) reasons.emplace_back("GOV-06");
  return reasons;
}

void mirror(const Turn& turn, const model::CaseId& id, const Case& open) {
  if (!blocked(open)) decide(turn, id, open, model::OrderMirrored{open.file.outline().lab});
}

void validate_and_route(const Turn& turn, const model::CaseId& id, Case& open) {
  open.reviews.clear();  // they were about what the case was before
  validate(turn, id, open);
  if (phase_of(turn.state, open) == model::Phase::monitor) return mirror(turn, id, open);
  if (open.validation->status != model::RxStatus::approved) {
    open.stage = model::Stage::needs_clarification;
    open_review(turn, id, open, finding_codes(*open.validation));
  } else {
    go_ahead(turn, id, open);
  }
}

// A case that ended and comes back goes on counting, so that its keys and review ids stay unique.
void start_anew(const Turn& turn, const model::CaseId& id, Case& open, bool was_known) {
  if (was_known) {
    Case anew;
    anew.file = std::move(open.file);
    anew.orders_sent = open.orders_sent;
    anew.reviews_opened = open.reviews_opened;
    open = std::move(anew);
  }
  if (const Trace* trace = turn.state.history.trace(id)) {
    open.orders_sent = std::max(open.orders_sent, trace->orders_sent);
    open.reviews_opened = std::max(open.reviews_opened, trace->reviews_opened);
  }
  open_round(turn, id, open);
}

// With what is found in the content that came along, or was found before. From here on content is not kept.
void look_at_contents(model::CaseFile& file, const Case* known) {
  if (known != nullptr) model::keep_contents(file.attachments, known->file->attachments);
  validation::look_at_arrived(file.attachments);
}

// A log's patch is "the changed part": what it names was touched.
bool touches_order(const model::CaseUpdated& updated, const model::CaseFile& before,
                   const model::CaseFile& after) {
  if (updated.whole)
    return before.prescription != after.prescription || before.attachments != after.attachments;
  base::JsonParser parser;
  const auto patch = parser.parse(updated.merge_patch);
  return patch && (patch->find("prescription") || patch->find("attachments"));
}

}  // namespace

void go_ahead(const Turn& turn, const model::CaseId& id, Case& open) {
  open.by_a_person = false;
  auto reasons = approval_wanted(turn.state, open);
  if (reasons.empty()) return send_order(turn, id, open);
  open.stage = model::Stage::awaiting_approval;
  open_review(turn, id, open, std::move(reasons));
}

bool blocked(const Case& open) {
  return open.validation->status == model::RxStatus::blocked;
}

std::vector<std::string> finding_codes(const model::Validation& found) {
  std::vector<std::string> codes;
  for (const model::Finding& finding : found.findings)
    codes.push_back(model::code(finding.rule));
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

namespace {

// Of the case as it stands; nothing is decided by it.
model::Validation found_now(const Turn& turn, const model::CaseId& id, const Case& open) {
  const PracticeState& state = turn.state;
  const validation::Context context{
      .file = *open.file,
      .lab = find_lab(state, open.file.outline().lab),
      .now = turn.at,
      .zone = state.policy.zone,
      .first_time_material = !state.history.ever_acknowledged(*open.file),
      .open_cases = twins_of(state, id, open),
      .patient = state.patients.find(open.file.outline().patient),
      .note = note_of(turn, *open.file),
      .earlier_case = earlier_case_known(state, id, open.file.outline().patient),
  };
  model::Validation found = validation::validate(context);
  if (state.policy.check_procedure_code) mapping::add_checks(open.file->prescription, found);
  return found;
}

constexpr std::uint8_t due_date_rule = 9;  // VAL-09

// What a change has put in the way of an order that nothing stood in the way of. That its date can no longer
// be reached is none of it: the lab has the order and has said when it ships.
std::vector<std::string> new_blockers(const Turn& turn, const model::CaseId& id, const Case& open) {
  model::Validation found = found_now(turn, id, open);
  std::erase_if(found.findings, [](const model::Finding& one) {
    return one.severity != model::Severity::blocker || one.rule == model::Rule{due_date_rule};
  });
  const std::vector<std::string> before = finding_codes(*open.validation);
  std::vector<std::string> codes = finding_codes(found);
  std::erase_if(codes, [&](const std::string& code) { return std::ranges::binary_search(before, code); });
  return codes;
}

}  // namespace

void validate(const Turn& turn, const model::CaseId& id, Case& open) {
  open.validation = found_now(turn, id, open);
  decide(turn, id, open, model::RxValidated{*open.validation});
}

void send_order(const Turn& turn, const model::CaseId& id, Case& open) {
  if (open.sent) return;
  open.sent = true;
  open.reviews.clear();  // nothing is left to approve
  open.stage = model::Stage::approved;
  ++open.orders_sent;
  const model::LabProfile* lab = find_lab(turn.state, open.file.outline().lab);
  const std::string channel = lab != nullptr && !lab->channels.empty() ? lab->channels.front() : "api";
  decide(turn, id, open,
         model::OrderSent{open.file.outline().lab, channel, id.text + "/" + std::to_string(open.orders_sent),
                          open.file->prescription, open.remake});
  keep_books(turn, id, open);
}

// DSP-10: amended while the lab still allows it, else a person looks at it; as at a change after which the
// order could not have been sent.
void amend_order(const Turn& turn, const model::CaseId& id, Case& open) {
  if (std::vector<std::string> reasons = new_blockers(turn, id, open); !reasons.empty()) {
    reasons.insert(reasons.begin(), "DSP-10");
    open_review(turn, id, open, reasons);
  } else if (lab_allows_change(open)) {
    decide(turn, id, open, model::OrderAmended{open.file.outline().lab, open.file->prescription});
    keep_books(turn, id, open);
  } else {
    open_review(turn, id, open, {"DSP-10"});
  }
}

void case_ready(const Turn& turn, const model::CaseId& id, const model::CaseReady& ready) {
  Case* known = find_case(turn.state, id);
  if (known != nullptr && known->sent && !known->ended_at && !is_back(*known)) {
    model::CaseUpdated again;
    again.whole = ready.file;
    return case_updated(turn, id, again);
  }
  const bool anew = known == nullptr || known->ended_at || is_back(*known);
  model::CaseFile file = ready.file;
  look_at_contents(file, known);
  Case& open = keep_case(turn.state, id, std::move(file));
  if (anew) start_anew(turn, id, open, known != nullptr);
  validate_and_route(turn, id, open);
}

void case_updated(const Turn& turn, const model::CaseId& id, const model::CaseUpdated& updated) {
  Case* known = find_case(turn.state, id);
  if (known == nullptr || known->ended_at) return;
  auto file = updated.whole ? base::Expected<model::CaseFile>(*updated.whole)
                            : model::merged(*known->file, updated.merge_patch);
  if (!file) return;
  look_at_contents(*file, known);
  const bool touched = touches_order(updated, *known->file, *file);
  Case& open = keep_case(turn.state, id, std::move(*file));
  assess_delay(turn, id, open);  // it may bring another appointment
  if (!touched) return;
  if (!open.sent)
    validate_and_route(turn, id, open);
  else if (lab_allows_change(open) && final_approval_wanted(turn.state, open))
    open_review(turn, id, open, {"GOV-06"});
  else
    amend_order(turn, id, open);
}

}  // namespace articulator::workflow

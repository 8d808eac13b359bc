// What a model may add to a note: it is asked beside the rules and after them, and what it says is shown to
// people and to nobody else (AIM-01 to 05). Where the policy wants it (`advice.doubts`), a reading that is at
// odds with the prescription opens a review of its own, reason AIM-02, for a clinician: it holds nothing up,
// and takes nothing from what the rules found. In phase monitor nobody is asked.
#include "engine/advice/deidentify.hpp"
#include "engine/validation/validate.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace articulator::workflow {
namespace {

constexpr std::size_t cases_with_suggestions_max = 1000;

std::string note_of(const model::CaseFile& file) {
  const std::string& instructions = file.prescription.instructions;
  if (file.notes.empty() || instructions.empty()) return file.notes + instructions;
  return file.notes + "\n" + instructions;
}

constexpr std::string_view doubt_reason = "AIM-02";

// In our own words: what a model says goes no further than its typed facts, which stand beside the review.
std::string question_of(const std::vector<model::NoteField>& fields) {
  std::string names;
  for (std::size_t n = 0; n < fields.size(); ++n)
    names += (n == 0 ? "" : n + 1 == fields.size() ? " and " : ", ") + std::string(model::word(fields[n]));
  return "A model reads the note otherwise than the prescription: " + names + ". Is the prescription right?";
}

}  // namespace

void LivePractice::perform(const model::CaseId& id, const model::RxValidated& /*act*/, base::Instant now,
                           const std::string& correlation) {
  const Case* found = practice_.find(id);
  if (!suggester_ || !found || monitored(id)) return;
  suggestions_.erase(id);
  std::string note = advice::deidentify(note_of(*found->file), {found->file->prescriber.name});
  if (note.find_first_not_of(" \n") == std::string::npos) return;
  Job question = job(model_peer_, Errand::suggest, id, {}, correlation);
  question.make = [this, note = std::move(note)] { return suggester_->suggest(note); };
  question.gives_way = true;  // its word is wanted soon or not at all, and is nobody's dead letter
  question.budget = base::seconds(bench_.model->timeout_seconds);
  outbox_.add(std::move(question), now);
}

void LivePractice::suggested(Finished& finished, base::Instant now) {
  const auto* failed = std::get_if<model::TaskFailed>(&finished.outcome);
  auto* done = std::get_if<model::TaskDone>(&finished.outcome);
  // Fields and their number, not values: what a model says is no fact.
  context_.record(now, bench_.practice, "model", "note.suggested", finished.case_id,
                  json_object([&](base::JsonWriter& w) {
                    if (failed) w.member("error", plain(failed->error));
                    w.key("fields").begin_array();
                    if (done)
                      for (const model::NoteFact& fact : done->suggestions)
                        w.text(model::word(fact.field));
                    w.end_array();
                    if (done && !done->remark.empty()) w.member("remark", plain(done->remark));
                  }),
                  finished.correlation);
  const Case* found = practice_.find(finished.case_id);
  if (!done || done->suggestions.empty() || !found || found->ended_at) return;
  const bool doubt = raise_doubt(finished.case_id, done->suggestions, now, finished.correlation);
  if (found->sent && !doubt) return;
  if (suggestions_.size() >= cases_with_suggestions_max) suggestions_.erase(suggestions_.begin());
  suggestions_.insert_or_assign(finished.case_id, std::move(done->suggestions));
}

// An order that left is doubted, too: a correction reaches the lab as an amendment.
bool LivePractice::raise_doubt(const model::CaseId& id, const model::NoteFacts& suggested, base::Instant now,
                               const std::string& correlation) {
  if (!practice_.policy().model_doubts) return false;
  const Case& open = *practice_.find(id);
  const auto fields = validation::doubted(open.file->prescription, suggested);
  const bool raised = std::ranges::any_of(open.reviews, [](const OpenReview& review) {
    return std::ranges::find(review.reasons, doubt_reason) != review.reasons.end();
  });
  if (fields.empty() || raised) return raised;
  std::vector<model::Decision> decisions;
  practice_.open_review(id, {std::string(doubt_reason)}, now, decisions, question_of(fields));
  carry_out(decisions, now, correlation);
  return true;
}

const model::NoteFacts* LivePractice::suggestions(const model::CaseId& id) const {
  const auto found = suggestions_.find(id);
  return found == suggestions_.end() ? nullptr : &found->second;
}

}  // namespace articulator::workflow

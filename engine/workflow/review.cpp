// People decide on open reviews (DECISIONS, rows `people.review.decided`).
#include "engine/governance/permission.hpp"
#include "engine/model/case_file.hpp"
#include "engine/workflow/practice_state.hpp"
#include "engine/workflow/seat_desk.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::workflow {
namespace {

// In shadow, production numbers its reviews itself: where it opened one more than was opened here, or names
// them in another way, the case's only open review is meant. One that was opened here and is no longer open
// is never meant.
bool opened_here(const model::CaseId& id, const Case& open, const model::ReviewId& review) {
  for (int n = 1; n <= open.reviews_opened; ++n)
    if (review == review_id(id, n)) return true;
  return false;
}

const OpenReview* review_meant(const model::CaseId& id, const Case& open, const model::ReviewId& review) {
  for (const OpenReview& one : open.reviews)
    if (one.id == review) return &one;
  if (is_seat_item(id, review)) return nullptr;  // of the front desk: about the visit
  const bool unambiguous = open.reviews.size() == 1 && !opened_here(id, open, review);
  return unambiguous ? &open.reviews.front() : nullptr;
}

void close_review(Case& open, const model::ReviewId& id) {
  std::erase_if(open.reviews, [&](const OpenReview& review) { return review.id == id; });
}

// `final`: of a change that came after the order, too (GOV-06).
void approve(const Turn& turn, const model::CaseId& id, Case& open, const model::ReviewId& review,
             bool final) {
  if (!open.sent && blocked(open)) return;
  close_review(open, review);
  open.by_a_person = true;
  if (open.sent && final)
    amend_order(turn, id, open);
  else
    send_order(turn, id, open);
}

void correct(const Turn& turn, const model::CaseId& id, Case& open, const model::ReviewId& review,
             const std::string& changes) {
  auto file = model::corrected(*open.file, changes);
  if (!file) return;
  keep_case(turn.state, id, std::move(*file));
  validate(turn, id, open);
  close_review(open, review);
  open.by_a_person = true;
  if (blocked(open))
    open_review(turn, id, open, finding_codes(*open.validation));
  else if (open.sent)
    amend_order(turn, id, open);
  else
    send_order(turn, id, open);
}

// What the lab is told where a person decided on its question without a word: it waits for an answer.
std::string words_of(model::Verdict verdict) {
  switch (verdict) {
    case model::Verdict::approve:
      return "Approved.";
    case model::Verdict::reject:
      return "Not approved.";
    case model::Verdict::correct:
      return "The prescription was corrected.";
  }
  return {};
}

}  // namespace

void review_decided(const Turn& turn, const model::CaseId& id, const model::ReviewDecided& decided) {
  Case* open = find_case(turn.state, id);
  if (open == nullptr || open->ended_at) return;
  const OpenReview* meant = review_meant(id, *open, decided.review);
  if (meant == nullptr || !governance::may_approve(decided.role, meant->reasons)) return;
  const model::ReviewId review = meant->id;
  const bool final = std::ranges::find(meant->reasons, "GOV-06") != meant->reasons.end();
  const bool of_the_lab = std::ranges::find(meant->reasons, "STS-06") != meant->reasons.end();
  std::string answer = decided.answer;
  if (answer.empty() && !meant->question.empty()) answer = words_of(decided.verdict);
  if (of_the_lab && !answer.empty())
    decide(turn, id, *open, model::QuestionAnswered{open->file.outline().lab, std::move(answer)});
  switch (decided.verdict) {
    case model::Verdict::approve:
      approve(turn, id, *open, review, final);
      break;
    case model::Verdict::correct:
      correct(turn, id, *open, review, decided.changes);
      break;
    case model::Verdict::reject:
      close_review(*open, review);
      break;
  }
}

}  // namespace articulator::workflow

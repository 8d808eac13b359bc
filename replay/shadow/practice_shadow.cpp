#include "replay/shadow/practice_shadow.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace articulator::replay {
namespace {

// Decisions of a case answer each other; those on an invoice line, whichever case each side took it for.
model::CaseId paired_under(const Decided& decided, const model::CaseId& case_id) {
  return decided.type == DecisionType::invoice_line ? model::CaseId("line " + decided.key) : case_id;
}

// No rule opens such a review, and a replay asks no model (AIM-05): that there was a doubt is a fact of the
// log.
bool is_a_models_doubt(const Decided& decided) {
  return decided.type == DecisionType::review_opened && decided.key == R"({"reasons":["AIM-02"]})";
}

}  // namespace

void PracticeShadow::feed(LogEvent& event, Place place, std::vector<Divergence>& out) {
  clock_ = std::max(clock_, event.at);
  place_ = place;
  if (auto* production = std::get_if<Decided>(&event.what)) {
    if (is_a_models_doubt(*production)) {
      practice_.open_review(event.case_id, {"AIM-02"}, event.at, shared_.decisions);
      shared_.decisions.clear();  // both sides have it now; what people decide on it is compared as usual
    } else {
      const model::CaseId id = paired_under(*production, event.case_id);
      pairing_.production(id, {std::move(*production), event.at, place}, clock_);
    }
  } else if (const auto* happened = std::get_if<model::Event>(&event.what)) {
    const auto* ready = std::get_if<model::CaseReady>(&happened->happening);
    if (ready != nullptr && practice_.find(event.case_id) == nullptr) {
      ++cases_;
      ++shared_.cases_by_traits[traits_of(ready->file)];
    }
    practice_.apply(*happened, shared_.decisions);
    decided(std::holds_alternative<model::CaseUpdated>(happened->happening));
  }
  const std::size_t before = out.size();
  pairing_.settle(clock_, out);
  add_traits(out, before);
}

// A divergence is settled within the days for which an ended case is remembered.
void PracticeShadow::add_traits(std::vector<Divergence>& found, std::size_t from) const {
  for (std::size_t i = from; i < found.size(); ++i)
    if (const workflow::Case* of = practice_.find(found[i].case_id)) found[i].traits = traits_of(*of->file);
}

void PracticeShadow::finish(base::Instant end, bool stopped, std::vector<Divergence>& out) {
  practice_.due(end, shared_.decisions);
  decided(false);
  const std::size_t before = out.size();
  if (stopped) pairing_.forget_in_time(end);
  pairing_.settle_all(out);
  add_traits(out, before);
}

// `optional_reviews`: DECISIONS says nothing of a change after the order, so production need not open a
// review about it.
void PracticeShadow::decided(bool optional_reviews) {
  for (const model::Decision& decision : shared_.decisions) {
    auto comparable = decided_of(decision.act, decision.case_id);
    if (!comparable) continue;
    const auto* review = std::get_if<model::ReviewOpened>(&decision.act);
    const bool optional =
        optional_reviews && review != nullptr && review->reasons == std::vector<std::string>{"DSP-10"};
    const model::CaseId id = paired_under(*comparable, decision.case_id);
    pairing_.reference(id, {*std::move(comparable), decision.at, place_, optional}, clock_);
  }
  shared_.decisions.clear();
}

}  // namespace articulator::replay

// InsightDesk: what a live practice knows of itself in figures: what was before the engine (`insight.past` of
// the bench), and what happened since.
//
//   desk.observe(event);                       // every event, as it is applied
//   insight::Table table = desk.table();
#pragma once

#include "engine/insight/analytics.hpp"
#include "engine/insight/selection.hpp"
#include "engine/insight/tally.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/event.hpp"
#include "engine/workflow/practice.hpp"

#include <vector>

namespace articulator::workflow {

class InsightDesk {
 public:
  explicit InsightDesk(const model::PracticeBench& bench);

  void observe(const model::Event& event);
  void triaged(const model::CaseId& id, base::Instant at, std::string cause) {
    analytics_.triaged(id, at, std::move(cause));
  }

  [[nodiscard]] insight::Table table() const;

  // Which lab and material the case might go to, by all of the practice's labs, best first: what the lab
  // makes of that kind for those teeth, less what would be a blocker for this patient.
  [[nodiscard]] std::vector<insight::Suggestion> suggestions(const Practice& practice, const Case& of,
                                                             base::Instant now) const;

 private:
  const model::PracticeBench& bench_;
  insight::Analytics analytics_;
  insight::Table past_;
};

}  // namespace articulator::workflow

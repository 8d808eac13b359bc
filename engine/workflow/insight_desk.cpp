#include "engine/workflow/insight_desk.hpp"

#include "engine/workflow/candidates.hpp"

namespace articulator::workflow {
namespace {

insight::Table past_of(const model::PracticeBench& bench) {
  insight::Table table;
  for (const model::PastFigures& row : bench.insight.past) {
    insight::Tally tally;
    tally.cases = row.cases;
    tally.ordered = row.ordered;
    tally.delivered = row.delivered;
    tally.on_time_judged = row.on_time_judged;
    tally.on_time = row.on_time;
    tally.remade = row.remade;
    tally.callbacks = row.callbacks;
    tally.costed_units = row.units;
    tally.spend = row.spend;
    for (const auto& [minutes, count] : row.turnaround)
      tally.turnaround.add(minutes, count);
    merge(table[{bench.practice, row.lab, row.restoration, row.material, row.prescriber, {row.month}}],
          tally);
  }
  return table;
}

}  // namespace

InsightDesk::InsightDesk(const model::PracticeBench& bench)
    : bench_(bench), analytics_(bench.practice), past_(past_of(bench)) {}

void InsightDesk::observe(const model::Event& event) {
  analytics_.observe(event);
  // A year of cases is some thousand; going through them once a day is nothing.
  analytics_.settle_daily(event.at);
}

insight::Table InsightDesk::table() const {
  insight::Table table = analytics_.table();
  merge(table, past_);
  return table;
}

std::vector<insight::Suggestion> InsightDesk::suggestions(const Practice& practice, const Case& of,
                                                          base::Instant now) const {
  return insight::rank(candidates(practice, bench_, of, table(), now), bench_.insight.selection);
}

}  // namespace articulator::workflow

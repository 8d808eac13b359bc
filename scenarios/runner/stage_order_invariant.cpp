// STS-05: what the engine writes to the PMS never moves a case back. After a hold any stage may follow, and a
// new order (after a cancelled one, or a remake) begins anew.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_stages.hpp"
#include "scenarios/runner/invariant.hpp"

#include <map>

namespace articulator::runner {
namespace {

struct Written {
  std::optional<int> rank;
  std::string stage;
};

}  // namespace

void check_stage_order(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<CaseKey, Written> cases;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type == "lab.order.acknowledged") cases.erase(key_of(fact));
    if (fact.type != "engine.pms.status") continue;
    const std::string stage = data.text(fact, "/stage");
    const std::optional<int> rank = stage_rank(stage);
    Written& last = cases[key_of(fact)];
    if (rank && last.rank && *rank < *last.rank)
      report(failures, "stage order: " + name_of(key_of(fact)) + " never goes back in the PMS",
             stage + " was written after " + last.stage, fact.at);
    last = {rank, stage};
  }
}

}  // namespace articulator::runner

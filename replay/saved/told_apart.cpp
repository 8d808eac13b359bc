#include "replay/saved/told_apart.hpp"

#include "replay/saved/sent_case.hpp"
#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/expectation.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

// Under the ids of the scenario.
world::Entry entry_of(const CaseEvent& event, const Visits& visits) {
  Json data = event.data;
  if (data.contains("appointment") && data["appointment"].is_string())
    data["appointment"] = visits.id_of(data["appointment"].get<std::string>());
  if (data.value("medium", "") == "portal") data["medium"] = "email";
  return {0, event.at, event.type, "/practices/p-01/engine", "LC-1", data.dump()};
}

}  // namespace

bool told_apart(const runner::Scenario& scenario, const CaseHistory& history) {
  const Visits visits(history);
  const std::vector<runner::AuditRecord> audit;
  return std::ranges::any_of(scenario.steps, [&](const runner::Step& step) {
    const auto* expect = std::get_if<runner::Expect>(&step.what);
    if (expect == nullptr) return false;
    const base::Instant now = scenario.world.start + step.at;
    std::vector<world::Entry> facts;
    for (const CaseEvent& event : history.events)
      if (event.system == "engine" && event.at <= now) facts.push_back(entry_of(event, visits));
    const runner::Evidence evidence{scenario.world.start, now, facts, audit, {}, {}, {}, {}};
    return runner::judge(expect->wanted, evidence).has_value();
  });
}

}  // namespace articulator::replay::saved

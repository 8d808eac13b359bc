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
world::Entry entry_of(const CaseEvent& event, const OwnIds& ids, base::Duration later_by) {
  Json data = event.data;
  if (data.contains("appointment") && data["appointment"].is_string())
    data["appointment"] = ids.visit(data["appointment"].get<std::string>());
  if (data.value("medium", "") == "portal") data["medium"] = "email";
  const bool is_line = event.type == "engine.invoice.line";
  if (is_line) data["line"] = ids.line(data);
  const std::string subject = is_line ? ids.case_id(data.value("case", "")) : "LC-1";
  return {0, event.at + later_by, event.type, "/practices/p-01/engine", subject, data.dump()};
}

}  // namespace

bool told_apart(const runner::Scenario& scenario, const CaseHistory& history, base::Duration later_by) {
  const OwnIds ids(history);
  const std::vector<runner::AuditRecord> audit;
  return std::ranges::any_of(scenario.steps, [&](const runner::Step& step) {
    const auto* expect = std::get_if<runner::Expect>(&step.what);
    if (expect == nullptr) return false;
    const base::Instant now = scenario.world.start + step.at;
    std::vector<world::Entry> facts;
    for (const CaseEvent& event : history.events)
      if (event.system == "engine" && event.at + later_by <= now)
        facts.push_back(entry_of(event, ids, later_by));
    const runner::Evidence evidence{scenario.world.start, now, facts, audit, {}, {}, {}, {}};
    return runner::judge(expect->wanted, evidence).has_value();
  });
}

}  // namespace articulator::replay::saved

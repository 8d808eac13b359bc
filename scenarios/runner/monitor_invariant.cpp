// GOV-01: in phase monitor nothing is written to PMS, patient or live lab. What was on the wire when the
// phase began may still arrive.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace articulator::runner {
namespace {

constexpr std::array<std::string_view, 7> writes{
    "engine.order.sent", "engine.order.amended",    "engine.order.cancelled",  "engine.pms.status",
    "engine.pms.note",   "engine.patient.notified", "engine.question.answered"};

constexpr base::Duration on_the_wire = base::seconds(1);

bool was_on_its_way(const Evidence& evidence, const std::optional<base::Instant>& changed, base::Instant at) {
  if (!changed) return false;
  if (at - *changed <= on_the_wire) return true;
  // The network held it back, or brought it twice.
  return std::any_of(evidence.harms.begin(), evidence.harms.end(), [&](const Harm& harm) {
    return (harm.kind == "latency" || harm.kind == "duplicate") && harm.at <= *changed &&
           at - harm.at <= harm_lasts;
  });
}

}  // namespace

void check_monitor(const Evidence& evidence, std::vector<Failure>& failures) {
  PolicyHistory policies;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    policies.note(fact, data);
    if (std::find(writes.begin(), writes.end(), fact.type) == writes.end()) continue;
    if (policies.phase_of(key_of(fact)) != "monitor") continue;
    if (was_on_its_way(evidence, policies.changed(key_of(fact).first), fact.at)) continue;
    report(failures, "monitor: nothing is written for " + name_of(key_of(fact)), fact.type, fact.at);
  }
}

}  // namespace articulator::runner

// GOV-01: in phase monitor nothing is written to PMS, patient or live lab. What was on the wire when the
// phase began may still arrive.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>

namespace articulator::runner {
namespace {

constexpr std::array<std::string_view, 7> writes{
    "engine.order.sent", "engine.order.amended",    "engine.order.cancelled",  "engine.pms.status",
    "engine.pms.note",   "engine.patient.notified", "engine.question.answered"};

}  // namespace

void check_monitor(const Evidence& evidence, std::vector<Failure>& failures) {
  PolicyHistory policies;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    policies.note(fact, data);
    if (std::find(writes.begin(), writes.end(), fact.type) == writes.end()) continue;
    if (policies.phase_of(key_of(fact)) != "monitor") continue;
    if (policies.was_on_its_way(fact, data, evidence)) continue;
    report(failures, "monitor: nothing is written for " + name_of(key_of(fact)), fact.type, fact.at);
  }
}

}  // namespace articulator::runner

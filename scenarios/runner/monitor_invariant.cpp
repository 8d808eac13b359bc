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
// An order by drop or mail shows when the lab looks there, each half minute, and not when it was left there.
constexpr base::Duration in_the_drop = base::minutes(1);

bool by_drop(const world::Entry& fact, FactData& data) {
  if (fact.type != "engine.order.sent") return false;
  const std::string channel = data.text(fact, "/channel");
  return channel == "sftp" || channel == "email";
}

bool was_on_its_way(const Evidence& evidence, const std::optional<base::Instant>& changed, base::Instant at,
                    bool dropped) {
  if (!changed) return false;
  if (at - *changed <= (dropped ? in_the_drop : on_the_wire)) return true;
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
    if (was_on_its_way(evidence, policies.changed(key_of(fact).first), fact.at, by_drop(fact, data)))
      continue;
    report(failures, "monitor: nothing is written for " + name_of(key_of(fact)), fact.type, fact.at);
  }
}

}  // namespace articulator::runner

// NTF-03: between 21:00 and 08:00 by the practice's own clock no patient hears anything; an engine whose
// clock is wrong can only go by that one.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

namespace articulator::runner {
namespace {

constexpr std::int32_t quiet_from_ms = 21 * 3'600'000;
constexpr std::int32_t quiet_to_ms = 8 * 3'600'000;
constexpr base::Duration on_its_way = base::seconds(1);  // sent at 20:59:59

bool is_quiet(const base::TimeZone& zone, base::Instant at) {
  const std::int32_t ms = zone.local(at).ms_of_day;
  return ms >= quiet_from_ms || ms < quiet_to_ms;
}

}  // namespace

void check_quiet_hours(const Evidence& evidence, std::vector<Failure>& failures) {
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type != "engine.patient.notified") continue;
    const auto zone = evidence.zones.find(practice_of(fact.source));
    const base::Instant at = fact.at + evidence.engine_ahead;
    if (zone == evidence.zones.end() || !is_quiet(zone->second, at)) continue;
    if (!is_quiet(zone->second, at - on_its_way) || harmed_shortly_before(evidence, "latency", fact.at))
      continue;
    report(failures, "quiet hours: no message between 21:00 and 08:00, " + zone->second.name(),
           "\"" + data.text(fact, "/text") + "\"", fact.at);
  }
}

}  // namespace articulator::runner

// Every case that the practice sent off is validated, and every order that a lab accepted shows in the PMS;
// or somebody was told (a dead letter).
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace articulator::runner {
namespace {

// A case that is taken back before anybody looked need not be validated.
constexpr base::Duration looked_at_after = base::minutes(10);

struct Life {
  std::vector<base::Instant> ready;
  std::vector<base::Instant> accepted;
  std::optional<base::Instant> cancelled;  // the last time
  std::optional<base::Instant> validated;  // the last time
  std::optional<base::Instant> written;    // a status in the PMS, the last time
  bool dead_letter = false;
};

void note(std::optional<base::Instant>& last, base::Instant at) {
  last = last ? std::max(*last, at) : at;
}

std::map<CaseKey, Life> lives_of(const Evidence& evidence) {
  std::map<CaseKey, Life> lives;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.subject.empty()) continue;
    Life& life = lives[key_of(fact)];
    if (fact.type == "pms.case.ready") life.ready.push_back(fact.at);
    if (fact.type == "lab.order.acknowledged") life.accepted.push_back(fact.at);
    if (fact.type == "pms.case.cancelled") note(life.cancelled, fact.at);
    if (fact.type == "engine.rx.validated") note(life.validated, fact.at);
    if (fact.type == "engine.pms.status") note(life.written, fact.at);
    if (fact.type == "engine.dead_letter") life.dead_letter = true;
  }
  return lives;
}

}  // namespace

void check_nothing_lost(const Evidence& evidence, std::vector<Failure>& failures) {
  if (!evidence.settled_until) return;
  for (const auto& [key, life] : lives_of(evidence)) {
    for (const base::Instant ready : life.ready) {
      if (ready > *evidence.settled_until || (life.validated && *life.validated >= ready)) continue;
      const bool taken_back = life.cancelled && *life.cancelled >= ready &&
                              (*life.cancelled - ready < looked_at_after || !evidence.harms.empty());
      if (!taken_back)
        report(failures, "nothing lost: " + name_of(key) + " is validated after it was sent to the lab",
               "no engine.rx.validated of it by the end", ready);
    }
    if (life.cancelled || life.dead_letter) continue;
    for (const base::Instant accepted : life.accepted) {
      if (accepted > *evidence.settled_until || (life.written && *life.written >= accepted)) continue;
      report(failures, "nothing lost: the accepted order of " + name_of(key) + " shows in the PMS",
             "no engine.pms.status of it by the end", accepted);
    }
  }
}

}  // namespace articulator::runner

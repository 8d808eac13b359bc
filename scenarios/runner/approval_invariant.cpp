// A blocked prescription never leaves the practice; and in phase assist nothing does without a person's word
// (GOV-02).
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/invariant.hpp"

#include <iterator>
#include <map>
#include <string>

namespace articulator::runner {
namespace {

// The engine's own word on a prescription, by when it was given: it comes into the journal when it is pulled,
// so later.
using Judgements = std::multimap<base::Instant, std::string>;

std::map<CaseKey, Judgements> judgements_of(const Evidence& evidence) {
  std::map<CaseKey, Judgements> all;
  FactData data;
  for (const world::Entry& fact : evidence.facts)
    if (fact.type == "engine.rx.validated") all[key_of(fact)].emplace(fact.at, data.text(fact, "/status"));
  return all;
}

// The last word by then; empty: none.
std::string status_by(const Judgements& judgements, base::Instant at) {
  const auto after = judgements.upper_bound(at);
  return after == judgements.begin() ? std::string() : std::prev(after)->second;
}

// When the engine decided to send the order of that key.
std::map<std::string, base::Instant> decisions_of(const Evidence& evidence) {
  std::map<std::string, base::Instant> all;
  base::JsonParser parser;
  for (const AuditRecord& record : evidence.audit) {
    if (record.action != "order.sent") continue;
    const auto data = parser.parse(record.data);
    if (data) all.emplace(std::string(record.practice) + text_at(*data, "/idempotency_key"), record.at);
  }
  return all;
}

// Of an order that was well when it was decided, and may have arrived before it was blocked, nobody knows
// whether the lab has it: it is sent to the end under its key, and cancelled then.
bool may_have_arrived_before(const Evidence& evidence, base::Instant decided, base::Instant at) {
  return std::any_of(evidence.harms.begin(), evidence.harms.end(), [&](const Harm& harm) {
    const bool certainly_not =
        harm.kind == "outage" || harm.kind == "too_many" || harm.kind == "untrusted" || harm.kind == "clock";
    return !certainly_not && harm.at >= decided && harm.at <= at;
  });
}

}  // namespace

void check_approval(const Evidence& evidence, std::vector<Failure>& failures) {
  const auto judgements = judgements_of(evidence);
  const auto decisions = decisions_of(evidence);
  std::map<CaseKey, bool> decided;
  PolicyHistory policies;
  FactData data;
  // When the phase became assist: on its way, or, for all that the engine knew, there.
  const auto was_leaving = [&](const world::Entry& sent) {
    const CaseKey key = key_of(sent);
    const auto decision = decisions.find(key.first + data.text(sent, "/idempotency_key"));
    const auto changed = policies.changed(key.first);
    return decision != decisions.end() && changed && decision->second <= *changed &&
           (policies.was_on_its_way(sent, data, evidence) ||
            may_have_arrived_before(evidence, decision->second, *changed));
  };
  for (const world::Entry& fact : evidence.facts) {
    policies.note(fact, data);
    const CaseKey key = key_of(fact);
    if (fact.type == "people.review.decided" && data.text(fact, "/decision") != "reject") decided[key] = true;
    if (fact.type != "engine.order.sent") continue;
    const auto list = judgements.find(key);
    const std::string status = list == judgements.end() ? std::string() : status_by(list->second, fact.at);
    if (status.empty())
      report(failures, "approval: " + name_of(key) + " is validated before it is sent",
             "no engine.rx.validated before", fact.at);
    if (status == "blocked") {
      const std::string sent = data.text(fact, "/idempotency_key");
      const auto decision = decisions.find(key.first + sent);
      if (decision == decisions.end() || status_by(list->second, decision->second) == "blocked" ||
          !may_have_arrived_before(evidence, decision->second, fact.at))
        report(failures, "approval: " + name_of(key) + ", which is blocked, never leaves the practice",
               "an order with key " + sent, fact.at);
    }
    if (policies.phase_of(key) == "assist" && !decided[key] && !was_leaving(fact))
      report(failures, "approval: in phase assist " + name_of(key) + " is not sent without a person's word",
             "an order with key " + data.text(fact, "/idempotency_key"), fact.at);
  }
}

}  // namespace articulator::runner

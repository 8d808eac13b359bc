// Every case that the practice sent off is validated, and every order that a lab accepted shows in the PMS;
// or somebody was told (a dead letter).
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::runner {
namespace {

// A case that is taken back, or whose work is there, before anybody looked need not be validated.
constexpr base::Duration looked_at_after = base::minutes(10);
// Within this a status is in the PMS (STS-02), on a line that is never broken.
constexpr base::Duration written_after = base::minutes(10);

struct Life {
  std::vector<base::Instant> ready;
  std::vector<base::Instant> sent;  // to the lab
  std::vector<base::Instant> accepted;

  std::optional<std::string> last_ready;  // what was sent the last time, until it was cancelled
  // Cancelled, received or seated: each time, since a row may be deleted or sent off anew after that.
  std::vector<base::Instant> over;
  bool cancelled = false;
  std::optional<base::Instant> received;   // or seated, first
  std::optional<base::Instant> validated;  // the last time
  std::optional<base::Instant> written;    // a status in the PMS, the last time
  bool dead_letter = false;
};

void note(std::optional<base::Instant>& last, base::Instant at) {
  last = last ? std::max(*last, at) : at;
}

// What of a case the lab is to make: all but who comes when.
std::string work_of(const base::JsonValue& ready) {
  std::string work;
  for (const std::string_view key : {"prescriber", "lab", "prescription", "notes", "attachments"})
    if (const auto part = ready.find(key)) work += part->dump() + "\n";
  return work;
}

std::map<CaseKey, Life> lives_of(const Evidence& evidence, PolicyHistory& policies) {
  std::map<CaseKey, Life> lives;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    policies.note(fact, data);
    if (fact.subject.empty()) continue;
    Life& life = lives[key_of(fact)];
    // Sent once more with the same work, it looks as it did: nobody could tell.
    if (fact.type == "pms.case.ready") {
      std::string work = work_of(data.of(fact));
      if (!life.last_ready || std::exchange(life.last_ready, work) != work) {
        life.last_ready = work;
        life.ready.push_back(fact.at);
        life.received.reset();
      }
    }
    if (fact.type == "pms.case.cancelled") life.last_ready.reset();
    const bool is_there = fact.type == "pms.case.received" || fact.type == "pms.case.seated";
    if (is_there && !life.received) life.received = fact.at;
    if (is_there || fact.type == "pms.case.cancelled") life.over.push_back(fact.at);
    if (fact.type == "engine.order.sent") life.sent.push_back(fact.at);
    if (fact.type == "lab.order.acknowledged") life.accepted.push_back(fact.at);
    if (fact.type == "pms.case.cancelled") life.cancelled = true;
    if (fact.type == "engine.rx.validated") note(life.validated, fact.at);
    if (fact.type == "engine.pms.status") note(life.written, fact.at);
    if (fact.type == "engine.dead_letter") life.dead_letter = true;
  }
  return lives;
}

// What was not yet written when phase monitor began waits until it ends (GOV-01).
bool waits_for_the_phase(const CaseKey& key, base::Instant accepted, PolicyHistory& policies,
                         const Evidence& evidence) {
  if (policies.phase_of(key) != "monitor") return false;
  const auto changed = policies.changed(key.first);
  return changed && (*changed - accepted < written_after || !evidence.harms.empty());
}

}  // namespace

void check_nothing_lost(const Evidence& evidence, std::vector<Failure>& failures) {
  if (!evidence.settled_until) return;
  PolicyHistory policies;
  for (const auto& [key, life] : lives_of(evidence, policies)) {
    for (const base::Instant ready : life.ready) {
      if (ready > *evidence.settled_until || (life.validated && *life.validated >= ready)) continue;
      const auto before_anybody_looked = [&](base::Instant at) {
        return at >= ready && (at - ready < looked_at_after || !evidence.harms.empty());
      };
      // Sent again on an order that is there or just leaving, it is a change of that order (DSP-10); so it is
      // when the order was approved before anybody could look.
      const bool changes_an_order = ready != life.ready.front() &&
                                    std::any_of(life.sent.begin(), life.sent.end(), [&](base::Instant sent) {
                                      return sent - ready < looked_at_after || !evidence.harms.empty();
                                    });
      const bool over_already = std::any_of(life.over.begin(), life.over.end(), before_anybody_looked);
      if (!changes_an_order && !over_already)
        report(failures, "nothing lost: " + name_of(key) + " is validated after it was sent to the lab",
               "no engine.rx.validated of it by the end", ready);
    }
    // Where the work is there, the practice knows by itself.
    if (life.cancelled || life.dead_letter || life.received) continue;
    for (const base::Instant accepted : life.accepted) {
      if (accepted > *evidence.settled_until || (life.written && *life.written >= accepted)) continue;
      if (waits_for_the_phase(key, accepted, policies, evidence)) continue;
      report(failures, "nothing lost: the accepted order of " + name_of(key) + " shows in the PMS",
             "no engine.pms.status of it by the end", accepted);
    }
  }
}

}  // namespace articulator::runner

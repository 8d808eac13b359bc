// AUD-01, AUD-05: whatever of the engine a simulator witnessed has an audit record of that action and case,
// from that instant or before; and whatever a person decided has one of what became of it. Each record says
// who did it, what, and what it belongs together with.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace articulator::runner {
namespace {

// Decisions that show on a wire. For the last two a vendor has no idempotency key, so the network may double
// them.
constexpr std::array<std::string_view, 8> witnessed{"order.sent",      "order.mirrored",  "order.amended",
                                                    "order.cancelled", "pms.status",      "question.answered",
                                                    "pms.note",        "patient.notified"};
constexpr std::string_view prefix = "engine.";

bool may_be_doubled(std::string_view action) {
  return action == "pms.note" || action == "patient.notified";
}

using Key = std::tuple<std::string, std::string, std::string>;  // practice, case, action

// What a person said reached the engine, unless the network was at it: taken or refused, it is on record.
void check_people_heard(const Evidence& evidence, std::vector<Failure>& failures) {
  if (std::any_of(evidence.harms.begin(), evidence.harms.end(),
                  [](const Harm& harm) { return harm.to == "engine" && harm.kind != "crash"; }))
    return;
  std::size_t heard = 0;
  for (const AuditRecord& record : evidence.audit)
    if (record.action == "review.decided" || record.action == "review.refused") ++heard;
  std::size_t said = 0;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type != "people.review.decided" || ++said <= heard) continue;
    report(failures, "audit complete: a record of each decision that a person made",
           std::to_string(said) + " were made, " + std::to_string(heard) + " are on record", fact.at);
  }
}

void check_each_record(const Evidence& evidence, std::vector<Failure>& failures) {
  for (const AuditRecord& record : evidence.audit) {
    const std::string_view lacks = record.actor.empty()         ? "actor"
                                   : record.action.empty()      ? "action"
                                   : record.correlation.empty() ? "correlation id"
                                                                : "";
    if (lacks.empty()) continue;
    return report(failures, "audit complete: each record has its actor, its action and its correlation id",
                  "record " + std::to_string(record.sequence) + " (" + std::string(record.action) +
                      ") has no " + std::string(lacks),
                  record.at);
  }
}

}  // namespace

void check_audit_complete(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<Key, std::vector<base::Instant>> records;
  for (const AuditRecord& record : evidence.audit)
    if (std::find(witnessed.begin(), witnessed.end(), record.action) != witnessed.end())
      records[{std::string(record.practice), std::string(record.case_id), std::string(record.action)}]
          .push_back(record.at);
  const bool doubled = std::any_of(evidence.harms.begin(), evidence.harms.end(),
                                   [](const Harm& harm) { return harm.kind == "duplicate"; });
  std::map<Key, std::size_t> seen;
  for (const world::Entry& fact : evidence.facts) {
    if (!std::string_view(fact.type).starts_with(prefix)) continue;
    const std::string action = fact.type.substr(prefix.size());
    if (std::find(witnessed.begin(), witnessed.end(), action) == witnessed.end()) continue;
    const Key key{std::string(practice_of(fact.source)), fact.subject, action};
    const std::size_t count = ++seen[key];
    const std::vector<base::Instant>& of_it = records[key];
    const auto by_then = static_cast<std::size_t>(
        std::count_if(of_it.begin(), of_it.end(), [&](base::Instant at) { return at <= fact.at; }));
    if (by_then >= count || (by_then > 0 && doubled && may_be_doubled(action))) continue;
    report(failures,
           "audit complete: a record of " + action + " of " +
               (fact.subject.empty() ? "no case" : name_of(key_of(fact))) + " for each time it was seen",
           std::to_string(count) + " seen, " + std::to_string(by_then) + " on record by then", fact.at);
  }
  check_people_heard(evidence, failures);
  check_each_record(evidence, failures);
}

}  // namespace articulator::runner

// NTF-02: no message without consent, none after an opt-out, from the instant of the opt-out.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <map>
#include <optional>

namespace articulator::runner {
namespace {

// A message that is on its way when the patient says no cannot be called back. Two seconds of the wire: a
// practice management system may serve one call a second, and the flag and the patient's messages are two.
constexpr base::Duration on_its_way = base::seconds(2);

struct Consent {
  std::map<std::string, bool> given;  // by medium; absent: unknown
  base::Instant since;
};
using PatientKey = std::pair<std::string, std::string>;

bool allows(const Consent& consent, const std::string& medium) {
  const auto found = consent.given.find(medium);
  return found != consent.given.end() && found->second;
}

Consent read_consent(const base::JsonValue& patient, base::Instant at) {
  Consent consent{{}, at};
  const auto given = patient.find("consent");
  if (!given) return consent;
  for (const base::JsonValue::Member& member : given->members())
    if (const auto yes = member.value.boolean()) consent.given[std::string(member.key)] = *yes;
  return consent;
}

}  // namespace

void check_consent(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<PatientKey, std::pair<Consent, std::optional<Consent>>> patients;  // now, and before that
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    const std::string practice(practice_of(fact.source));
    if (fact.type == "pms.patient.updated") {
      const base::JsonValue patient = data.of(fact);
      const PatientKey key{practice, text_at(patient, "/patient")};
      Consent consent = read_consent(patient, fact.at);
      const auto known = patients.find(key);
      if (known == patients.end())
        patients.emplace(key, std::pair(std::move(consent), std::nullopt));
      else
        known->second = {std::move(consent), std::move(known->second.first)};
    }
    if (fact.type != "engine.patient.notified") continue;
    const base::JsonValue message = data.of(fact);
    const std::string patient = text_at(message, "/patient");
    const std::string medium = text_at(message, "/medium");
    const auto known = patients.find({practice, patient});
    if (known != patients.end()) {
      const auto& [now, before] = known->second;
      if (allows(now, medium)) continue;
      const bool was_on_its_way =
          before && allows(*before, medium) &&
          (fact.at - now.since <= on_its_way || harmed_shortly_before(evidence, "latency", fact.at));
      if (was_on_its_way) continue;
    }
    report(failures, "consent: no message by " + medium + " to " + patient + ", who did not agree to it",
           "\"" + text_at(message, "/text") + "\"", fact.at);
  }
}

}  // namespace articulator::runner

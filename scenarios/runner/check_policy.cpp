#include "scenarios/runner/check_policy.hpp"

#include <algorithm>
#include <cctype>

namespace articulator::runner {
namespace {

// "Implant crown" -> "implant_crown", as reading prescriptions forgives it.
std::string as_policy_word(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c));
  });
  return text;
}

}  // namespace

void PolicyHistory::note(const world::Entry& fact, FactData& data) {
  if (fact.type == "world.policy") {
    const base::JsonValue said = data.of(fact);
    Policy policy{text_at(said, "/phase"), {}, {}};
    if (const auto phases = said.find("phases"))
      for (const base::JsonValue::Member& member : phases->members())
        policy.by_restoration[std::string(member.key)] = std::string(member.value.text().value_or(""));
    const auto [known, first] = policies_.try_emplace(std::string(practice_of(fact.source)), policy);
    if (first) return;
    const Policy& before = known->second;
    const bool same = before.phase == policy.phase && before.by_restoration == policy.by_restoration;
    policy.changed = same ? before.changed : std::optional(fact.at);
    known->second = std::move(policy);
  } else if (fact.type == "pms.case.ready") {
    restorations_[key_of(fact)] = as_policy_word(data.text(fact, "/prescription/procedure"));
  }
}

std::optional<base::Instant> PolicyHistory::changed(const std::string& practice) const {
  const auto policy = policies_.find(practice);
  return policy == policies_.end() ? std::nullopt : policy->second.changed;
}

std::string PolicyHistory::phase_of(const CaseKey& key) const {
  const auto policy = policies_.find(key.first);
  if (policy == policies_.end()) return {};
  const auto restoration = restorations_.find(key);
  if (restoration != restorations_.end()) {
    const auto own = policy->second.by_restoration.find(restoration->second);
    if (own != policy->second.by_restoration.end()) return own->second;
  }
  return policy->second.phase;
}

}  // namespace articulator::runner

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

constexpr base::Duration on_the_wire = base::seconds(1);
// An order by drop or mail shows when the lab looks there, each half minute, and not when it was left there.
constexpr base::Duration in_the_drop = base::minutes(1);

bool by_drop(const world::Entry& fact, FactData& data) {
  if (fact.type != "engine.order.sent") return false;
  const std::string channel = data.text(fact, "/channel");
  return channel == "sftp" || channel == "email";
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
    ready_[key_of(fact)] = &fact;
  }
}

std::optional<base::Instant> PolicyHistory::changed(const std::string& practice) const {
  const auto policy = policies_.find(practice);
  return policy == policies_.end() ? std::nullopt : policy->second.changed;
}

bool PolicyHistory::was_on_its_way(const world::Entry& fact, FactData& data, const Evidence& evidence) const {
  const auto change = changed(key_of(fact).first);
  if (!change) return false;
  const bool dropped = by_drop(fact, data);
  if (fact.at - *change <= (dropped ? in_the_drop : on_the_wire)) return true;
  // The network held it back, or brought it twice; or a lab whose clock is behind looks late into its drop.
  return std::any_of(evidence.harms.begin(), evidence.harms.end(), [&](const Harm& harm) {
    if (dropped && harm.kind == "clock") return true;
    return (harm.kind == "latency" || harm.kind == "duplicate") && harm.at <= *change &&
           fact.at - harm.at <= harm_lasts;
  });
}

std::string PolicyHistory::phase_of(const CaseKey& key) {
  const auto policy = policies_.find(key.first);
  if (policy == policies_.end()) return {};
  const auto& phases = policy->second.by_restoration;
  const auto ready = phases.empty() ? ready_.end() : ready_.find(key);
  if (ready != ready_.end()) {
    const auto own = phases.find(as_policy_word(data_.text(*ready->second, "/prescription/procedure")));
    if (own != phases.end()) return own->second;
  }
  return policy->second.phase;
}

}  // namespace articulator::runner

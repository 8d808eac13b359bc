// The policy in force for a case, as the journal tells it: `world.policy`, and what kind of restoration the
// case is.
#pragma once

#include "scenarios/runner/check_facts.hpp"

#include <map>
#include <optional>
#include <string>

namespace articulator::runner {

class PolicyHistory {
 public:
  // To be told every fact, in the journal's order. They must outlive it.
  void note(const world::Entry& fact, FactData& data);

  // "monitor", "assist" or "auto"; empty: nothing is known.
  [[nodiscard]] std::string phase_of(const CaseKey& key);
  // When the practice's phases last changed; empty: they are as they were from the start.
  [[nodiscard]] std::optional<base::Instant> changed(const std::string& practice) const;
  // What the engine wrote was on the wire, or in the lab's drop, when the phases last changed.
  [[nodiscard]] bool was_on_its_way(const world::Entry& fact, FactData& data, const Evidence& evidence) const;

 private:
  struct Policy {
    std::string phase;
    std::map<std::string, std::string> by_restoration;
    std::optional<base::Instant> changed{};
  };
  std::map<std::string, Policy> policies_;        // by practice
  std::map<CaseKey, const world::Entry*> ready_;  // of each case the last word; read where a phase wants it
  FactData data_;
};

}  // namespace articulator::runner

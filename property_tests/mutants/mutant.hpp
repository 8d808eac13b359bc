// Mutants: engines that are broken on purpose, one thing each. A harness that does not tell every one of them
// from the reference engine is no harness (PBT-02).
//
//   for (const Mutant& mutant : mutants()) run_scenario(scenario, library, *mutant.make(), {});
#pragma once

#include "property_tests/mutants/mutant_engine.hpp"
#include "scenarios/runner/engine_binding.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace articulator::mutants {

struct Mutant {
  std::string_view name;             // "second-order-after-a-lost-answer"
  std::string_view requirement;      // that it breaks
  std::function<Meddling()> meddle;  // afresh for each run

  [[nodiscard]] std::unique_ptr<runner::EngineBinding> make() const;  // in this process
};

std::span<const Mutant> mutants();
const Mutant* find_mutant(std::string_view name);  // null: there is none

}  // namespace articulator::mutants

// A generated world: cases, what people do about them, and a plan of faults. It is written as a scenario
// file, so that a counterexample is one that fails by itself.
//
//   const FaultyWorld world = *gen_faulty_world();
//   read_scenario(scenario_text(world), "generated.json", library)
#pragma once

#include "simulators/world/fault.hpp"

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include <rapidcheck/Gen.h>

namespace articulator::property_tests {

// What becomes of a case beside the ordinary way: sent, approved, made, shipped.
enum class Turn : std::uint8_t { none, cancelled, updated, opted_out };

struct WorldCase {
  int fixture = 0;       // index into `fixture_names`
  int sent_min = 0;      // minutes after the world's start
  int approved_min = 0;  // after it was sent
  Turn turn = Turn::none;
  int turn_min = 0;  // after it was sent
};

struct ScriptedFault {
  world::FaultKind kind = world::FaultKind::lost_answer;
  bool at_lab = true;  // else at the PMS
  int skip = 0;
  int times = 1;
  int from_min = 0;
};

struct FaultyWorld {
  std::uint32_t seed = 1;
  std::vector<WorldCase> cases;              // one to four
  std::vector<ScriptedFault> faults;         // at most four
  std::array<std::uint32_t, 8> per_mille{};  // of each FaultKind, until the fifth day
};

rc::Gen<FaultyWorld> gen_faulty_world();

// The scenario: everything settles within six days of the last fault; an approved case that nobody cancelled
// has been ordered exactly once and is shipped in the PMS by then.
std::string scenario_text(const FaultyWorld& world);

std::ostream& operator<<(std::ostream& out, const FaultyWorld& world);  // the scenario

}  // namespace articulator::property_tests

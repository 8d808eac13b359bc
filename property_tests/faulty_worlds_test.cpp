// One law: whatever the network does, every invariant holds in every world, an approved case is ordered
// exactly once, and once the faults are over PMS and lab come to agree (DSP-01, RES-02, STS-05, STS-08,
// NTF-02). And a world that is run again writes the same journal (DET-01).
#include "property_tests/faulty_world.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {}  // namespace

BOOST_AUTO_TEST_SUITE(faulty_worlds)

// A fifth of the worlds is run a second time: all of it takes minutes, and `explore` does the same.
RC_BOOST_PROP(every_invariant_holds_and_all_settles_under_any_fault_plan_and_again_the_same, ()) {
  const FaultyWorld world = *gen_faulty_world();
  const std::string text = scenario_text(world);
  const auto scenario = runner::read_scenario(text, "generated.json", runner::project_library());
  RC_ASSERT(scenario.has_value());
  runner::InProcessEngine engine;
  const runner::ScenarioResult result =
      runner::run_scenario(*scenario, runner::project_library(), engine, {});
  for (const runner::Failure& failure : result.failures)
    RC_LOG() << "expected: " << failure.expected << "\nfound:    " << failure.found
             << "\nat:       " << base::format_instant(failure.at) << "\n\n"
             << text;
  RC_ASSERT(result.verdict == runner::Verdict::passed);
  if (*rc::gen::inRange(0, 5) > 0) return;
  runner::InProcessEngine second;
  RC_ASSERT(runner::run_scenario(*scenario, runner::project_library(), second, {}).fingerprint ==
            result.fingerprint);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::property_tests

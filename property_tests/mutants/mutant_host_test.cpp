// A mutant behind the engine contract is broken in the same way as in process, and in no other.
#include "property_tests/mutants/mutant_host.hpp"

#include "property_tests/mutants/kills.hpp"
#include "scenarios/certificate/judgement.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <algorithm>
#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::mutants {
namespace {

const std::string scenarios = ARTICULATOR_SOURCE_DIR "/scenarios";

// The checks by which it fails, over sockets.
std::vector<std::string> checks_failed(const Mutant& mutant, const std::string& scenario) {
  const auto library = runner::Library::read(scenarios + "/library");
  BOOST_REQUIRE(library.has_value());
  const auto loaded = runner::load_scenario(scenarios + "/library/" + scenario + ".json", **library, {});
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().text()));
  const auto host = MutantHost::start(mutant, "127.0.0.1", 0);
  BOOST_REQUIRE_MESSAGE(host.has_value(), (host ? "" : host.error().text()));
  const auto engine = runner::RemoteEngine::reach((*host)->url());
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  std::vector<std::string> checks;
  for (const runner::Failure& failure : runner::run_scenario(*loaded, **library, **engine, {}).failures)
    checks.push_back(failure.check);
  return checks;
}

bool has(const std::vector<std::string>& checks, std::string_view check) {
  return std::find(checks.begin(), checks.end(), check) != checks.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mutant_hosts)

BOOST_AUTO_TEST_CASE(an_engine_with_nothing_broken_passes) {
  const Mutant whole{"whole", "DSP-01", [] { return Meddling{}; }};
  BOOST_TEST(checks_failed(whole, "dispatch/an-approved-case-reaches-the-lab-once").empty());
}

BOOST_AUTO_TEST_CASE(a_second_order_is_seen_at_the_lab) {
  BOOST_TEST(
      has(checks_failed(*find_mutant("order-sent-twice"), "dispatch/an-approved-case-reaches-the-lab-once"),
          "exactly_once"));
}

// Found by what it leaves unexplained, and not by a gap in the numbers.
BOOST_AUTO_TEST_CASE(a_record_that_was_dropped_leaves_no_gap) {
  const auto checks = checks_failed(*find_mutant("record-of-an-order-dropped"),
                                    "dispatch/an-approved-case-reaches-the-lab-once");
  BOOST_TEST(has(checks, "audit_complete"));
  BOOST_TEST(!has(checks, "run"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::mutants

#include "scenarios/runner/scenario_run.hpp"

#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/suite.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

Scenario scenario_with(std::string_view steps) {
  const std::string text =
      R"({"name":"n","shows":["VAL-05"],"world":{"start":"2024-10-21T09:00:00-05:00","phase":"auto","rest":"10m"},"steps":[)" +
      std::string(steps) + "]}";
  auto scenario = read_scenario(text, "scenarios/library/x.json", project_library());
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  return std::move(*scenario);
}

// The design's own example.
constexpr std::string_view missing_shade = R"(
  { "at": "0m", "case_ready": { "case": "LC-1", "like": "crown-19-zirconia", "without": ["/prescription/shade"] } },
  { "at": "2m", "expect": { "review": { "case": "LC-1", "reasons": ["VAL-05"] } } },
  { "at": "3m", "decide": { "case": "LC-1", "as": "dentist", "decision": "correct", "set": { "/prescription/shade": "A2" } } },
  { "at": "5m", "expect": { "order": { "case": "LC-1", "lab": "glidewell", "times": 1 } } },
  { "always": { "never": { "order": { "case": "LC-1", "before": "3m" } } } })";

std::string first_failure(const ScenarioResult& result) {
  return result.failures.empty() ? "" : result.failures[0].expected + " | " + result.failures[0].found;
}

// An engine that breaks in one way.
class BrokenEngine final : public EngineBinding {
 public:
  enum class Way : std::uint8_t { no_audit, stuck, no_bench };
  explicit BrokenEngine(Way way) : way_(way) {}

  [[nodiscard]] bool instant_network() const override { return false; }
  base::Expected<std::string> address_of(const std::string& /*node*/, const std::string& origin,
                                         bool /*tls*/) override {
    return origin;
  }
  void attach(world::World& world) override { world.bind(*this); }
  void detach() override {}
  base::Expected<void> start(const std::string& /*bench*/, base::Instant now) override {
    if (way_ == Way::no_bench) return base::failure("http://127.0.0.1:1", "nobody is there");
    next_ = now;
    return {};
  }
  world::Outcome get(const base::HttpRequest& /*request*/) override {
    return base::text_response(200, "garbage");
  }
  world::Outcome deliver(const base::HttpRequest& /*request*/, base::Instant /*now*/) override {
    return base::CallFailure::timeout;
  }
  base::Expected<void> clock(base::Instant /*now*/) override {
    if (way_ == Way::stuck) return base::failure("engine", "is never idle");
    next_.reset();
    return {};
  }
  void answered(std::uint64_t /*call*/, world::Outcome /*outcome*/, base::Instant /*now*/) override {}
  std::vector<world::EngineCall> take_calls() override { return {}; }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return next_; }

 private:
  Way way_;
  std::optional<base::Instant> next_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(scenario_run)

BOOST_AUTO_TEST_CASE(the_designs_example_passes_as_it_stands) {
  InProcessEngine engine;
  const ScenarioResult result = run_scenario(scenario_with(missing_shade), project_library(), engine, {});
  BOOST_TEST((result.verdict == Verdict::passed), first_failure(result));
  BOOST_TEST(result.fingerprint.size() == 64U);
  BOOST_TEST((result.virtual_time == base::minutes(15)));
}

BOOST_AUTO_TEST_CASE(a_check_that_does_not_hold_fails_with_all_that_a_person_needs) {
  InProcessEngine engine;
  const Scenario scenario = scenario_with(
      R"({"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconia"}},{"at":"2m","expect":{"order":{"case":"LC-1","times":1}}})");
  const ScenarioResult result = run_scenario(scenario, project_library(), engine, {});
  BOOST_TEST((result.verdict == Verdict::failed));
  BOOST_REQUIRE(result.failures.size() == 1U);
  const Failure& failure = result.failures[0];
  BOOST_TEST(failure.expected == "order of LC-1: 1 time");
  BOOST_TEST(failure.found.find("engine.review.opened (VAL-33)") != std::string::npos, failure.found);
  BOOST_TEST(base::format_instant(failure.at) == "2024-10-21T14:02:00.000Z");
  BOOST_TEST(failure.again == "tools/articulator run scenarios/library/x.json --seed 1");
}

BOOST_AUTO_TEST_CASE(a_step_that_cannot_be_done_is_a_failure_with_its_line) {
  InProcessEngine engine;
  const ScenarioResult result =
      run_scenario(scenario_with("\n"
                                 R"({"at":"0m","lab_status":{"case":"LC-1","status":"Milling"}})"),
                   project_library(), engine, {});
  BOOST_TEST((result.verdict == Verdict::failed));
  BOOST_TEST(
      first_failure(result).starts_with("lab_status in line 2 can be done | /case: the lab has no order"),
      first_failure(result));
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_status_than_wanted_is_a_failure) {
  InProcessEngine engine;
  const ScenarioResult result = run_scenario(
      scenario_with(
          R"({"at":"1m","request":{"method":"POST","target":"/webhooks/glidewell","body":"{}","status":200}})"),
      project_library(), engine, {});
  BOOST_TEST(first_failure(result).find("is answered with 200 | HTTP 401") != std::string::npos,
             first_failure(result));
}

BOOST_AUTO_TEST_CASE(the_same_scenario_and_seed_give_the_same_journal_and_another_seed_another) {
  const Scenario scenario = scenario_with(missing_shade);
  Scenario other = scenario;
  other.world.seed = 2;
  std::vector<std::string> lines;
  const auto fingerprint = [&](const Scenario& one) {
    InProcessEngine engine;
    RunOptions options;
    options.sink = [&](std::string_view line) { lines.emplace_back(line); };
    return run_scenario(one, project_library(), engine, options).fingerprint;
  };
  const std::string first = fingerprint(scenario);
  const std::vector<std::string> journal = std::exchange(lines, {});
  BOOST_TEST(fingerprint(scenario) == first);
  BOOST_TEST(lines == journal, boost::test_tools::per_element());
  BOOST_TEST(fingerprint(other) != first);
}

BOOST_AUTO_TEST_CASE(an_engine_that_breaks_gives_an_error_and_no_verdict) {
  const Scenario scenario = scenario_with(missing_shade);
  using Way = BrokenEngine::Way;
  for (const Way way : {Way::no_audit, Way::stuck, Way::no_bench}) {
    BrokenEngine engine(way);
    const ScenarioResult result = run_scenario(scenario, project_library(), engine, {});
    BOOST_TEST((result.verdict == Verdict::error));
    BOOST_TEST(result.failures.size() == 1U);
    BOOST_TEST(result.engine_unreachable == (way == Way::no_bench));
  }
}

BOOST_AUTO_TEST_CASE(one_job_and_three_give_the_same_results_in_the_same_order) {
  std::vector<Scenario> scenarios;
  for (std::uint64_t seed = 1; seed <= 7; ++seed) {
    scenarios.push_back(scenario_with(missing_shade));
    scenarios.back().world.seed = seed;
  }
  const auto fingerprints = [&](int jobs) {
    SuiteOptions options;
    options.jobs = jobs;
    options.make_engine = [] {
      return base::Expected<std::unique_ptr<EngineBinding>>(std::make_unique<InProcessEngine>());
    };
    const auto results = run_suite(scenarios, project_library(), options);
    BOOST_REQUIRE(results.has_value());
    std::vector<std::string> all;
    for (const ScenarioResult& result : *results)
      all.push_back(result.fingerprint);
    return all;
  };
  BOOST_TEST(fingerprints(1) == fingerprints(3), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

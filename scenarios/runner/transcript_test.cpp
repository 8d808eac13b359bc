// A run told again from what the engine said.
#include "scenarios/runner/transcript.hpp"

#include "scenarios/runner/engine_recorded.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"

#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

Scenario scenario_at(const std::string& file) {
  auto scenario = load_scenario(ARTICULATOR_SOURCE_DIR "/scenarios/library/" + file, project_library());
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  return std::move(*scenario);
}

struct Told {
  ScenarioResult result;
  std::string journal;
};

Told run(const Scenario& scenario, EngineBinding& engine) {
  Told told;
  RunOptions options;
  options.sink = [&](std::string_view line) { told.journal.append(line).push_back('\n'); };
  told.result = run_scenario(scenario, project_library(), engine, options);
  return told;
}

Transcript transcript_of(const Scenario& scenario, Told& told) {
  auto engine = RemoteEngine::launch(ARTICULATOR_EXECUTABLE);
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  Transcript transcript;
  (*engine)->record(&transcript);
  told = run(scenario, **engine);
  return transcript;
}

Utterance call_with(std::string body) {
  return {UtteranceKind::call, {}, "http://lab.example", {"POST", "/x", {}, std::move(body)}, {}, {}, {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transcripts)

BOOST_AUTO_TEST_CASE(a_transcript_gives_the_journal_and_the_verdict_again) {
  // With faults, people, and pages that are asked for.
  for (const char* file : {"dispatch/a-lost-answer-brings-no-second-order.json",
                           "audit/the-audit-verifies-with-the-public-key-alone.json"}) {
    const Scenario scenario = scenario_at(file);
    Told first;
    const Transcript transcript = transcript_of(scenario, first);
    BOOST_TEST_REQUIRE((first.result.verdict == Verdict::passed));
    auto read = read_transcript(write_transcript(transcript));
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
    RecordedEngine again(std::move(*read));
    const Told second = run(scenario, again);
    BOOST_TEST((second.result.verdict == Verdict::passed));
    BOOST_TEST(second.result.fingerprint == first.result.fingerprint);
    BOOST_TEST(second.journal == first.journal);
    BOOST_TEST(again.left_over() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(what_was_said_in_another_scenario_does_not_fit) {
  Scenario scenario = scenario_at("validation/a-missing-shade-is-caught-before-the-case-leaves.json");
  Told told;
  const Transcript transcript = transcript_of(scenario, told);
  scenario.steps.erase(scenario.steps.begin());
  RecordedEngine again(transcript);
  const ScenarioResult result = run(scenario, again).result;
  BOOST_TEST((result.verdict == Verdict::error));
  BOOST_TEST_REQUIRE(!result.failures.empty());
  BOOST_TEST(result.failures.back().found.find("of another scenario") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bytes_of_any_kind_come_back) {
  const std::string bytes("\xff\x00\r\n\"\x7f", 6);
  Utterance call = call_with(bytes);
  call.request.headers.set("X-Odd", "\xfe");
  Utterance page{UtteranceKind::page,        {}, {}, {"GET", "/v1/audit", {}, {}},
                 base::CallFailure::timeout, {}, {}};
  const Utterance waited{UtteranceKind::waited, base::Instant{1}, {}, {}, {}, {}, {}};
  const auto read = read_transcript(write_transcript({call, page, waited}));
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
  BOOST_TEST_REQUIRE(read->size() == 3U);
  BOOST_TEST(((*read)[2].kind == UtteranceKind::waited));
  BOOST_TEST(((*read)[2].at == base::Instant{1}));
  BOOST_TEST(((*read)[0].request == call.request));
  BOOST_TEST((std::get<base::CallFailure>((*read)[1].outcome) == base::CallFailure::timeout));
}

BOOST_AUTO_TEST_CASE(a_damaged_transcript_is_refused_with_its_line) {
  const std::string text = write_transcript({call_with("a"), call_with("b")});
  BOOST_TEST(read_transcript(text.substr(0, text.size() - 9)).error().text().find("line 2") == 0U);
  BOOST_TEST(!read_transcript("{\"at\":\"2024-10-21T14:00:00Z\",\"kind\":\"song\"}\n").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

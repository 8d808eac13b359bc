#include "scenarios/runner/suite_part.hpp"

#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/suite.hpp"

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

std::string with_steps(std::string_view steps) {
  return R"({"name":"n","shows":["VAL-05"],"world":{"start":"2024-10-21T09:00:00-05:00","rest":"10m"},"steps":[)" +
         std::string(steps) + "]}";
}

// One that holds, one of which two checks fail, one that cannot be judged.
SuitePart three_scenarios() {
  constexpr std::string_view ready = R"({"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconia"}})";
  const std::string failing =
      std::string(ready) +
      R"(,{"at":"2m","expect":{"review":{"case":"LC-1","reasons":["VAL-05"]}}},{"at":"3m","expect":{"dead_letters":{"times":7}}})";
  const std::string impossible =
      std::string(ready) + R"(,{"at":"1m","decide":{"case":"LC-9","as":"dentist","decision":"approve"}})";
  return {{{"a/holds.json", with_steps(ready), {}, std::nullopt},
           {"a/fails.json", with_steps(failing), {"dentrix", "dentsply-sirona"}, 7},
           {"b/cannot.json", with_steps(impossible), {}, std::numeric_limits<std::uint64_t>::max()}},
          true};
}

std::vector<RunScenario> done(const SuitePart& part) {
  const auto results = run_suite_part(part, project_library(), {});
  BOOST_REQUIRE_MESSAGE(results.has_value(), (results ? "" : results.error().text()));
  return *results;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, what << " is not in " << text);
  return text.replace(at, what.size(), by);
}

BOOST_AUTO_TEST_SUITE(suite_parts)

BOOST_AUTO_TEST_CASE(a_library_reads_back_as_it_was_written) {
  const auto files = read_library_files(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  BOOST_REQUIRE(files.has_value());
  const auto back = read_library_text(library_text(*files));
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST((*back == *files));
  const auto library = Library::of(*back);
  BOOST_REQUIRE(library.has_value());
  BOOST_TEST(((*library)->fixture_names() == project_library().fixture_names()));
  BOOST_TEST(((*library)->lab_ids() == project_library().lab_ids()));
  BOOST_TEST((*library)->lab("glidewell")->profile == project_library().lab("glidewell")->profile);
  for (const char* bytes : {"", "2 1\n{}x", "9 99\n{\"file\":1}"})
    BOOST_TEST(!read_library_text(bytes).has_value(), bytes);
}

BOOST_AUTO_TEST_CASE(scenarios_read_back_as_they_were_written) {
  SuitePart part = three_scenarios();
  part.scenarios[0].text += std::string("// \x00\xff\n", 6);
  const std::string text = suite_part_text(part);
  const auto back = read_suite_part(text);
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST((back->scenarios == part.scenarios));
  BOOST_TEST(back->journals);
  for (const std::string& bytes :
       {text.substr(0, text.size() - 1), replaced(text, R"("pms":")", R"("pmx":")"),
        replaced(text, R"("journal":true)", R"("journal":null)"),
        replaced(text, R"("seed":7)", R"("seed":x)")})
    BOOST_TEST(!read_suite_part(bytes).has_value(), bytes);
}

BOOST_AUTO_TEST_CASE(what_comes_of_a_part_is_what_a_suite_here_gives) {
  const SuitePart part = three_scenarios();
  std::vector<Scenario> scenarios;
  for (const ScenarioText& text : part.scenarios)
    scenarios.push_back(scenario_of(text, project_library()).value());
  BOOST_TEST(scenarios[1].world.seed == 7U);
  std::vector<std::string> journals(scenarios.size());
  SuiteOptions options;
  options.make_engine = [] {
    return base::Expected<std::unique_ptr<EngineBinding>>(std::make_unique<InProcessEngine>());
  };
  options.journal_of = [&](std::size_t index) {
    return [&journal = journals[index]](std::string_view line) { journal.append(line).push_back('\n'); };
  };
  const auto here = run_suite(scenarios, project_library(), options);
  BOOST_REQUIRE(here.has_value());
  BOOST_TEST(((*here)[0].verdict == Verdict::passed));
  BOOST_TEST(((*here)[1].failures.size() >= 2U));
  BOOST_TEST(((*here)[2].verdict != Verdict::passed));

  const auto there = read_results(results_text(done(*read_suite_part(suite_part_text(part)))), part);
  BOOST_REQUIRE_MESSAGE(there.has_value(), (there ? "" : there.error().text()));
  for (std::size_t index = 0; index < scenarios.size(); ++index) {
    ScenarioResult result = (*there)[index].result;
    result.wall_time = (*here)[index].wall_time;
    BOOST_TEST(result_json(result) == result_json((*here)[index]));
    BOOST_TEST((*there)[index].journal == journals[index]);
    BOOST_TEST(!journals[index].empty());
  }
}

BOOST_AUTO_TEST_CASE(a_journal_comes_only_where_it_is_wanted) {
  SuitePart part = three_scenarios();
  part.journals = false;
  for (const RunScenario& one : done(part))
    BOOST_TEST(one.journal == "");
}

BOOST_AUTO_TEST_CASE(a_result_lost_doubled_or_in_anothers_place_is_refused) {
  const SuitePart part = three_scenarios();
  const std::vector<RunScenario> results = done(part);
  const auto refused = [&](const std::vector<RunScenario>& others) {
    return !read_results(results_text(others), part).has_value();
  };
  BOOST_TEST(!refused(results));
  BOOST_TEST(refused({}));
  BOOST_TEST(refused({results[0], results[1]}));
  BOOST_TEST(refused({results[0], results[1], results[2], results[2]}));
  BOOST_TEST(refused({results[0], results[0], results[2]}));
  BOOST_TEST(refused({results[1], results[0], results[2]}));
}

BOOST_AUTO_TEST_CASE(a_damaged_result_is_refused) {
  const std::string failed = result_json(done(three_scenarios())[1].result);
  BOOST_TEST(read_result(failed).has_value());
  for (const std::string& bytes :
       {std::string(), std::string("{}"), failed.substr(0, failed.size() - 1),
        replaced(failed, R"("verdict":"failed")", R"("verdict":"frobnicated")"),
        replaced(failed, R"("verdict":"failed")", R"("verdict":"passed")"),
        replaced(failed, R"("virtual_ms":)", R"("virtual_ms":-)"),
        replaced(failed, R"("messages":)", R"("messages":1.)"), replaced(failed, R"("at_ms":)", R"("at":)"),
        replaced(failed, R"("unreachable":false)", R"("unreachable":0)")})
    BOOST_TEST(!read_result(bytes).has_value(), bytes);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::runner

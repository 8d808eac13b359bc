#include "scenarios/runner/report.hpp"

#include "scenarios/runner/requirement_table.hpp"
#include "scenarios/runner/summary_text.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

std::vector<ScenarioResult> two_results() {
  ScenarioResult good{"all is well",
                      "scenarios/library/status/a.json",
                      "curve",
                      "glidewell",
                      {"STS-01"},
                      Verdict::passed,
                      "f1",
                      {},
                      base::hours(26),
                      base::milliseconds(5),
                      1234,
                      false};
  ScenarioResult bad{
      "a <b> & \"c\"",
      "scenarios/library/validation/b.json",
      "open-dental",
      "glidewell",
      {"VAL-05", "DSP-01"},
      Verdict::failed,
      "f2",
      {{"an order", "none", base::Instant{1'729'519'200'000}, "tools/articulator run b.json --seed 1"}},
      base::minutes(5),
      base::milliseconds(7),
      10,
      false};
  return {good, bad};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(the_json_has_the_shape_of_the_design) {
  const auto results = two_results();
  BOOST_TEST(
      report_json(summarise(results, base::milliseconds(1500)), results) ==
      R"({"summary":{"passed":1,"failed":1,"errors":0,"virtual_s":93900.000,"wall_s":1.500},"scenarios":[)"
      R"({"name":"all is well","file":"scenarios/library/status/a.json","pms":"curve","lab":"glidewell","shows":["STS-01"],"verdict":"passed","fingerprint":"f1","failures":[]},)"
      R"({"name":"a <b> & \"c\"","file":"scenarios/library/validation/b.json","pms":"open-dental","lab":"glidewell","shows":["VAL-05","DSP-01"],"verdict":"failed","fingerprint":"f2",)"
      R"("failures":[{"expected":"an order","found":"none","at":"2024-10-21T14:00:00.000Z","again":"tools/articulator run b.json --seed 1"}]}]})"
      "\n");
}

BOOST_AUTO_TEST_CASE(junit_names_areas_and_escapes_what_xml_needs_escaped) {
  const auto results = two_results();
  const std::string xml = report_junit(summarise(results, base::milliseconds(1500)), results);
  BOOST_TEST(xml.find(R"(tests="2" failures="1" errors="0" time="1.500")") != std::string::npos, xml);
  BOOST_TEST(
      xml.find(R"(classname="validation" name="a &lt;b&gt; &amp; &quot;c&quot;")") != std::string::npos, xml);
  BOOST_TEST(xml.find("again: tools/articulator run b.json --seed 1") != std::string::npos, xml);
}

BOOST_AUTO_TEST_CASE(the_summary_for_people_shows_failures_in_full_and_colours_only_when_asked) {
  const auto results = two_results();
  const Summary summary = summarise(results, base::milliseconds(1500));
  const std::string text = summary_text(summary, results, {false, "in process"});
  for (const std::string said :
       {"status      ✓ 1 of 1", "validation  ✗ 0 of 1", "expected  an order", "found     none",
        "at        2024-10-21T14:00:00.000Z", "again     tools/articulator run b.json --seed 1",
        "1 passed, 1 failed, in process", "1 shown",
        "1 day and 2 hours of dental work in 1.50 s, 1,244 messages"})
    BOOST_TEST(text.find(said) != std::string::npos, text << " lacks " << said);
  BOOST_TEST(text.find('\033') == std::string::npos);
  BOOST_TEST(summary_text(summary, results, {true, "in process"}).find('\033') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_fingerprint_over_all_depends_on_each_and_their_order) {
  auto results = two_results();
  const std::string first = summarise(results, base::Duration{0}).fingerprint;
  std::swap(results[0], results[1]);
  BOOST_TEST(summarise(results, base::Duration{0}).fingerprint != first);
}

BOOST_AUTO_TEST_CASE(the_area_is_the_folder) {
  BOOST_TEST(area_of("scenarios/library/status/a.json") == "status");
  BOOST_TEST(area_of("status/a.json") == "status");
  BOOST_TEST(area_of("a.json") == ".");
}

BOOST_AUTO_TEST_CASE(the_table_of_requirements_can_be_read_and_each_row_has_its_text) {
  const auto table = read_requirements(ARTICULATOR_SOURCE_DIR "/scenarios/requirements.json");
  BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? "" : table.error().text()));
  BOOST_TEST(find_requirement(*table, "VAL-05") != nullptr);
  BOOST_TEST(find_requirement(*table, "VAL-99") == nullptr);
  for (const Requirement& row : *table)
    BOOST_TEST(!row.text.empty(), row.id);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner

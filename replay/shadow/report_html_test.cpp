// The page of a replay: what it must say, and that nothing of a log can leave its place.
#include "replay/shadow/report_html.hpp"

#include "replay/shadow/readable.hpp"

#include <algorithm>
#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

const Options sample{{ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson"}, base::minutes(5), 1};

std::string page(const Report& report) {
  const auto found = patterns(report);
  const auto timelines = read_timelines(sample, example_cases(report, found)).value();
  return report_html(report, found, timelines);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_page)

BOOST_AUTO_TEST_CASE(the_page_shows_patterns_timelines_and_counts_and_is_the_same_every_time) {
  const Report report = replay(sample).value();
  const std::string html = page(report);
  for (const char* wanted : {"<h1>Shadow replay</h1>", "<b>38</b> divergences", "What explains it",
                             "8: pms.status missing (STS-02)", "All that the log says of", "differs</strong>",
                             "<h3>By week from</h3>", "lines refused"})
    BOOST_TEST(html.find(wanted) != std::string::npos, wanted);
  BOOST_TEST((html == page(report)));
}

BOOST_AUTO_TEST_CASE(an_example_has_the_rows_of_its_case_in_time_with_both_sides) {
  const Report report = replay(sample).value();
  const auto found = patterns(report);
  const auto timelines = read_timelines(sample, example_cases(report, found)).value();
  BOOST_REQUIRE(!timelines.empty());
  for (const auto& [key, rows] : timelines) {
    BOOST_TEST(std::ranges::is_sorted(rows, {}, &TimelineRow::at));
    BOOST_TEST(
        std::ranges::any_of(rows, [](const TimelineRow& row) { return row.type == "pms.case.ready"; }));
    BOOST_TEST(std::ranges::any_of(rows, [](const TimelineRow& row) { return !row.agrees(); }), key.second);
    BOOST_TEST(
        std::ranges::any_of(rows, [](const TimelineRow& row) { return row.is_decision() && row.agrees(); }));
  }
}

BOOST_AUTO_TEST_CASE(a_name_in_a_log_cannot_become_markup) {
  Report report;
  report.logs = {"<script>alert(1)</script>"};
  Divergence one;
  one.case_id = model::CaseId{"<img src=x>"};
  one.production = R"({"stage":"<b>"})";
  one.reference = "null";
  report.divergences.push_back(one);
  const std::string html = report_html(report, patterns(report), {});
  for (const char* markup : {"<script", "<img", "<b>\""})
    BOOST_TEST(html.find(markup) == std::string::npos, markup);
}

BOOST_AUTO_TEST_CASE(a_log_without_divergence_says_so) {
  BOOST_TEST(report_html({}, {}, {}).find("production did what the rules say") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_becomes_a_line_to_read) {
  BOOST_TEST(readable(R"({"codes":["VAL-05","VAL-07"],"status":"blocked"})") ==
             "codes VAL-05, VAL-07 · status blocked");
  BOOST_TEST(readable(R"({"order":{"lab":"glidewell","units":3},"why":[]})") ==
             "order (lab glidewell, units 3) · why none");
  BOOST_TEST(readable("null") == "nothing");
  BOOST_TEST(readable("{}") == "nothing more");
  BOOST_TEST(readable("{\"text\":\"" + std::string(399, 'a') + "\xC3\xA4" + std::string(50, 'b') + "\"}")
                 .ends_with("aaa ..."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay

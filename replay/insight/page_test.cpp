#include "replay/insight/page.hpp"

#include "engine/base/json_reader.hpp"
#include "replay/insight/chart.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::insight {
namespace {

Report one_lab(const std::string& name, const std::string& cause) {
  Report report;
  report.logs = {"log.ndjson"};
  report.lab_names["northern"] = name;
  articulator::insight::Tally tally;
  tally.cases = tally.ordered = tally.delivered = tally.on_time_judged = 10;
  tally.on_time = 9;
  tally.remade = 1;
  tally.remake_causes[cause] = 1;
  tally.turnaround.add(7200, 9);
  tally.turnaround.add(80'000, 1);
  tally.costed_units = 10;
  tally.spend = {99'000};
  report.table[{model::PracticeId("p-01"),
                model::LabId("northern"),
                "crown",
                "zirconia",
                model::PersonId("D-1"),
                {2024 * 12 + 9}}] = tally;
  report.invoice_results = {{"matched", 8}, {"billed_twice", 2}};
  return report;
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// The figures in the page, by the way a browser finds them.
std::string figures_in(const std::string& page) {
  constexpr std::string_view begin = R"(<script type="application/json" id="figures">)";
  const std::size_t from = page.find(begin) + begin.size();
  return page.substr(from, page.find("</script>", from) - from);
}

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(every_chart_has_a_heading_a_text_and_a_table) {
  const std::string html = report_page(one_lab("Northern Lab", "fit"));
  for (const Chart& chart : charts_of(one_lab("Northern Lab", "fit"))) {
    BOOST_CHECK(html.find("<h2 id=\"title-" + chart.id + "\">") != std::string::npos);
    BOOST_CHECK(html.find("<canvas id=\"chart-" + chart.id + "\" role=\"img\" aria-label=") !=
                std::string::npos);
    BOOST_CHECK(!chart.says.empty());
    BOOST_CHECK_EQUAL(chart.rows.size(), chart.labels.size());
    for (const Series& series : chart.series)
      BOOST_CHECK_EQUAL(series.values.size(), chart.labels.size());
    for (const auto& row : chart.rows)
      BOOST_CHECK_EQUAL(row.size(), chart.head.size());
  }
  BOOST_CHECK_EQUAL(times(html, "<details"), 6U);
  BOOST_CHECK_EQUAL(times(html, "<h1>"), 1U);
}

BOOST_AUTO_TEST_CASE(what_draws_the_charts_is_in_the_page) {
  const std::string html = report_page(one_lab("Northern Lab", "fit"));
  BOOST_CHECK(html.find("Chart.js v3") != std::string::npos);
  BOOST_CHECK(html.find("new Chart(") != std::string::npos);
  BOOST_CHECK(html.find("prefers-color-scheme: dark") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_fetched_from_anywhere) {
  const std::string html = report_page(one_lab("Northern Lab", "fit"));
  BOOST_CHECK(html.find("default-src 'none'") != std::string::npos);
  BOOST_CHECK_EQUAL(times(html, " src="), 0U);
  BOOST_CHECK_EQUAL(times(html, "<link"), 0U);
  BOOST_CHECK_EQUAL(times(html, "@import"), 0U);
}

BOOST_AUTO_TEST_CASE(what_a_log_says_is_text_and_never_markup) {
  const std::string html =
      report_page(one_lab("</script><script>alert(1)</script>", "<!-- \"quoted\" & <b>bold</b>"));
  BOOST_CHECK_EQUAL(times(html, "<script>alert"), 0U);
  BOOST_CHECK_EQUAL(times(html, "<b>"), 0U);
  base::JsonParser parser;
  const auto figures = parser.parse(figures_in(html));
  BOOST_REQUIRE(figures);
  BOOST_CHECK_EQUAL(figures->at_pointer("/0/labels/0")->text().value(), "</script><script>alert(1)</script>");
}

BOOST_AUTO_TEST_CASE(values_are_integers_with_their_divisor) {
  const std::string json = figures_in(report_page(one_lab("Northern Lab", "fit")));
  base::JsonParser parser;
  const auto figures = parser.parse(json);
  BOOST_REQUIRE(figures);
  BOOST_CHECK_EQUAL(figures->at_pointer("/3/id")->text().value(), "on-time");
  BOOST_CHECK_EQUAL(figures->at_pointer("/3/series/0/values/0")->integer().value(), 9000);
  BOOST_CHECK_EQUAL(figures->at_pointer("/3/divisor")->integer().value(), 100);
  BOOST_CHECK_EQUAL(figures->at_pointer("/4/series/0/values/0")->integer().value(), 99'000);
}

BOOST_AUTO_TEST_CASE(what_takes_more_than_a_month_is_in_the_last_bar) {
  const Chart turnaround = charts_of(one_lab("Northern Lab", "fit"))[1];
  BOOST_CHECK_EQUAL(turnaround.labels.back(), "30 and more");
  BOOST_CHECK_EQUAL(turnaround.series[0].values.back().value(), 1);
  std::int64_t sum = 0;
  for (const auto& value : turnaround.series[0].values)
    sum += value.value();
  BOOST_CHECK_EQUAL(sum, 10);
}

BOOST_AUTO_TEST_CASE(matched_invoice_lines_are_no_exception) {
  const Chart exceptions = charts_of(one_lab("Northern Lab", "fit"))[5];
  BOOST_CHECK_EQUAL(exceptions.labels.size(), 1U);
  BOOST_CHECK_EQUAL(exceptions.labels.front(), "billed twice");
  BOOST_CHECK_EQUAL(exceptions.says, "2 of 10 invoice lines did not match what was ordered and agreed.");
}

BOOST_AUTO_TEST_CASE(a_log_without_cases_has_a_page_all_the_same) {
  const std::string html = report_page({});
  BOOST_CHECK(html.find("There are no invoice lines in these logs.") != std::string::npos);
  BOOST_CHECK(html.ends_with("</html>\n"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::insight

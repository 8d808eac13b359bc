#include "scenarios/page/run_page.hpp"

#include "engine/base/html_page.hpp"

#include <cstddef>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::page {
namespace {

using base::markup_text;
using runner::ScenarioResult;
using runner::Verdict;

std::string figures(const runner::Summary& summary) {
  return fmt::format(
      "<div class=\"figures\"><div><b class=\"good\">{}</b> passed</div><div><b class=\"bad\">{}</b> "
      "failed</div><div><b>{}</b> could not be judged</div><div><b>{}</b> of dental work</div><div><b>{}</b> "
      "messages</div></div>\n",
      summary.passed, summary.failed, summary.errors, base::format_duration(summary.virtual_time),
      summary.messages);
}

std::string areas(const std::vector<ScenarioResult>& results) {
  struct Count {
    std::size_t passed = 0;
    std::size_t all = 0;
  };
  std::map<std::string, Count> counts;
  for (const ScenarioResult& result : results) {
    Count& count = counts[runner::area_of(result.file)];
    ++count.all;
    count.passed += result.verdict == Verdict::passed ? 1U : 0U;
  }
  std::string html =
      "<h2 id=\"areas\">By area</h2>\n<div class=\"scroll\"><table><caption>scenarios that "
      "held</caption><thead>"
      "<tr><th scope=\"col\">area</th><th scope=\"col\" class=\"number\">held</th><th scope=\"col\" "
      "class=\"number\">of</th></tr></thead><tbody>\n";
  for (const auto& [area, count] : counts)
    html += fmt::format(
        "<tr{}><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
        count.passed == count.all ? "" : " class=\"bad\"", markup_text(area), count.passed, count.all);
  return html + "</tbody></table></div>\n";
}

std::string told(const ScenarioResult& result, const std::string& diagram) {
  const bool held = result.verdict == Verdict::passed;
  const std::string again =
      result.failures.empty()
          ? ""
          : "<p>to run it again: <code>" + markup_text(result.failures.front().again) + "</code></p>\n";
  return fmt::format(
      "<details{}><summary><b class=\"{}\">{}</b> {}</summary><p>{}; shows {}; journal "
      "<code>{}</code></p>\n{}{}</details>\n",
      held ? "" : " open", held ? "good" : "bad", base::word_of(runner::verdict_words, result.verdict),
      markup_text(result.name), markup_text(result.file), fmt::join(result.shows, ", "), result.fingerprint,
      again, diagram);
}

}  // namespace

DiagramOptions diagram_of(Verdict verdict) {
  if (verdict == Verdict::passed) return {.rows_max = 40, .body_max = 300, .facts_only = true};
  return {.rows_max = 240, .body_max = 2'000, .facts_only = false};
}

std::string run_page(const runner::Summary& summary, const std::vector<ScenarioResult>& results,
                     const std::vector<std::string>& diagrams, std::string_view how) {
  std::vector<std::size_t> order;  // those that failed first
  for (const bool held : {false, true})
    for (std::size_t n = 0; n < results.size(); ++n)
      if ((results[n].verdict == Verdict::passed) == held) order.push_back(n);
  std::string body = figures(summary) + areas(results) + "<h2 id=\"scenarios\">Scenarios</h2>\n";
  for (const std::size_t n : order)
    body += told(results[n], diagrams[n]);
  const std::string lead = fmt::format("<p>{} scenario{}, {}</p>\n", results.size(),
                                       results.size() == 1 ? "" : "s", markup_text(how));
  const std::string foot = "<p>Fingerprint <code>" + summary.fingerprint + "</code></p>\n";
  return base::html_page({"Articulator run", sequence_style(), lead, body, foot, {}});
}

}  // namespace articulator::page

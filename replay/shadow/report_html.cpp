#include "replay/shadow/report_html.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/html_page.hpp"
#include "replay/shadow/readable.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::size_t patterns_max = 12;
constexpr std::size_t examples_max = 3;  // of a pattern
constexpr std::size_t rows_max = 40;     // of a table
constexpr std::size_t refused_max = 20;

std::string text(std::string_view plain) {
  return base::markup_text(plain);
}

std::string day_and_time(base::Instant at) {
  const std::string full = base::format_instant(at);
  return fmt::format("<time datetime=\"{}\">{} {}</time>", full, full.substr(0, 10), full.substr(11, 8));
}

// The Monday of the instant's week, UTC.
std::string week_of(base::Instant at) {
  const base::Date date = base::TimeZone().local(at).date;
  return base::format_date(date + -static_cast<int>(base::weekday(date)));
}

CaseKey key_of(const Divergence& one) {
  return {one.practice.text, one.case_id.text};
}

std::vector<std::size_t> examples(const Report& report, const Pattern& pattern) {
  std::vector<std::size_t> first;
  std::set<CaseKey> cases;
  for (const std::size_t i : pattern.members) {
    if (first.size() == examples_max) break;
    if (cases.insert(key_of(report.divergences[i])).second) first.push_back(i);
  }
  return first;
}

void append_figures(std::string& out, const Report& report) {
  std::int64_t judged = report.decisions;
  for (const std::int64_t count : report.not_judged)
    judged -= count;
  const std::int64_t permyriad = judged == 0 ? 10'000 : report.agreed * 10'000 / judged;
  const auto figure = [&](const std::string& value, std::string_view what) {
    fmt::format_to(std::back_inserter(out), "<div><b>{}</b> {}</div>\n", value, what);
  };
  out += "<div class=\"figures\">\n";
  figure(fmt::format("{}.{:02} %", permyriad / 100, permyriad % 100),
         "of production's judged decisions agree");
  figure(std::to_string(report.divergences.size()),
         report.divergences.size() == 1 ? "divergence" : "divergences");
  figure(std::to_string(report.cases), "cases");
  figure(std::to_string(report.practices), "practices");
  figure(std::to_string(report.events), "events read");
  out += "</div>\n";
}

std::string side(const std::optional<std::string>& decision) {
  return decision ? text(*decision) : "<span class=\"quiet\">nothing</span>";
}

void append_row(std::string& out, const TimelineRow& row) {
  auto to = std::back_inserter(out);
  const std::string line = row.line == 0 ? "" : std::to_string(row.line);
  if (!row.is_decision()) {
    fmt::format_to(to,
                   "<tr><td>{}</td><td class=\"number\">{}</td><td>{}</td><td colspan=\"2\" "
                   "class=\"quiet\">{}</td></tr>\n",
                   day_and_time(row.at), line, text(row.type), text(row.happened));
    return;
  }
  if (row.agrees()) {
    fmt::format_to(to,
                   "<tr><td>{}</td><td class=\"number\">{}</td><td>{}</td><td colspan=\"2\"><span "
                   "class=\"good\">both</span> {}</td></tr>\n",
                   day_and_time(row.at), line, text(row.type), text(*row.production));
    return;
  }
  fmt::format_to(to,
                 "<tr class=\"bad\"><td>{}</td><td class=\"number\">{}</td><td>{} <strong "
                 "class=\"bad\">differs</strong></td><td>{}</td><td>{}</td></tr>\n",
                 day_and_time(row.at), line, text(row.type), side(row.production), side(row.reference));
}

void append_example(std::string& out, const Divergence& one, const Timelines& timelines) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "<details><summary>{} of {}, line {}: {} {}</summary>\n", text(one.case_id.text),
                 text(one.practice.text), one.place.line, word(one.kind), text(word(one.type)));
  fmt::format_to(to, "<p>Production: {}<br>Reference: {}</p>\n", text(readable(one.production)),
                 text(readable(one.reference)));
  const auto found = timelines.find(key_of(one));
  if (found == timelines.end()) {
    out +=
        "<p class=\"quiet\">Standard input is read once: give the log as a file for the case's "
        "timeline.</p></details>\n";
    return;
  }
  fmt::format_to(to,
                 "<div class=\"scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline of "
                 "{0}\"><table><caption>All that the log says of {0}, times in UTC"
                 "</caption>\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\" "
                 "class=\"number\">Line</th><th scope=\"col\">What</th>"
                 "<th scope=\"col\">Production</th><th scope=\"col\">Reference</th></tr></thead><tbody>\n",
                 text(one.case_id.text));
  for (const TimelineRow& row : found->second)
    append_row(out, row);
  out += "</tbody></table></div>";
  if (found->second.size() >= timeline_rows_max) out += "<p class=\"quiet\">What came after is left out.</p>";
  out += "</details>\n";
}

void append_patterns(std::string& out, const Report& report, const std::vector<Pattern>& patterns,
                     const Timelines& timelines) {
  if (patterns.empty()) {
    out += "<h2>What differs</h2>\n<p class=\"good\">Nothing: production did what the rules say.</p>\n";
    return;
  }
  out +=
      "<h2>What explains it</h2>\n<p class=\"quiet\">Divergences of one kind, decision and rule together, "
      "the most frequent "
      "first. A practice, lab or kind of work is named where chance alone would not have brought that "
      "about.</p>\n";
  for (std::size_t i = 0; i < std::min(patterns_max, patterns.size()); ++i) {
    out += "<h3>" + text(patterns[i].sentence) + "</h3>\n";
    for (const std::size_t example : examples(report, patterns[i]))
      append_example(out, report.divergences[example], timelines);
  }
  if (patterns.size() > patterns_max)
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"quiet\">And {} rarer ones; --json lists every divergence.</p>\n",
                   patterns.size() - patterns_max);
}

using Counts = std::map<std::string, std::int64_t>;

void append_table(std::string& out, std::string_view title, const Counts& counts, bool by_name) {
  std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
  if (!by_name)
    std::ranges::sort(rows, [](const auto& a, const auto& b) {
      return std::pair(-a.second, a.first) < std::pair(-b.second, b.first);
    });
  fmt::format_to(
      std::back_inserter(out),
      "<h3>By {0}</h3>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">{0}</th><th scope=\"col\" "
      "class=\"number\">Divergences</th></tr></thead><tbody>\n",
      title);
  for (std::size_t i = 0; i < std::min(rows_max, rows.size()); ++i)
    fmt::format_to(std::back_inserter(out),
                   "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>\n",
                   text(rows[i].first.empty() ? "not known" : rows[i].first), rows[i].second);
  out += "</tbody></table></div>\n";
  if (rows.size() > rows_max)
    fmt::format_to(std::back_inserter(out), "<p class=\"quiet\">And {} more.</p>\n", rows.size() - rows_max);
}

void append_counts(std::string& out, const Report& report) {
  if (report.divergences.empty()) return;
  Counts kind;
  Counts rule;
  Counts practice;
  Counts lab;
  Counts week;
  for (const Divergence& one : report.divergences) {
    ++kind[fmt::format("{} {}", word(one.type), word(one.kind))];
    ++rule[one.rule];
    ++practice[one.practice.text];
    ++lab[one.traits.lab];
    ++week[week_of(one.at)];
  }
  out += "<h2>Counts</h2>\n";
  append_table(out, "kind", kind, false);
  append_table(out, "rule", rule, false);
  append_table(out, "practice", practice, false);
  append_table(out, "lab", lab, false);
  append_table(out, "week from", week, true);
}

void append_not_counted(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  out += "<h2>Not counted</h2>\n<ul>\n";
  for (const Ignored& ignored : report.ignored)
    fmt::format_to(to, "<li>{} of {} ignored: {} ({} {})</li>\n", ignored.count, text(ignored.rule),
                   text(ignored.reason), ignored.is_over ? "no more, since it ended on" : "until",
                   base::format_date(ignored.until));
  for (std::size_t type = 0; type < decision_types; ++type)
    if (report.not_judged[type] > 0)
      fmt::format_to(to, "<li>{} of {} are not judged</li>\n", report.not_judged[type],
                     text(word(static_cast<DecisionType>(type))));
  fmt::format_to(
      to,
      "<li>{} repeated lines</li>\n<li>{} lines of unknown types</li>\n<li>{} lines refused</li>\n</ul>\n",
      report.duplicates, report.unknown_types, report.lines_refused.size());
  if (report.lines_refused.empty()) return;
  out += "<details><summary>Lines refused</summary><ul>\n";
  for (std::size_t i = 0; i < std::min(refused_max, report.lines_refused.size()); ++i)
    fmt::format_to(to, "<li>line {}: {}</li>\n", report.lines_refused[i].place.line,
                   text(report.lines_refused[i].why));
  if (report.lines_refused.size() > refused_max)
    fmt::format_to(to, "<li>and {} more</li>\n", report.lines_refused.size() - refused_max);
  out += "</ul></details>\n";
}

std::string lead(const Report& report) {
  std::string logs;
  for (const std::string& log : report.logs)
    logs += (logs.empty() ? "" : ", ") + text(log == "-" ? "standard input" : log);
  std::string html = "<p>" + logs;
  if (report.first && report.last)
    html += ", " + day_and_time(*report.first) + " to " + day_and_time(*report.last);
  if (report.stopped) html += ". Stopped before the end: what was found so far";
  return html + "</p>\n";
}

}  // namespace

std::set<CaseKey> example_cases(const Report& report, const std::vector<Pattern>& patterns) {
  std::set<CaseKey> cases;
  for (std::size_t i = 0; i < std::min(patterns_max, patterns.size()); ++i)
    for (const std::size_t example : examples(report, patterns[i]))
      cases.insert(key_of(report.divergences[example]));
  return cases;
}

std::string report_html(const Report& report, const std::vector<Pattern>& patterns,
                        const Timelines& timelines) {
  std::string body;
  append_figures(body, report);
  append_patterns(body, report, patterns, timelines);
  append_counts(body, report);
  append_not_counted(body, report);
  const std::string head = lead(report);
  const std::string foot = "<p>Fingerprint of the result " + report.fingerprint + "</p>\n";
  return base::html_page({.title = "Shadow replay", .lead = head, .body = body, .footer = foot});
}

}  // namespace articulator::replay

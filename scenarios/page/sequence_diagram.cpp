#include "scenarios/page/sequence_diagram.hpp"

#include "engine/base/html_page.hpp"
#include "scenarios/page/story.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace articulator::page {
namespace {

constexpr std::string_view style = R"(
.sequence { list-style: none; margin: .6rem 0; padding: 0; font-size: .88rem; min-width: 44rem; }
.sequence li { display: grid; grid-template-columns: 8.5rem repeat(var(--lanes), 1fr); align-items: start; margin: 0; }
.sequence > li > time, .sequence > li > .when { grid-column: 1; grid-row: 1; color: var(--quiet); padding-top: .15rem; }
.sequence .lanes { position: sticky; top: 0; background: var(--card); border-bottom: 1px solid var(--line); font-weight: 600; z-index: 1; }
.sequence .lanes span { text-align: center; padding: .3rem .2rem; overflow-wrap: anywhere; }
.sequence details { border: 0; margin: 0; background: none; grid-row: 1; min-width: 0; }
.sequence summary { padding: .1rem .2rem .2rem; border-bottom: 2px solid var(--accent); position: relative; overflow-wrap: anywhere; }
.sequence .right summary::after { content: "\25B6"; position: absolute; right: 0; bottom: -.62rem; font-size: .7rem; color: var(--accent); }
.sequence .left summary::after { content: "\25C0"; position: absolute; left: 0; bottom: -.62rem; font-size: .7rem; color: var(--accent); }
.sequence .fact summary { border: 1px solid var(--line); border-radius: .3rem; background: var(--card); text-align: center; }
.sequence .folded summary { border-bottom: 1px dotted var(--line); color: var(--quiet); }
.sequence .harmed summary { border-bottom-style: dashed; border-color: var(--bad); }
.sequence .harm { color: var(--bad); font-weight: 600; }
.sequence .pin { grid-column: 2 / -1; border: 2px solid var(--bad); background: var(--bad-ground); border-radius: .4rem; padding: .4rem .7rem; margin: .3rem 0; }
.sequence pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .82rem/1.4 ui-monospace, monospace; margin: .3rem 0; max-height: 22rem; overflow: auto; }
)";

std::string time_cell(const Row& row) {
  return fmt::format("<time datetime=\"{0}\">{1}</time>", base::format_instant(row.at), row.clock);
}

std::string body_block(std::string_view title, std::string_view body, std::size_t body_max) {
  if (body.empty()) return {};
  std::string text = base::markup_text(body.substr(0, body_max));
  if (body.size() > body_max) text += fmt::format("\n... {} characters more", body.size() - body_max);
  return fmt::format("<div>{}</div><pre tabindex=\"0\">{}</pre>", base::markup_text(title), text);
}

std::string message_row(const Row& row, const DiagramOptions& options) {
  const std::size_t low = std::min(row.from, row.to);
  const std::size_t high = std::max(row.from, row.to);
  const std::string harm =
      row.fault.empty() ? "" : fmt::format(" <span class=\"harm\">{}</span>", base::markup_text(row.fault));
  return fmt::format(
      "<li class=\"{}{}\">{}<details style=\"grid-column: {} / {}\"><summary><span "
      "class=\"quiet\">{} to {}:</span> {}{}</summary>{}{}</details></li>\n",
      row.from < row.to ? "right" : "left", row.fault.empty() ? "" : " harmed", time_cell(row), low + 2,
      high + 3, base::markup_text(row.from_name), base::markup_text(row.to_name), base::markup_text(row.text),
      harm, body_block("asked", row.asked, options.body_max),
      body_block("answered", row.answered, options.body_max));
}

std::string fact_row(const Row& row, const DiagramOptions& options) {
  return fmt::format(
      "<li class=\"fact\">{}<details style=\"grid-column: {} / {}\"><summary>{}</summary>{}</details></li>\n",
      time_cell(row), row.from + 2, row.from + 3, base::markup_text(row.text),
      body_block("", row.asked, options.body_max));
}

std::string folded_row(const Row& row, std::size_t lanes) {
  return fmt::format(
      "<li class=\"folded\">{}<details style=\"grid-column: 2 / {}\"><summary>{}</summary><pre "
      "tabindex=\"0\">{}</pre></details></li>\n",
      time_cell(row), lanes + 2, base::markup_text(row.text), base::markup_text(row.asked));
}

std::string pin(const runner::Failure& failure) {
  return fmt::format(
      "<li><span class=\"when\">{}</span><div class=\"pin\" role=\"note\"><b class=\"bad\">fails "
      "here</b><br>expected: {}<br>found: {}</div></li>\n",
      base::format_instant(failure.at).substr(11, 8), base::markup_text(failure.expected),
      base::markup_text(failure.found));
}

// The rows to show: all, or as many as may be that end with what comes soon after the first failure.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;  // one past
};
Window window_of(const std::vector<Row>& rows, const std::vector<runner::Failure>& failures,
                 std::size_t rows_max) {
  if (rows.size() <= rows_max) return {0, rows.size()};
  if (failures.empty()) return {0, rows_max};
  const auto after =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.at > failures.front().at; });
  const auto end = std::min(rows.size(), static_cast<std::size_t>(after - rows.begin()) + rows_max / 8);
  return {end > rows_max ? end - rows_max : 0, end};
}

std::string left_out(std::size_t count, std::string_view where) {
  if (count == 0) return {};
  return fmt::format(
      "<li><span class=\"when\"></span><div class=\"quiet\" style=\"grid-column: 2 / -1\">{} more {}, "
      "in the journal</div></li>\n",
      count, where);
}

}  // namespace

std::string sequence_diagram(std::string_view journal, const std::vector<runner::Failure>& as_found,
                             const DiagramOptions& options) {
  std::multimap<base::Instant, const runner::Failure*> by_instant;
  for (const runner::Failure& failure : as_found)
    by_instant.emplace(failure.at, &failure);
  std::vector<runner::Failure> failures;
  for (const auto& [at, failure] : by_instant)
    failures.push_back(*failure);
  Story story = read_story(journal);
  if (options.facts_only) std::erase_if(story.rows, [](const Row& row) { return row.wire; });
  const Window window = window_of(story.rows, failures, options.rows_max);
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"what happened, in order\"><ol "
      "class=\"sequence\" style=\"--lanes: {}\">\n<li class=\"lanes\" aria-hidden=\"true\"><span></span>",
      story.lanes.size());
  for (const std::string& lane : story.lanes)
    html += "<span>" + base::markup_text(lane) + "</span>";
  html += "</li>\n" + left_out(window.first, "before");
  std::size_t next_failure = 0;
  const auto pin_up_to = [&](const Row* row) {
    for (; next_failure < failures.size() && (!row || failures[next_failure].at < row->at); ++next_failure)
      html += pin(failures[next_failure]);
  };
  for (std::size_t n = window.first; n < window.last; ++n) {
    const Row& row = story.rows[n];
    pin_up_to(&row);
    if (row.kind == RowKind::message) html += message_row(row, options);
    if (row.kind == RowKind::fact) html += fact_row(row, options);
    if (row.kind == RowKind::folded) html += folded_row(row, story.lanes.size());
  }
  pin_up_to(nullptr);
  html += left_out(story.rows.size() - window.last, "after");
  return html + "</ol></div>\n";
}

std::string_view sequence_style() {
  return style;
}

}  // namespace articulator::page

#include "replay/insight/page.hpp"

#include "engine/base/html_page.hpp"
#include "engine/base/json_writer.hpp"
#include "replay/insight/assets.hpp"
#include "replay/insight/chart.hpp"
#include "replay/insight/words.hpp"

#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace articulator::replay::insight {
namespace {

using articulator::insight::Tally;

// Inside a script element no text may look like its end: "</script>", "<!--".
std::string for_script(const std::string& json) {
  std::string out;
  for (const char c : json)
    c == '<' ? out += "\\u003c" : out += c;
  return out;
}

std::string figures_json(const std::vector<Chart>& charts) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_array();
  for (const Chart& chart : charts) {
    if (chart.labels.empty()) continue;
    w.begin_object().member("id", std::string_view(chart.id)).member("kind", word(chart.kind));
    w.member("unit", std::string_view(chart.unit)).member("axis", std::string_view(chart.axis));
    w.member("divisor", chart.divisor).key("labels").begin_array();
    for (const std::string& label : chart.labels)
      w.text(label);
    w.end_array().key("series").begin_array();
    for (const Series& series : chart.series) {
      w.begin_object().member("name", std::string_view(series.name)).member("bound", series.is_bound);
      w.key("values").begin_array();
      for (const auto& value : series.values)
        value ? w.integer(*value) : w.null();
      w.end_array().end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
  return json;
}

void append_table(std::string& out, const Chart& chart) {
  out += "<table class=\"cards\"><caption>" + base::markup_text(chart.title) + "</caption><thead><tr>";
  for (const std::string& head : chart.head)
    out += "<th scope=\"col\">" + base::markup_text(head) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const std::vector<std::string>& row : chart.rows) {
    out += "<tr>";
    for (std::size_t n = 0; n < row.size(); ++n)
      out += n == 0 ? "<th scope=\"row\">" + base::markup_text(row[n]) + "</th>"
                    : "<td data-label=\"" + base::markup_text(chart.head[n]) + "\">" +
                          base::markup_text(row[n]) + "</td>";
    out += "</tr>\n";
  }
  out += "</tbody></table>";
}

void append_section(std::string& out, const Chart& chart) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "<section id=\"{0}\"{1} aria-labelledby=\"title-{0}\">\n<h2 id=\"title-{0}\">{2}</h2>\n",
                 chart.id, chart.is_wide ? " class=\"wide\"" : "", base::markup_text(chart.title));
  if (chart.labels.empty()) {
    fmt::format_to(to, "<p class=\"quiet\">{}</p>\n</section>\n", base::markup_text(chart.says));
    return;
  }
  fmt::format_to(
      to,
      "<figure>\n<div class=\"plot\"><canvas id=\"chart-{0}\" role=\"img\" aria-label=\"{1} chart. "
      "{2} The table below says the same.\"></canvas></div>\n<figcaption>{2}</figcaption>\n</figure>\n",
      chart.id, base::markup_text(chart.title), base::markup_text(chart.says));
  fmt::format_to(to, "<details{}><summary>Table: {}</summary>\n", chart.is_wide ? " open" : "",
                 base::markup_text(chart.title));
  append_table(out, chart);
  out += "</details>\n</section>\n";
}

void append_sum(std::string& out, std::string_view what, const std::string& value, const std::string& more) {
  fmt::format_to(std::back_inserter(out), "<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>\n", what,
                 base::markup_text(value), base::markup_text(more));
}

std::string share(std::int64_t hits, std::int64_t all) {
  return all == 0 ? "–" : percent(articulator::insight::rate_bp(hits, all)) + " %";
}

std::string bounds(const articulator::insight::Interval& interval) {
  return "between " + percent(interval.low_bp) + " and " + percent(interval.high_bp) + "\u00a0%";
}

void append_sums(std::string& out, const Report& report, const Tally& all) {
  out += "<dl class=\"sums\" aria-label=\"In short\">\n";
  append_sum(out, "Cases", grouped(all.cases),
             "of " + counted(report.practices, "practice", "practices") + ", " + grouped(all.cancelled) +
                 " cancelled");
  append_sum(out, "Half are back in",
             all.turnaround.count() == 0 ? "–" : days(all.turnaround.quantile(500)) + " days",
             all.turnaround.count() == 0 ? "" : "nine of ten in " + days(all.turnaround.quantile(900)));
  append_sum(out, "On time", share(all.on_time, all.on_time_judged), bounds(all.on_time_interval()));
  append_sum(out, "Made again", share(all.remade, all.delivered), bounds(all.remake_interval()));
  append_sum(out, "Spend", "$" + grouped((all.spend.cents + 50) / 100),
             money(all.cost_per_unit()) + " per unit");
  append_sum(out, "Callbacks", grouped(all.callbacks), "for missing information");
  out += "</dl>\n";
}

std::string lead(const Report& report, const std::vector<Chart>& charts) {
  std::string out;
  if (report.from)
    fmt::format_to(std::back_inserter(out), "<p class=\"quiet\">{} to {} · {}</p>\n",
                   date(report.from->ms_since_epoch), date(report.to->ms_since_epoch),
                   counted(report.events, "event", "events"));
  out += "<nav aria-label=\"Charts\"><ul>\n";
  for (const Chart& chart : charts)
    fmt::format_to(std::back_inserter(out), "<li><a href=\"#{}\">{}</a></li>\n", chart.id,
                   base::markup_text(chart.title));
  return out + "</ul></nav>\n";
}

std::string footer(const Report& report) {
  std::string out =
      "<p>A rate is followed by the bounds between which it lies with 95 % confidence (Wilson's "
      "interval). Durations are exact to within 1 part in 128. Made by articulator insight";
  if (!report.lines_refused.empty())
    out += "; " + counted(std::ssize(report.lines_refused), "line", "lines") + " could not be read";
  if (report.duplicates > 0)
    out += "; " + counted(report.duplicates, "repeated line", "repeated lines") + " counted once";
  return out + ".</p>\n";
}

std::string scripts(const std::vector<Chart>& charts) {
  std::string out = "<script type=\"application/json\" id=\"figures\">" + for_script(figures_json(charts)) +
                    "</script>\n<script>";
  out += assets::chart_js;
  out += "</script>\n<script>\n";
  out += assets::page_js;
  return out + "</script>\n";
}

}  // namespace

std::string report_page(const Report& report) {
  const std::vector<Chart> charts = charts_of(report);
  std::string body;
  append_sums(body, report, articulator::insight::whole(report.table));
  for (const Chart& chart : charts)
    append_section(body, chart);
  const std::string top = lead(report, charts);
  const std::string foot = footer(report);
  const std::string code = scripts(charts);
  return base::html_page({.title = "Dental lab work in figures",
                          .style = assets::page_css,
                          .lead = top,
                          .body = body,
                          .footer = foot,
                          .scripts = code});
}

}  // namespace articulator::replay::insight

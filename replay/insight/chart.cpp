#include "replay/insight/chart.hpp"

#include "engine/base/words.hpp"
#include "replay/insight/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay::insight {
namespace {

using articulator::insight::basis_points;
using articulator::insight::Dimension;
using articulator::insight::Interval;
using articulator::insight::rate_bp;
using articulator::insight::Tally;
using Groups = std::map<std::string, Tally>;

constexpr std::int64_t minutes_a_day = 1440;
constexpr std::int64_t days_shown_max = 30;

constexpr std::array<base::Word<ChartKind>, 3> kind_words{
    {{ChartKind::bars, "bars"}, {ChartKind::flat, "flat"}, {ChartKind::line, "line"}}};

std::string name_of(const Report& report, const std::string& lab) {
  const auto known = report.lab_names.find(lab);
  return known == report.lab_names.end() ? lab : known->second;
}

std::optional<std::int64_t> quantile(const Tally& tally, int permille) {
  if (tally.turnaround.count() == 0) return std::nullopt;
  return tally.turnaround.quantile(permille);
}

std::string days_or_dash(const Tally& tally, int permille) {
  const auto minutes = quantile(tally, permille);
  return minutes ? days(*minutes) + " days" : "–";
}

std::string cost_or_dash(const Tally& tally) {
  return tally.costed_units == 0 ? "–" : money(tally.cost_per_unit());
}

Chart labs_compared(const Report& report, const Groups& labs) {
  Chart chart{.id = "labs",
              .title = "Labs compared",
              .kind = ChartKind::flat,
              .unit = "days",
              .axis = "days",
              .divisor = minutes_a_day,
              .is_wide = true};
  chart.head = {"Lab",     "Cases",      "Half are back in", "Nine of ten in",
                "On time", "Made again", "Cost per unit",    "Callbacks"};
  Series half{"half are back in"};
  Series most{"nine of ten are back in"};
  for (const auto& [lab, tally] : labs) {
    const std::string name = name_of(report, lab);
    chart.labels.push_back(name);
    half.values.push_back(quantile(tally, 500));
    most.values.push_back(quantile(tally, 900));
    chart.says +=
        fmt::format("{}{}: half of its cases are back in {}, nine of ten in {}.",
                    chart.says.empty() ? "" : " ", name, days_or_dash(tally, 500), days_or_dash(tally, 900));
    chart.rows.push_back({name, grouped(tally.cases), days_or_dash(tally, 500), days_or_dash(tally, 900),
                          rate(tally.on_time, tally.on_time_judged, tally.on_time_interval()),
                          rate(tally.remade, tally.delivered, tally.remake_interval()), cost_or_dash(tally),
                          grouped(tally.callbacks)});
  }
  chart.series = {std::move(half), std::move(most)};
  return chart;
}

Chart turnaround(const Report& report, const Groups& labs, const Tally& all) {
  Chart chart{.id = "turnaround", .title = "How long cases take", .unit = "cases", .axis = "cases"};
  chart.head = {"Days"};
  std::int64_t last = 0;
  if (all.turnaround.count() > 0) last = all.turnaround.quantile(1000) / minutes_a_day;
  const std::int64_t shown = std::min(last, days_shown_max);
  for (std::int64_t day = 0; day <= shown; ++day)
    chart.labels.push_back(fmt::format("{}{}", day, day == shown && last > shown ? " and more" : ""));
  chart.rows.resize(chart.labels.size());
  for (std::size_t n = 0; n < chart.labels.size(); ++n)
    chart.rows[n].push_back(chart.labels[n]);
  for (const auto& [lab, tally] : labs) {
    Series& series = chart.series.emplace_back(Series{name_of(report, lab)});
    chart.head.push_back(series.name);
    for (std::int64_t day = 0; day <= shown; ++day) {
      const std::int64_t to = day == shown ? tally.turnaround.minutes_max * 2 : (day + 1) * minutes_a_day;
      series.values.emplace_back(tally.turnaround.between(day * minutes_a_day, to));
      chart.rows[static_cast<std::size_t>(day)].push_back(grouped(*series.values.back()));
    }
  }
  chart.says = all.turnaround.count() == 0
                   ? "No case has come back yet."
                   : fmt::format("Of {}, half are back within {} days and nine of ten within {}.",
                                 counted(all.turnaround.count(), "case", "cases"),
                                 days(all.turnaround.quantile(500)), days(all.turnaround.quantile(900)));
  return chart;
}

// Most first.
std::vector<std::pair<std::string, std::int64_t>> by_count(
    const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    return std::pair(-a.second, a.first) < std::pair(-b.second, b.first);
  });
  return sorted;
}

Chart counts(Chart chart, const std::string& what, const std::map<std::string, std::int64_t>& counted_words) {
  chart.kind = ChartKind::flat;
  Series series{what};
  for (const auto& [word, count] : by_count(counted_words)) {
    chart.labels.push_back(spoken(word));
    series.values.emplace_back(count);
    chart.rows.push_back({spoken(word), grouped(count)});
  }
  chart.series = {std::move(series)};
  return chart;
}

Chart remakes(const Tally& all) {
  Chart chart{.id = "remakes", .title = "Why work is made again", .unit = "cases", .axis = "cases"};
  chart.head = {"Cause", "Cases"};
  chart = counts(std::move(chart), "cases", all.remake_causes);
  chart.says = fmt::format("{} of {} came back to be made again: {}.", grouped(all.remade),
                           counted(all.delivered, "delivered case", "delivered cases"),
                           rate(all.remade, all.delivered, all.remake_interval()));
  if (!chart.labels.empty()) chart.says += " Most often: " + chart.labels.front() + ".";
  return chart;
}

Chart punctuality(const Groups& months) {
  Chart chart{.id = "on-time",
              .title = "On time, month by month",
              .kind = ChartKind::line,
              .unit = "percent",
              .axis = "percent of cases",
              .divisor = basis_points / 100};
  chart.head = {"Month", "On time", "Cases judged"};
  Series on_time{"on time"};
  Series low{"at least, with 95 % confidence", {}, true};
  Series high{"at most", {}, true};
  for (const auto& [month, tally] : months) {
    const bool is_known = tally.on_time_judged > 0;
    const Interval interval = tally.on_time_interval();
    const auto known = [&](std::int64_t bp) { return is_known ? std::optional(bp) : std::nullopt; };
    chart.labels.push_back(month);
    on_time.values.push_back(known(rate_bp(tally.on_time, tally.on_time_judged)));
    low.values.push_back(known(interval.low_bp));
    high.values.push_back(known(interval.high_bp));
    chart.rows.push_back(
        {month, rate(tally.on_time, tally.on_time_judged, interval), grouped(tally.on_time_judged)});
  }
  chart.says =
      "By the month in which the practice sent the case. The broken lines are the bounds between "
      "which the rate behind the cases lies, with 95 % confidence: wide where there are few.";
  chart.series = {std::move(on_time), std::move(low), std::move(high)};
  return chart;
}

Chart spend(const Groups& months, const Tally& all) {
  Chart chart{.id = "spend",
              .title = "Spend, month by month",
              .unit = "dollars",
              .axis = "US dollars",
              .divisor = 100};
  chart.head = {"Month", "Spend", "Units", "Cost per unit"};
  Series series{"spend"};
  for (const auto& [month, tally] : months) {
    chart.labels.push_back(month);
    series.values.emplace_back(tally.spend.cents);
    chart.rows.push_back({month, money(tally.spend), grouped(tally.costed_units), cost_or_dash(tally)});
  }
  chart.series = {std::move(series)};
  chart.says = fmt::format("{} for {}, {} each.", money(all.spend),
                           counted(all.costed_units, "unit", "units"), cost_or_dash(all));
  return chart;
}

Chart exceptions(const Report& report) {
  Chart chart{.id = "exceptions", .title = "Exceptions on lab invoices", .unit = "lines", .axis = "lines"};
  chart.head = {"Exception", "Lines"};
  std::int64_t lines = 0;
  std::map<std::string, std::int64_t> wrong;
  for (const auto& [result, count] : report.invoice_results) {
    lines += count;
    if (result != "matched") wrong[result] = count;
  }
  chart = counts(std::move(chart), "lines", wrong);
  std::int64_t wrong_lines = 0;
  for (const auto& [result, count] : wrong)
    wrong_lines += count;
  chart.says = lines == 0
                   ? "There are no invoice lines in these logs."
                   : fmt::format("{} of {} did not match what was ordered and agreed.", grouped(wrong_lines),
                                 counted(lines, "invoice line", "invoice lines"));
  return chart;
}

}  // namespace

std::string_view word(ChartKind kind) {
  return base::word_of(kind_words, kind);
}

std::vector<Chart> charts_of(const Report& report) {
  const Groups labs = by(report.table, Dimension::lab);
  const Groups months = by(report.table, Dimension::month);
  const Tally all = articulator::insight::whole(report.table);
  return {labs_compared(report, labs),
          turnaround(report, labs, all),
          remakes(all),
          punctuality(months),
          spend(months, all),
          exceptions(report)};
}

}  // namespace articulator::replay::insight

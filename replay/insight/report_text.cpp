#include "replay/insight/report.hpp"
#include "replay/insight/words.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay::insight {
namespace {

using articulator::insight::Dimension;
using articulator::insight::Tally;

constexpr std::size_t rows_max = 12;
constexpr std::size_t refused_max = 3;

void append_head(std::string& out, const Report& report, const Tally& all) {
  auto to = std::back_inserter(out);
  std::string logs;
  for (const std::string& log : report.logs)
    logs += (logs.empty() ? "" : ", ") + (log == "-" ? "standard input" : log);
  fmt::format_to(to, "Insight into {}\n", logs);
  if (report.from)
    fmt::format_to(to, "  {} to {}: {} of {}, out of {}\n", date(report.from->ms_since_epoch),
                   date(report.to->ms_since_epoch), counted(all.cases, "case", "cases"),
                   counted(report.practices, "practice", "practices"),
                   counted(report.events, "event", "events"));
}

std::string turnaround(const Tally& tally, int permille) {
  return tally.turnaround.count() == 0 ? "-" : days(tally.turnaround.quantile(permille)) + " d";
}

std::string cost(const Tally& tally) {
  return tally.costed_units == 0 ? "-" : money(tally.cost_per_unit());
}

enum class Order : std::uint8_t { by_name, by_cases };

void append_table(std::string& out, std::string_view title, const std::map<std::string, Tally>& groups,
                  const std::map<std::string, std::string>& names, Order order) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "\n  {:<22} {:>6} {:>7} {:>7}  {:<24} {:<24} {:>9} {:>9}\n", title, "cases", "half in",
                 "9 of 10", "on time (95 % sure)", "remade (95 % sure)", "a unit", "callbacks");
  std::vector<std::pair<std::string, const Tally*>> rows;
  for (const auto& [name, tally] : groups)
    rows.emplace_back(name, &tally);
  if (order == Order::by_cases)
    std::ranges::sort(rows, [](const auto& a, const auto& b) {
      return std::pair(-a.second->cases, a.first) < std::pair(-b.second->cases, b.first);
    });
  for (std::size_t n = 0; n < std::min(rows.size(), rows_max); ++n) {
    const auto& [name, tally] = rows[n];
    const auto known = names.find(name);
    fmt::format_to(to, "  {:<22} {:>6} {:>7} {:>7}  {:<24} {:<24} {:>9} {:>9}\n",
                   known == names.end() ? spoken(name) : known->second, grouped(tally->cases),
                   turnaround(*tally, 500), turnaround(*tally, 900),
                   rate(tally->on_time, tally->on_time_judged, tally->on_time_interval()),
                   rate(tally->remade, tally->delivered, tally->remake_interval()), cost(*tally),
                   grouped(tally->callbacks));
  }
  if (rows.size() > rows_max) fmt::format_to(to, "  and {} more\n", rows.size() - rows_max);
}

void append_counts(std::string& out, std::string_view title,
                   const std::map<std::string, std::int64_t>& counts) {
  if (counts.empty()) return;
  std::string listed;
  for (const auto& [word, count] : counts)
    listed += fmt::format("{}{} {}", listed.empty() ? "" : " · ", spoken(word), grouped(count));
  fmt::format_to(std::back_inserter(out), "  {:<15} {}\n", title, listed);
}

void append_met(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  if (report.duplicates > 0)
    fmt::format_to(to, "  {} counted once\n", counted(report.duplicates, "repeated line", "repeated lines"));
  if (report.unknown_types > 0)
    fmt::format_to(to, "  {} of unknown types passed over\n", counted(report.unknown_types, "line", "lines"));
  if (report.lines_refused.empty()) return;
  fmt::format_to(to, "  {} could not be read:\n", counted(std::ssize(report.lines_refused), "line", "lines"));
  for (std::size_t n = 0; n < std::min(report.lines_refused.size(), refused_max); ++n) {
    const RefusedLine& refused = report.lines_refused[n];
    fmt::format_to(to, "    {}:{} {}\n", report.logs[refused.place.log], refused.place.line, refused.why);
  }
}

}  // namespace

std::string report_text(const Report& report) {
  std::string out;
  const Tally all = articulator::insight::whole(report.table);
  append_head(out, report, all);
  append_table(out, "lab", by(report.table, Dimension::lab), report.lab_names, Order::by_cases);
  append_table(out, "restoration", by(report.table, Dimension::restoration), {}, Order::by_cases);
  append_table(out, "month", by(report.table, Dimension::month), {}, Order::by_name);
  out += '\n';
  fmt::format_to(std::back_inserter(out), "  {:<15} {} for {}, {} a unit\n", "spend", money(all.spend),
                 counted(all.costed_units, "unit", "units"), cost(all));
  append_counts(out, "remake causes", all.remake_causes);
  append_counts(out, "invoice lines", report.invoice_results);
  append_met(out, report);
  return out;
}

}  // namespace articulator::replay::insight

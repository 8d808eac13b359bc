#include "scenarios/runner/summary_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

constexpr std::string_view green = "\033[32m";
constexpr std::string_view red = "\033[31m";
constexpr std::string_view bold = "\033[1m";
constexpr std::string_view faint = "\033[2m";
constexpr std::string_view plain = "\033[0m";

std::string painted(std::string_view text, std::string_view colour, const SummaryStyle& style) {
  if (!style.colours) return std::string(text);
  std::string out(colour);
  return out.append(text).append(plain);
}

// In the order of the files.
std::vector<std::pair<std::string, std::vector<const ScenarioResult*>>> by_area(
    const std::vector<ScenarioResult>& results) {
  std::vector<std::pair<std::string, std::vector<const ScenarioResult*>>> areas;
  for (const ScenarioResult& result : results) {
    const std::string area = area_of(result.file);
    const auto found =
        std::find_if(areas.begin(), areas.end(), [&](const auto& one) { return one.first == area; });
    auto& place =
        found == areas.end() ? areas.emplace_back(area, std::vector<const ScenarioResult*>()) : *found;
    place.second.push_back(&result);
  }
  return areas;
}

std::string ticks_of(const std::vector<const ScenarioResult*>& area, const SummaryStyle& style) {
  std::string ticks;
  for (const ScenarioResult* result : area)
    ticks += result->verdict == Verdict::passed ? painted("✓", green, style) : painted("✗", red, style);
  return ticks;
}

// A row a PMS, a column a lab: how many of how many passed.
std::string matrix_text(const std::vector<ScenarioResult>& results) {
  std::map<std::string, std::map<std::string, std::pair<int, int>>> cells;
  std::set<std::string> labs;
  std::size_t widest = 0;
  for (const ScenarioResult& result : results) {
    auto& [passed, total] = cells[result.pms][result.lab];
    passed += result.verdict == Verdict::passed ? 1 : 0;
    ++total;
    labs.insert(result.lab);
    widest = std::max(widest, result.pms.size());
  }
  std::string out = fmt::format("\n  {:<{}}", "", widest);
  for (const std::string& lab : labs)
    out += fmt::format("  {:>16}", lab);
  out += "\n";
  for (const auto& [pms, row] : cells) {
    out += fmt::format("  {:<{}}", pms, widest);
    for (const std::string& lab : labs) {
      const auto cell = row.find(lab);
      out += fmt::format("  {:>16}", cell == row.end()
                                         ? "-"
                                         : fmt::format("{} of {}", cell->second.first, cell->second.second));
    }
    out += "\n";
  }
  return out;
}

std::string failure_text(const ScenarioResult& result, const Failure& failure) {
  std::string out;
  out += fmt::format("      expected  {}\n", failure.expected);
  out += fmt::format("      found     {}\n", failure.found);
  out += fmt::format("      at        {}\n", base::format_instant(failure.at));
  if (&failure == &result.failures.back()) out += fmt::format("      again     {}\n", failure.again);
  return out;
}

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

// "64 days and 3 hours", "2 hours and 5 minutes".
std::string span_text(base::Duration span) {
  const std::int64_t minutes = span.count() / 60'000;
  const std::int64_t hours = minutes / 60;
  const std::int64_t days = hours / 24;
  const auto counted = [](std::int64_t n, std::string_view unit) {
    return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
  };
  if (days > 0) return counted(days, "day") + " and " + counted(hours % 24, "hour");
  if (hours > 0) return counted(hours, "hour") + " and " + counted(minutes % 60, "minute");
  return counted(minutes, "minute");
}

std::string counts_text(const Summary& summary, const SummaryStyle& style) {
  std::string text = painted(fmt::format("{} passed", summary.passed), green, style);
  if (summary.failed > 0) text += ", " + painted(fmt::format("{} failed", summary.failed), red, style);
  if (summary.errors > 0)
    text += ", " + painted(fmt::format("{} could not be judged", summary.errors), red, style);
  return text;
}

}  // namespace

std::string summary_text(const Summary& summary, const std::vector<ScenarioResult>& results,
                         const SummaryStyle& style) {
  std::string out;
  std::size_t widest = 0;
  const auto areas = by_area(results);
  for (const auto& [area, list] : areas)
    widest = std::max(widest, area.size());
  for (const auto& [area, list] : areas) {
    const auto passed = std::count_if(
        list.begin(), list.end(), [](const ScenarioResult* one) { return one->verdict == Verdict::passed; });
    out += fmt::format("  {:<{}}  {}{}\n", area, widest, style.matrix ? "" : ticks_of(list, style) + " ",
                       painted(fmt::format("{} of {}", passed, list.size()), faint, style));
  }
  if (style.matrix) out += matrix_text(results);
  for (const ScenarioResult& result : results) {
    if (result.verdict == Verdict::passed) continue;
    const std::string where = result.file + (style.matrix ? ", " + result.pms + " and " + result.lab : "");
    out += fmt::format("\n  {} {}\n    {}\n", painted("✗", red, style), painted(result.name, bold, style),
                       painted(where, faint, style));
    for (const Failure& failure : result.failures)
      out += failure_text(result, failure);
  }
  std::set<std::string> shown;
  for (const ScenarioResult& result : results)
    if (result.verdict == Verdict::passed) shown.insert(result.shows.begin(), result.shows.end());
  out += fmt::format("\n  scenarios     {}, {}\n", counts_text(summary, style), style.how);
  out += fmt::format("  requirements  {} shown\n", shown.size());
  out += fmt::format("  time          {} of dental work in {}.{:02} s, {} messages\n",
                     span_text(summary.virtual_time), summary.wall_time.count() / 1000,
                     summary.wall_time.count() % 1000 / 10, with_commas(summary.messages));
  out += fmt::format("  fingerprint   {}\n", summary.fingerprint);
  return out;
}

}  // namespace articulator::runner

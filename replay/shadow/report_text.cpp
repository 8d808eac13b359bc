#include "replay/log/counted.hpp"
#include "replay/shadow/pattern.hpp"
#include "replay/shadow/report.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::size_t examples_max = 8;
constexpr std::size_t patterns_max = 6;
constexpr std::size_t refused_max = 3;
constexpr std::size_t side_width_max = 150;

std::string line_of(const Report& report, const Place& place) {
  if (report.logs.size() == 1) return fmt::format("line {}", place.line);
  return fmt::format("{}:{}", report.logs[place.log], place.line);
}

std::string shortened(const std::string& side) {
  if (side == "null") return "nothing";
  return side.size() <= side_width_max ? side : side.substr(0, side_width_max - 3) + "...";
}

std::int64_t sum(const std::array<std::int64_t, decision_types>& counts) {
  std::int64_t total = 0;
  for (const std::int64_t count : counts)
    total += count;
  return total;
}

void append_summary(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  std::string logs;
  for (const std::string& log : report.logs)
    logs += (logs.empty() ? "" : ", ") + (log == "-" ? "standard input" : log);
  fmt::format_to(to, "Shadow replay of {}\n", logs);
  if (report.stopped) out += "  Stopped before the end: what was found so far.\n";
  fmt::format_to(to, "  {} of {}, {}\n", counted(report.events, "event", "events"),
                 counted(report.practices, "practice", "practices"), counted(report.cases, "case", "cases"));
  fmt::format_to(to, "  {} of production, {} of them judged: {} agreed\n",
                 counted(report.decisions, "decision", "decisions"),
                 grouped(report.decisions - sum(report.not_judged)), grouped(report.agreed));
}

void append_by_kind(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  if (report.divergences.empty()) {
    out += "\nNo divergence: production did what the rules say.\n";
    return;
  }
  fmt::format_to(to, "\n{}:\n", counted(std::ssize(report.divergences), "divergence", "divergences"));
  std::map<DivergenceKind, std::map<std::string, std::int64_t>> by_kind;
  for (const Divergence& divergence : report.divergences)
    ++by_kind[divergence.kind][divergence.rule];
  for (const auto& [kind, rules] : by_kind) {
    std::int64_t total = 0;
    std::string listed;
    for (const auto& [rule, count] : rules) {
      total += count;
      listed += fmt::format("{}{} ({})", listed.empty() ? "" : " · ", rule, count);
    }
    fmt::format_to(to, "  {:<10} {:>6}   {}\n", word(kind), grouped(total), listed);
  }
}

// What most of them have in common.
void append_patterns(std::string& out, const Report& report) {
  const std::vector<Pattern> found = patterns(report);
  if (found.empty() || found.front().members.size() < 2) return;
  out += "\nWhat explains most of it:\n";
  for (std::size_t i = 0; i < std::min(patterns_max, found.size()); ++i)
    if (found[i].members.size() > 1) fmt::format_to(std::back_inserter(out), "  {}\n", found[i].sentence);
}

void append_ignored(std::string& out, const Report& report) {
  if (report.ignored.empty()) return;
  out += "\nIgnored:\n";
  for (const Ignored& ignored : report.ignored)
    fmt::format_to(std::back_inserter(out), "  {:<10} {:>6}   {} ({} {})\n", ignored.rule,
                   grouped(ignored.count), ignored.reason,
                   ignored.is_over ? "no more, since it ended on" : "until",
                   base::format_date(ignored.until));
}

// The first of each kind and type, in log order.
void append_examples(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  std::map<std::pair<DivergenceKind, DecisionType>, bool> told;
  for (const Divergence& found : report.divergences) {
    if (told.size() >= examples_max) break;
    if (!told.emplace(std::pair(found.kind, found.type), true).second) continue;
    fmt::format_to(to, "\n  {} {} ({})  {}, {} of {}\n", word(found.kind), word(found.type), found.rule,
                   line_of(report, found.place), found.case_id.text, found.practice.text);
    fmt::format_to(to, "    production  {}\n    reference   {}\n", shortened(found.production),
                   shortened(found.reference));
  }
  if (told.size() < report.divergences.size())
    out += "\n  These are the first of their kinds; --json FILE (or --json -) lists all.\n";
}

void append_not_judged(std::string& out, const Report& report) {
  std::string listed;
  for (std::size_t type = 0; type < decision_types; ++type)
    if (report.not_judged[type] > 0)
      listed += fmt::format("{}{} {}", listed.empty() ? "" : ", ", word(static_cast<DecisionType>(type)),
                            grouped(report.not_judged[type]));
  if (!listed.empty()) out += "\nNot judged yet: " + listed + ".\n";
}

void append_passed_over(std::string& out, const Report& report) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "\nPassed over: {}, {} of unknown types, {}{}\n",
                 counted(report.duplicates, "duplicate", "duplicates"), grouped(report.unknown_types),
                 counted(std::ssize(report.lines_refused), "refused line", "refused lines"),
                 report.lines_refused.empty() ? "." : ":");
  for (std::size_t i = 0; i < std::min(refused_max, report.lines_refused.size()); ++i)
    fmt::format_to(to, "  {}: {}\n", line_of(report, report.lines_refused[i].place),
                   report.lines_refused[i].why);
  if (report.lines_refused.size() > refused_max)
    fmt::format_to(to, "  and {} more\n", report.lines_refused.size() - refused_max);
}

}  // namespace

std::string report_text(const Report& report) {
  std::string out;
  append_summary(out, report);
  append_by_kind(out, report);
  append_patterns(out, report);
  append_examples(out, report);
  append_ignored(out, report);
  append_not_judged(out, report);
  append_passed_over(out, report);
  fmt::format_to(std::back_inserter(out), "\nFingerprint {}\n", report.fingerprint);
  return out;
}

}  // namespace articulator::replay

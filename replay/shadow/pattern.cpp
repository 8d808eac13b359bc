#include "replay/shadow/pattern.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

// A trait is named when so much of the group has it, and chance alone would bring that about less than once
// in a hundred times, given how many of the log's cases have it.
constexpr std::int64_t share_min_percent = 90;
constexpr std::int64_t parts_of_one = 1'000'000;
constexpr std::int64_t chance_max = parts_of_one / 100;

using Key = std::tuple<DivergenceKind, DecisionType, std::string>;
using Members = std::vector<std::size_t>;
using Trait = std::function<std::string(const Divergence&)>;

// The value that nearly all members have; empty: there is none.
std::string shared(const Report& report, const Members& members, const Trait& trait) {
  std::map<std::string, std::int64_t> counts;
  for (const std::size_t i : members)
    ++counts[trait(report.divergences[i])];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; });
  return most->second * 100 >= std::ssize(members) * share_min_percent ? most->first : std::string();
}

// Whether `members` things drawn by chance would all be among `part` of `whole` less than once in a hundred
// times.
bool beyond_chance(std::int64_t part, std::int64_t whole, std::size_t members) {
  std::int64_t chance = parts_of_one;
  for (std::size_t i = 0; i < members && chance >= chance_max; ++i)
    chance = chance * part / std::max<std::int64_t>(whole, 1);
  return chance < chance_max;
}

bool is_special(const std::map<std::string, std::int64_t>& counts, const std::string& value,
                std::size_t members) {
  std::int64_t total = 0;
  for (const auto& [ignored, count] : counts)
    total += count;
  const auto found = counts.find(value);
  return beyond_chance(found == counts.end() ? 0 : found->second, total, members);
}

std::map<std::string, std::int64_t> counted(const Report& report, std::string CaseTraits::* member) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& [traits, count] : report.cases_by_traits)
    counts[traits.*member] += count;
  return counts;
}

void narrow(const Report& report, Pattern& pattern, Members& members) {
  const auto keep = [&](const Trait& trait, const std::string& value) {
    std::erase_if(members, [&](std::size_t i) { return trait(report.divergences[i]) != value; });
  };
  for (std::string CaseTraits::* member : {&CaseTraits::lab, &CaseTraits::procedure, &CaseTraits::material}) {
    const Trait trait = [member](const Divergence& one) { return one.traits.*member; };
    const std::string value = shared(report, members, trait);
    if (value.empty() || !is_special(counted(report, member), value, members.size())) continue;
    keep(trait, value);
    pattern.traits.*member = value;
  }
  const Trait practice = [](const Divergence& one) { return one.practice.text; };
  const std::string value = shared(report, members, practice);
  if (value.empty() || !is_special(report.cases_by_practice, value, members.size())) return;
  keep(practice, value);
  pattern.practice = value;
}

std::optional<base::Date> since(const Report& report, const Members& members) {
  if (!report.first || !report.last) return std::nullopt;
  const base::Instant first = report.divergences[members.front()].at;
  // In minutes, so that the years of a log times a million stay a number.
  const auto minutes_between = [](base::Instant a, base::Instant b) { return (b - a).count() / 60'000; };
  if (!beyond_chance(minutes_between(first, *report.last), minutes_between(*report.first, *report.last),
                     members.size()))
    return std::nullopt;
  return base::TimeZone().local(first).date;
}

// "VAL-05 not raised", "pms.status late (STS-02)"
std::string what(const Report& report, const Pattern& pattern) {
  const Divergence& first = report.divergences[pattern.members.front()];
  const std::string_view type = word(pattern.type);
  const std::string quoted = '"' + pattern.rule + '"';
  const bool is_raised = first.production.find(quoted) != std::string::npos;
  const bool is_due = first.reference.find(quoted) != std::string::npos;
  if (pattern.type == DecisionType::rx_validated && is_raised != is_due)
    return fmt::format("{} {}", pattern.rule, is_raised ? "raised where the rules do not" : "not raised");
  return fmt::format("{} {} ({})", type, word(pattern.kind), pattern.rule);
}

std::string sentence(const Report& report, const Pattern& pattern) {
  std::string text = std::to_string(pattern.members.size());
  if (std::ssize(pattern.members) != pattern.of_group) text += fmt::format(" of {}", pattern.of_group);
  text += ": " + what(report, pattern);
  const CaseTraits& traits = pattern.traits;
  std::string work;
  for (const std::string& one : {traits.lab, traits.material, traits.procedure})
    if (!one.empty()) work += " " + one;
  if (!work.empty()) text += " for" + work + " cases";
  if (!pattern.practice.empty()) text += " at " + pattern.practice;
  if (pattern.since) text += ", since " + base::format_date(*pattern.since);
  return text;
}

// The rules of a divergence, one by one: a validation may differ in several findings.
std::vector<std::string> rules_of(const Divergence& divergence) {
  if (divergence.type != DecisionType::rx_validated || divergence.kind != DivergenceKind::different)
    return {divergence.rule};
  std::vector<std::string> rules;
  for (std::size_t begin = 0; begin <= divergence.rule.size();) {
    const std::size_t end = std::min(divergence.rule.find(", ", begin), divergence.rule.size());
    rules.push_back(divergence.rule.substr(begin, end - begin));
    begin = end + 2;
  }
  return rules;
}

}  // namespace

std::vector<Pattern> patterns(const Report& report) {
  std::map<Key, Members> groups;
  for (std::size_t i = 0; i < report.divergences.size(); ++i) {
    const Divergence& one = report.divergences[i];
    for (std::string& rule : rules_of(one))
      groups[{one.kind, one.type, std::move(rule)}].push_back(i);
  }
  std::vector<Pattern> found;
  for (auto& [key, members] : groups) {
    Pattern pattern;
    std::tie(pattern.kind, pattern.type, pattern.rule) = key;
    pattern.of_group = std::ssize(members);
    narrow(report, pattern, members);
    pattern.since = since(report, members);
    pattern.members = std::move(members);
    pattern.sentence = sentence(report, pattern);
    found.push_back(std::move(pattern));
  }
  std::ranges::sort(found, [](const Pattern& a, const Pattern& b) {
    const auto size = [](const Pattern& one) { return -std::ssize(one.members); };
    return std::tuple(size(a), a.members.front(), a.kind, a.type, a.rule) <
           std::tuple(size(b), b.members.front(), b.kind, b.type, b.rule);
  });
  return found;
}

}  // namespace articulator::replay

#include "replay/shadow/baseline.hpp"

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::size_t listed_max = 10;

std::string key(std::string_view practice, std::string_view case_id, std::string_view kind,
                std::string_view type, std::string_view rule) {
  return fmt::format("{} {} {} {} ({})", practice, case_id, kind, type, rule);
}

std::string key(const Divergence& one) {
  return key(one.practice.text, one.case_id.text, word(one.kind),
             "dental.engine." + std::string(word(one.type)), one.rule);
}

void append_list(std::string& out, std::string_view title, const std::vector<std::string>& keys) {
  if (keys.empty()) return;
  fmt::format_to(std::back_inserter(out), "  {}\n", title);
  for (std::size_t i = 0; i < std::min(listed_max, keys.size()); ++i)
    fmt::format_to(std::back_inserter(out), "    {}\n", keys[i]);
  if (keys.size() > listed_max)
    fmt::format_to(std::back_inserter(out), "    and {} more\n", keys.size() - listed_max);
}

}  // namespace

base::Expected<Baseline> read_baseline(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  Baseline baseline;
  const auto divergences = in.elements("divergences");
  for (std::size_t i = 0; i < divergences.size(); ++i) {
    base::ObjectReader one(divergences[i], fmt::format("/divergences/{}", i));
    const std::string practice = one.text("practice");
    const std::string case_id = one.text("case");
    const std::string kind = one.text("kind");
    const std::string type = one.text("type");
    const std::string rule = one.text("rule");
    if (const auto error = one.error()) return std::unexpected(*error);
    ++baseline[key(practice, case_id, kind, type, rule)];
  }
  if (const auto error = in.error()) return std::unexpected(*error);
  return baseline;
}

BaselineChange compared(Baseline baseline, const Report& report) {
  BaselineChange change;
  for (std::size_t i = 0; i < report.divergences.size(); ++i) {
    const auto found = baseline.find(key(report.divergences[i]));
    if (found == baseline.end() || found->second == 0) {
      change.added.push_back(i);
      continue;
    }
    --found->second;
    ++change.still_there;
  }
  for (const auto& [gone, count] : baseline)
    change.gone.insert(change.gone.end(), static_cast<std::size_t>(count), gone);
  return change;
}

std::string change_text(const BaselineChange& change, const Report& report) {
  std::string out = fmt::format("\nBeside the baseline: {} new, {} gone, {} still there\n",
                                change.added.size(), change.gone.size(), change.still_there);
  std::vector<std::string> added;
  for (const std::size_t i : change.added)
    added.push_back(key(report.divergences[i]));
  append_list(out, "new", added);
  append_list(out, "gone", change.gone);
  return out;
}

}  // namespace articulator::replay

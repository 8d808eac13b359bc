#include "replay/shadow/filter.hpp"

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

// A rule may be several ids with commas between them.
bool names(const std::string& rule, const std::string& id) {
  for (std::size_t at = rule.find(id); at != std::string::npos; at = rule.find(id, at + 1)) {
    const std::size_t end = at + id.size();
    if ((at == 0 || rule[at - 1] == ' ') && (end == rule.size() || rule[end] == ',')) return true;
  }
  return false;
}

bool ignores(const Ignore& ignore, const Divergence& divergence) {
  return names(divergence.rule, ignore.rule) &&
         (ignore.practice.empty() || ignore.practice == divergence.practice.text) &&
         (ignore.lab.empty() || ignore.lab == divergence.traits.lab);
}

}  // namespace

base::Expected<std::vector<Ignore>> read_ignores(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  if (!document->is(base::JsonKind::array))
    return base::failure("", "it is no array",
                         R"(write [{"rule":"NTF-03","reason":"...","until":"2025-03-31"}])");
  const auto elements = document->elements();
  if (elements.size() > ignores_max)
    return base::failure("", fmt::format("it has more than {} entries", ignores_max), "ignore whole rules");
  std::vector<Ignore> read;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    base::ObjectReader in(elements[i], "/" + std::to_string(i));
    Ignore ignore;
    ignore.rule = in.text("rule");
    ignore.practice = in.text_or("practice", "");
    ignore.lab = in.text_or("lab", "");
    ignore.reason = in.text("reason");
    const std::string until = in.text("until");
    if (const auto error = in.error()) return std::unexpected(*error);
    const auto date = base::parse_date(until);
    if (!date)
      return base::failure(fmt::format("/{}/until", i), date.error().what, "give the last day, 2025-03-31");
    if (ignore.rule.empty() || ignore.reason.empty())
      return base::failure("/" + std::to_string(i), "rule or reason is empty",
                           "say what is ignored, and why");
    ignore.until = *date;
    read.push_back(std::move(ignore));
  }
  return read;
}

void filter(Report& report, const Filter& filter) {
  for (const Ignore& ignore : filter.ignores)
    report.ignored.push_back({ignore.rule, ignore.reason, ignore.until, ignore.until < filter.today, 0});
  const auto leaves_out = [&](const Divergence& divergence) {
    const bool is_wanted =
        filter.only.empty() || std::ranges::any_of(filter.only, [&](const std::string& rule) {
          return names(divergence.rule, rule);
        });
    if (!is_wanted) return true;
    for (std::size_t i = 0; i < filter.ignores.size(); ++i) {
      Ignored& ignored = report.ignored[i];
      if (ignored.is_over || !ignores(filter.ignores[i], divergence)) continue;
      ++ignored.count;
      return true;
    }
    return false;
  };
  std::erase_if(report.divergences, leaves_out);
  report.fingerprint = fingerprint_of(report);
}

}  // namespace articulator::replay

#include "replay/saved/expected.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/json_reader.hpp"
#include "replay/log/decided.hpp"
#include "replay/saved/billing.hpp"
#include "replay/saved/expected_form.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;
using base::Duration;
using base::Instant;

// By then the engine has polled the office, and the office has let it.
constexpr Duration looked_at_after = base::minutes(10);
// Production writes down what both decided this much later at most.
constexpr Duration agreed_within = base::minutes(5);

Json parsed(const std::string& side) {
  return Json::parse(side, nullptr, false);
}

Instant instant_of(const Json& decision) {
  return base::parse_instant(decision.value("at", "")).value_or(Instant{});
}

// Counts the reference's decisions in the case.
class Tally {
 public:
  Tally(const FoundInCase& found, const CaseHistory& history, const OwnIds& ids)
      : found_(found), history_(history), ids_(ids) {}

  // How many that `form` asks for were taken up to `until`: production's, less what it alone did, and with
  // what it did not do.
  [[nodiscard]] std::int64_t count(const Json& form, Instant until) const {
    std::int64_t count = 0;
    for (const CaseEvent& event : history_.events)
      if (event.at <= until + agreed_within && agreed(event)) count += counts_in(form, event);
    for (const Divergence* one : found_.all) {
      const Json reference = parsed(one->reference);
      if (one->type != found_.one.type || reference.is_null() || instant_of(reference) > until) continue;
      if (counts(form, one->type, reference, ids_)) ++count;
    }
    return count;
  }

 private:
  [[nodiscard]] bool agreed(const CaseEvent& event) const {
    return event.type == "engine." + std::string(word(found_.one.type)) &&
           std::ranges::none_of(found_.all, [&](const Divergence* one) { return one->place == event.place; });
  }
  [[nodiscard]] int counts_in(const Json& form, const CaseEvent& event) const {
    base::JsonParser parser;
    const std::string text = event.data.dump();
    const auto document = parser.parse(text);
    Decided decided;
    if (!document || !read_decided(found_.one.type, *document, decided)) return 0;
    return counts(form, found_.one.type, parsed(decided.shown()), ids_) ? 1 : 0;
  }

  const FoundInCase& found_;
  const CaseHistory& history_;
  const OwnIds& ids_;
};

base::Expected<Json> asked_of(const Divergence& divergence, const Json& reference, const Json& production,
                              const OwnIds& ids) {
  if (divergence.type == DecisionType::order_sent && divergence.kind == DivergenceKind::different)
    return form_of_order(reference, production);
  return form_of(divergence.type, reference.is_null() ? production : reference, ids);
}

Expected expect(Instant at, Json form, std::optional<std::int64_t> times,
                const std::optional<std::string>& before) {
  Json& asked = form.begin().value();
  if (times) asked["times"] = *times;
  if (before) asked["before"] = *before;
  return {at, std::move(form)};
}

std::optional<std::int64_t> unless_once(std::int64_t times) {
  return times == 1 ? std::nullopt : std::optional(times);
}

}  // namespace

base::Expected<Instant> decided_at(const Divergence& divergence) {
  const Json reference = parsed(divergence.reference);
  const auto at =
      base::parse_instant((reference.is_null() ? parsed(divergence.production) : reference).value("at", ""));
  if (!at) return base::failure("", "the decision bears no instant");
  return *at;
}

base::Expected<std::vector<Expected>> expected_of(const FoundInCase& found, const CaseHistory& history,
                                                  const Steps& steps) {
  const OwnIds ids(history);
  const Divergence& one = found.one;
  const Json reference = parsed(one.reference);
  const Json production = parsed(one.production);
  const auto form = asked_of(one, reference, production, ids);
  if (!form) return std::unexpected(form.error());
  const auto decided = decided_at(one);
  if (!decided) return std::unexpected(decided.error());

  const auto later = later_by(one, history);
  if (!later) return std::unexpected(later.error());
  const Instant due = *decided + *later;
  const Instant looked_at = due + looked_at_after;
  const std::int64_t times = Tally(found, history, ids).count(*form, *decided);
  if (one.kind == DivergenceKind::extra) return std::vector{expect(looked_at, *form, times, std::nullopt)};
  std::vector<Expected> all;
  if (one.kind == DivergenceKind::early)  // what production did before is not done then
    all.push_back(expect(due, *form, std::max<std::int64_t>(times - 1, 0), steps.since_start(due)));
  // What production did later must not count as done.
  std::optional<std::string> before;
  if (one.kind == DivergenceKind::late && instant_of(production) + *later <= looked_at)
    before = steps.since_start(instant_of(production) + *later);
  all.push_back(expect(looked_at, *form, unless_once(times), before));
  return all;
}

}  // namespace articulator::replay::saved

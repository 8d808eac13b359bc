#include "replay/saved/scenario_of.hpp"

#include "engine/base/calendar.hpp"
#include "replay/saved/billing.hpp"
#include "replay/saved/retold.hpp"
#include "replay/saved/sent_case.hpp"
#include "replay/saved/steps.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;
using base::Duration;
using base::Instant;

constexpr Duration forerunner_ahead = base::hours(2);
constexpr Duration before_it_is_billed = base::hours(1);  // a world of nothing else need not be older
constexpr Duration forerunner_decided_after = base::minutes(10);

// `from`: what the case was sent to the lab by, or what a lab billed of a case that nobody sent.
Json world_of(const CaseHistory& history, const CaseEvent& from, Instant start) {
  const Json& policy = history.policy;
  Json world = {{"start", base::format_instant(start)}, {"lab", from.data.value("lab", from.system)}};
  if (from.type == "pms.case.ready") world["pms"] = from.system;
  for (const char* key : {"phase", "phases", "time_zone", "approval_days_left", "notify", "predictor",
                          "final_approval", "review_hours"})
    if (policy.contains(key)) world[key] = policy[key];
  const Json wanted = policy.value("automation", Json::object()).value("min_clean_cases", Json(0));
  if (wanted.is_number_integer() && history.clean_cases < wanted) world["min_clean_cases"] = wanted;
  return world;
}

// The way to the lab on which the reference sent an order; empty: by the API, as all do who are not told.
std::string way_of(const Divergence& divergence) {
  if (divergence.type != DecisionType::order_sent) return {};
  const Json reference = Json::parse(divergence.reference, nullptr, false);
  const std::string way = reference.is_object() ? reference.value("channel", "") : "";
  return way == "api" ? "" : way;
}

// Ordered for the day on which the case itself is wanted, so that it can be reached.
void tell_forerunner(const Json& forerunner, const Json& sent, Instant start, Steps& steps) {
  Json before = forerunner;
  const Json own = sent.value("prescription", Json::object());
  if (own.contains("due_date")) before["prescription"]["due_date"] = own["due_date"];
  steps.add(start, "case_ready", sent_case("2", before, Json::object(), "A-2"));
  steps.add(start + forerunner_decided_after, "decide",
            {{"case", "LC-2"}, {"as", "dentist"}, {"decision", "approve"}}, true);
}

// From what on a scenario tells the log: the case's being sent, or, of a case that nobody sent, its being
// billed.
base::Expected<std::vector<CaseEvent>::const_iterator> beginning_of(const Divergence& divergence,
                                                                    const CaseHistory& history) {
  auto from = std::ranges::find(history.events, "pms.case.ready", &CaseEvent::type);
  if (from == history.events.end() && divergence.type == DecisionType::invoice_line)
    from = std::ranges::find(history.events, "lab.invoice", &CaseEvent::type);
  if (from == history.events.end())
    return base::failure("", "the log does not hold how the case was sent to the lab");
  if (history.events.size() > events_max)
    return base::failure("", "the case has more than " + std::to_string(events_max) + " lines");
  return from;
}

base::Expected<std::optional<Instant>> billed_at(const Divergence& divergence, const CaseHistory& history) {
  if (divergence.type != DecisionType::invoice_line) return std::nullopt;
  const auto billing = billing_of(divergence, history);
  if (!billing) return std::unexpected(billing.error());
  return billing->billed_at;
}

}  // namespace

base::Expected<std::string> scenario_of(const FoundInCase& found, const CaseHistory& history,
                                        const Json* forerunner) {
  const auto from = beginning_of(found.one, history);
  if (!from) return std::unexpected(from.error());
  const CaseEvent& first = **from;
  const auto decided = decided_at(found.one);
  if (!decided) return std::unexpected(decided.error());
  const auto billed = billed_at(found.one, history);
  if (!billed) return std::unexpected(billed.error());

  const bool was_sent = first.type == "pms.case.ready";
  const Instant begins = was_sent ? first.at : **billed - before_it_is_billed;
  const Instant start = forerunner == nullptr ? begins : begins - forerunner_ahead;
  Steps steps(start);
  if (forerunner != nullptr) tell_forerunner(*forerunner, first.data, start, steps);
  if (auto told = retell(history, *from, *decided, *billed, steps); !told)
    return std::unexpected(told.error());
  auto expected = expected_of(found, history, steps);
  if (!expected) return std::unexpected(expected.error());
  for (Expected& one : *expected)
    steps.add(one.at, "expect", std::move(one.form));

  Json world = world_of(history, first, start);
  if (const std::string way = way_of(found.one); !way.empty()) world["channels"] = {way};
  const Json scenario = {{"name", fmt::format("{} as the reference has it: {} {}", found.one.rule,
                                              word(found.one.kind), word(found.one.type))},
                         {"shows", {found.one.rule}},
                         {"world", std::move(world)},
                         {"steps", steps.take()}};
  return scenario.dump();
}

}  // namespace articulator::replay::saved

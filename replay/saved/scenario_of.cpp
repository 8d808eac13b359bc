#include "replay/saved/scenario_of.hpp"

#include "engine/base/calendar.hpp"
#include "replay/saved/retold.hpp"
#include "replay/saved/sent_case.hpp"
#include "replay/saved/steps.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;
using base::Duration;
using base::Instant;

constexpr Duration forerunner_ahead = base::hours(2);
constexpr Duration forerunner_decided_after = base::minutes(10);

Json world_of(const CaseHistory& history, const CaseEvent& ready, Instant start) {
  const Json& policy = history.policy;
  Json world = {
      {"start", base::format_instant(start)}, {"pms", ready.system}, {"lab", ready.data.value("lab", "")}};
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

}  // namespace

base::Expected<std::string> scenario_of(const FoundInCase& found, const CaseHistory& history,
                                        const Json* forerunner) {
  const auto ready = std::ranges::find(history.events, "pms.case.ready", &CaseEvent::type);
  if (ready == history.events.end())
    return base::failure("", "the log does not hold how the case was sent to the lab");
  if (history.events.size() > events_max)
    return base::failure("", "the case has more than " + std::to_string(events_max) + " lines");
  const auto decided = decided_at(found.one);
  if (!decided) return std::unexpected(decided.error());

  const Instant start = forerunner == nullptr ? ready->at : ready->at - forerunner_ahead;
  Steps steps(start);
  if (forerunner != nullptr) tell_forerunner(*forerunner, ready->data, start, steps);
  if (auto told = retell(history, ready, *decided, steps); !told) return std::unexpected(told.error());
  auto expected = expected_of(found, history, steps);
  if (!expected) return std::unexpected(expected.error());
  for (Expected& one : *expected)
    steps.add(one.at, "expect", std::move(one.form));

  Json world = world_of(history, *ready, start);
  if (const std::string way = way_of(found.one); !way.empty()) world["channels"] = {way};
  const Json scenario = {{"name", fmt::format("{} as the reference has it: {} {}", found.one.rule,
                                              word(found.one.kind), word(found.one.type))},
                         {"shows", {found.one.rule}},
                         {"world", std::move(world)},
                         {"steps", steps.take()}};
  return scenario.dump();
}

}  // namespace articulator::replay::saved

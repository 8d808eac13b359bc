#include "replay/saved/expected_form.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

Json form(const char* name, const Json& decision, std::initializer_list<const char*> keys) {
  Json asked = {{"case", "LC-1"}};
  for (const char* key : keys)
    if (decision.contains(key)) asked[key] = decision[key];
  return {{name, std::move(asked)}};
}

// Such decisions have no form of their own.
Json fact(DecisionType type, Json data) {
  return {
      {"fact", {{"type", "engine." + std::string(word(type))}, {"case", "LC-1"}, {"data", std::move(data)}}}};
}

bool is_part(const Json& part, const Json& whole) {
  return std::ranges::all_of(
      part.items(), [&](const auto& member) { return whole.value(member.key(), Json()) == member.value(); });
}

// A review is looked for by reasons among its own.
bool is_among(const Json& reasons, const Json& all) {
  return std::ranges::all_of(reasons,
                             [&](const Json& reason) { return std::ranges::find(all, reason) != all.end(); });
}

}  // namespace

base::Expected<Json> form_of(DecisionType type, const Json& decision, const OwnIds& ids) {
  switch (type) {
    case DecisionType::rx_validated:
      return form("validated", decision, {"status", "codes"});
    case DecisionType::review_opened:
      return form("review", decision, {"reasons"});
    case DecisionType::order_sent:
      return form("order", decision, {"lab"});
    case DecisionType::order_cancelled:
      return form("order_cancelled", decision, {"lab"});
    case DecisionType::pms_status:
      return form("status", decision, {"stage"});
    case DecisionType::pms_note:
      return form("note", decision, {});  // the words are each engine's own
    case DecisionType::patient_notified: {
      Json asked = form("message", decision, {"milestone", "medium"});
      // The simulated offices know no portal: e-mail stands for it.
      if (decision.value("medium", "") == "portal") asked["message"]["medium"] = "email";
      return asked;
    }
    case DecisionType::remake_triaged:
      return form("remake", decision, {"cause", "route"});
    case DecisionType::invoice_line: {
      const std::int64_t line = ids.line(decision);
      if (line == 0) return base::failure("", "the log does not hold the line that was billed");
      Json asked = {{"line", line}, {"result", decision.value("result", "")}};
      const std::string id = ids.case_id(decision.value("case", ""));
      if (!id.empty()) asked["case"] = id;
      return Json{{"invoice_line", std::move(asked)}};
    }
    case DecisionType::delay_alerted:
    case DecisionType::delay_cleared:
      return fact(type, {{"appointment", ids.visit(decision.value("appointment", ""))}});
    default:
      return base::failure("", "a replay does not judge decisions of this kind (" + std::string(word(type)) +
                                   "), so none of them diverges");
  }
}

base::Expected<Json> form_of_order(const Json& reference, const Json& production) {
  const auto differs = [&](const char* key) {
    return reference.value(key, Json()) != production.value(key, Json());
  };
  if (differs("channel") || differs("lab"))
    return fact(DecisionType::order_sent,
                {{"lab", reference.value("lab", "")}, {"channel", reference.value("channel", "")}});
  Json apart = Json::object();
  const Json theirs = production.value("prescription", Json::object());
  const Json ours = reference.value("prescription", Json::object());
  for (const auto& [key, value] : ours.items())
    if (theirs.value(key, Json()) != value) apart[key] = value;
  if (apart.empty())
    return base::failure("",
                         "production's order says more than the reference's, and no scenario can say of "
                         "an order what it lacks");
  Json asked = form("order", reference, {"lab"});
  asked["order"]["prescription"] = std::move(apart);
  return asked;
}

bool counts(const Json& form, DecisionType type, const Json& decision, const OwnIds& ids) {
  if (type == DecisionType::review_opened)
    return is_among(form["review"]["reasons"], decision.value("reasons", Json::array()));
  if (type == DecisionType::order_sent) {
    if (form.contains("fact")) return is_part(form["fact"]["data"], decision);
    const Json& order = form["order"];
    return order.value("lab", "") == decision.value("lab", "") &&
           is_part(order.value("prescription", Json::object()),
                   decision.value("prescription", Json::object()));
  }
  const auto same = form_of(type, decision, ids);
  return same && *same == form;
}

}  // namespace articulator::replay::saved

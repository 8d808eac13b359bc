#include "simulators/lab/workshop/acts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace articulator::simulators::workshop {
namespace {

using base::JsonValue;
using base::ObjectReader;

constexpr std::int64_t cents_max = 100'000'000;

// "status", or the lab's own word for "stage".
std::string status_meant(Step& step) {
  if (!step.reader.has("stage")) return step.reader.text("status");
  const std::string stage = step.reader.text("stage");
  if (step.reader.has("status")) step.reader.report("stage", "the step gives a status as well");
  auto word = step.shop.profile().word_for(stage);
  if (!word) step.reader.report("stage", "the lab has no word for \"" + stage + "\"");
  return word.value_or("");
}

void act_status(Step& step) {
  refuse_unknown_keys(step, {"case", "status", "stage", "sequence", "eta"});
  const std::string status = status_meant(step);
  std::optional<std::uint32_t> sequence;
  if (step.reader.has("sequence"))
    sequence = static_cast<std::uint32_t>(step.reader.integer("sequence", 0, sequence_max));
  const auto eta = step.reader.optional_instant("eta");
  Order* order = order_meant(step);
  if (order == nullptr || step.reader.error()) return;
  if (!sequence || *sequence > order->sequence) step.shop.leave_line(*order);
  step.shop.set_status(*order, status, sequence, eta, step.now, step.out);
}

void act_question(Step& step) {
  refuse_unknown_keys(step, {"case", "question"});
  const std::string question = step.reader.text("question");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.shop.ask(*order, question, step.now, step.out);
}

void act_hold(Step& step) {
  refuse_unknown_keys(step, {"case", "question"});
  const std::string question = step.reader.text_or("question", "");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.shop.put_on_hold(*order, question, step.now, step.out);
}

void act_release(Step& step) {
  refuse_unknown_keys(step, {"case"});
  Order* order = order_meant(step);
  if (order == nullptr) return;
  if (!order->hold || order->hold->kind == HoldKind::design)
    return step.reader.report("case", "the order is not on hold");
  step.shop.release(*order, step.now, step.out);
}

void act_ship(Step& step) {
  refuse_unknown_keys(step, {"case", "carrier", "carrier_tracking", "delivery"});
  Order* order = order_meant(step);
  if (order == nullptr) return;
  Shipment shipment = step.shop.usual_shipment(*order, step.now);
  shipment.carrier = step.reader.text_or("carrier", shipment.carrier);
  shipment.carrier_tracking = step.reader.text_or("carrier_tracking", shipment.carrier_tracking);
  shipment.delivery = step.reader.optional_instant("delivery").value_or(shipment.delivery);
  if (step.reader.error()) return;
  step.shop.leave_line(*order);
  if (!order->shipped)
    step.shop.set_status(*order, step.shop.profile().line.back().word, {}, {}, step.now, step.out);
  step.shop.ship(*order, shipment, step.now, step.out);
}

void act_pace(Step& step) {
  refuse_unknown_keys(step, {"case", "working_days", "eta"});
  const auto working_days = static_cast<int>(step.reader.integer("working_days", -20, 60));
  const auto eta = step.reader.optional_instant("eta");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.shop.pace(*order, working_days, eta, step.now, step.out);
}

void act_reject_next(Step& step) {
  refuse_unknown_keys(step, {"reasons", "case"});
  PlannedRejection rejection;
  rejection.case_id = step.reader.text_or("case", "");
  rejection.practice = step.reader.text_or("practice", "");
  const std::vector<JsonValue> reasons = step.reader.elements("reasons");
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (const auto text = reasons[i].text()) {
      rejection.reasons.push_back({"lab", "", std::string(*text)});
      continue;
    }
    ObjectReader reason(reasons[i], "/reasons/" + std::to_string(i));
    Reason read{reason.text_or("code", "lab"), reason.text_or("field", ""), reason.text("message")};
    step.reader.report(reason.error());
    rejection.reasons.push_back(std::move(read));
  }
  if (reasons.empty()) step.reader.report("reasons", "a rejection gives at least one reason");
  if (!rejection.practice.empty() && !step.shop.account_of_practice(rejection.practice))
    step.reader.report("practice", "the lab has no account for this practice");
  if (!step.reader.error()) step.shop.plan_rejection(std::move(rejection));
}

void act_line(Step& step) {
  refuse_unknown_keys(step, {"running"});
  const bool running = step.reader.boolean("running");
  if (!step.reader.error()) step.shop.run_line(running, step.now);
}

void act_chances(Step& step) {
  refuse_unknown_keys(step, {"published", "late", "questions", "rejects", "flaws", "orders_a_day"});
  constexpr std::int64_t all = 1'000;
  Chances chances = step.reader.boolean_or("published", false) ? published_chances() : Chances{};
  const auto read = [&](const char* key, std::uint32_t& into) {
    into = static_cast<std::uint32_t>(step.reader.integer_or(key, into, 0, all));
  };
  read("late", chances.late_per_mille);
  read("questions", chances.question_per_mille);
  read("rejects", chances.reject_per_mille);
  read("flaws", chances.flaw_per_mille);
  read("orders_a_day", chances.orders_a_day_max);
  if (!step.reader.error()) step.shop.set_chances(chances);
}

void act_bill(Step& step) {
  refuse_unknown_keys(step, {"case", "tracking", "tracking_of", "patient", "tooth", "cents", "description"});
  InvoiceLine line;
  line.case_id = step.reader.text_or("case", "");
  line.tracking = step.reader.text_or("tracking", "");
  line.patient = step.reader.text_or("patient", "");
  line.tooth = step.reader.text_or("tooth", "");
  line.description = step.reader.text_or("description", "laboratory work");
  line.amount = {step.reader.integer("cents", -cents_max, cents_max)};
  line.date = step.shop.profile().zone.local(step.now).date;
  const auto account = account_meant(step);
  if (account && step.reader.has("tracking_of")) {
    const Order* order = step.shop.latest_of_case(*account, step.reader.text("tracking_of"));
    if (order == nullptr) return step.reader.report("tracking_of", "the lab has no order for this case");
    line.tracking = order->tracking;
  }
  if (!step.reader.error()) step.shop.bill(*account, std::move(line));
}

void act_unbill(Step& step) {
  refuse_unknown_keys(step, {"case"});
  Order* order = order_meant(step);
  if (order != nullptr) step.shop.unbill(*order);
}

void act_refuse_claims(Step& step) {
  refuse_unknown_keys(step, {"reason"});
  std::string reason = step.reader.text("reason");
  if (!step.reader.error()) step.shop.refuse_claims(std::move(reason));
}

struct Verb {
  std::string_view word;
  void (*perform)(Step&);
};

constexpr std::array<Verb, 12> verbs{{
    {"status", act_status},
    {"question", act_question},
    {"hold", act_hold},
    {"release", act_release},
    {"ship", act_ship},
    {"pace", act_pace},
    {"reject_next", act_reject_next},
    {"line", act_line},
    {"chances", act_chances},
    {"bill", act_bill},
    {"unbill", act_unbill},
    {"refuse_claims", act_refuse_claims},
}};

}  // namespace

void refuse_unknown_keys(Step& step, std::initializer_list<std::string_view> known) {
  for (const JsonValue::Member& member : step.arguments.members()) {
    if (member.key == "practice" || member.key == "lab") continue;
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::string list;
    for (const std::string_view key : known)
      list.append(list.empty() ? "" : ", ").append(key);
    step.reader.report(member.key, "this step has no such argument", "it takes " + list);
  }
}

Order* order_meant(Step& step) {
  const std::string case_id = step.reader.text("case");
  if (step.reader.error()) return nullptr;
  Order* found = nullptr;
  if (step.reader.has("practice")) {
    const auto account = step.shop.account_of_practice(step.reader.text("practice"));
    if (!account) {
      step.reader.report("practice", "the lab has no account for this practice");
      return nullptr;
    }
    found = step.shop.latest_of_case(*account, case_id);
  } else {
    for (std::size_t account = 0; account < step.shop.accounts(); ++account) {
      Order* here = step.shop.latest_of_case(account, case_id);
      if (here == nullptr) continue;
      if (found != nullptr) {
        step.reader.report("case", "two practices have an order for this case",
                           "say which with \"practice\"");
        return nullptr;
      }
      found = here;
    }
  }
  if (found == nullptr) {
    step.reader.report("case", "the lab has no order for case " + case_id,
                       "let it come after the order has reached the lab");
  }
  return found;
}

std::optional<std::size_t> account_meant(Step& step) {
  std::optional<std::size_t> account;
  if (step.shop.accounts() == 1) account = 0;
  if (step.reader.has("practice")) account = step.shop.account_of_practice(step.reader.text("practice"));
  if (!account)
    step.reader.report("practice", "the lab cannot tell whose account is meant", "say which practice's");
  return account;
}

bool act(Step& step, std::string_view verb) {
  const auto* const found =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) { return known.word == verb; });
  if (found == verbs.end()) return false;
  found->perform(step);
  return true;
}

base::Error unknown_verb(std::string_view verb, const std::vector<std::string_view>& own) {
  std::string list;
  for (const Verb& known : verbs)
    list.append(list.empty() ? "" : ", ").append(known.word);
  for (const std::string_view word : own)
    list.append(", ").append(word);
  return {"", "the lab has no verb \"" + std::string(verb) + "\"", "it knows " + list};
}

}  // namespace articulator::simulators::workshop

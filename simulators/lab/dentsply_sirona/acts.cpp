#include "simulators/lab/dentsply_sirona/acts.hpp"

#include "simulators/lab/dentsply_sirona/order_json.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::JsonKind;
using base::JsonValue;
using base::ObjectReader;

constexpr std::int64_t sequence_max = 1'000'000;
constexpr std::int64_t cents_max = 100'000'000;

// A step's arguments while they are read, and what the step acts on.
struct Step {
  Lab& lab;
  Tokens& tokens;
  const JsonValue& arguments;
  ObjectReader reader;
  Instant now;
  SimulatorOutputs& out;
};

// A misspelt argument must not pass as one that was left out.
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

// Of the practice that the step names, or the only one.
std::optional<std::size_t> account_meant(Step& step) {
  if (step.reader.has("practice")) {
    const auto account = step.lab.account_of_practice(step.reader.text("practice"));
    if (!account) step.reader.report("practice", "the lab has no account for this practice");
    return account;
  }
  if (step.lab.accounts() == 1) return 0;
  step.reader.report("practice", "the lab cannot tell whose account is meant", "say which practice's");
  return {};
}

// The latest order of the case in "case", in the account of "practice" or in the only one that has it.
Order* order_meant(Step& step) {
  const std::string case_id = step.reader.text("case");
  if (step.reader.error()) return nullptr;
  Order* found = nullptr;
  const bool named = step.reader.has("practice");
  const auto account = named ? account_meant(step) : std::nullopt;
  if (step.reader.error()) return nullptr;
  for (std::size_t i = 0; i < step.lab.accounts(); ++i) {
    Order* here = named && i != account ? nullptr : step.lab.latest_of_case(i, case_id);
    if (here == nullptr) continue;
    if (found != nullptr) {
      step.reader.report("case", "two practices have an order for this case", "say which with \"practice\"");
      return nullptr;
    }
    found = here;
  }
  if (found == nullptr) {
    step.reader.report("case", "the lab has no order for case " + case_id,
                       "let it come after the order has reached the lab");
  }
  return found;
}

// "status", or the lab's own word for "stage".
std::string state_meant(Step& step) {
  if (!step.reader.has("stage")) return step.reader.text("status");
  const std::string stage = step.reader.text("stage");
  if (step.reader.has("status")) step.reader.report("stage", "the step gives a status as well");
  auto word = step.lab.word_for(stage);
  if (!word) step.reader.report("stage", "the lab has no word for \"" + stage + "\"");
  return word.value_or("");
}

void act_status(Step& step) {
  refuse_unknown_keys(step, {"case", "status", "stage", "sequence", "eta"});
  const std::string state = state_meant(step);
  std::optional<std::uint32_t> sequence;
  if (step.reader.has("sequence"))
    sequence = static_cast<std::uint32_t>(step.reader.integer("sequence", 0, sequence_max));
  const auto eta = step.reader.optional_instant("eta");
  Order* order = order_meant(step);
  if (order == nullptr || step.reader.error()) return;
  if (sequence && *sequence <= order->sequence) {
    step.lab.changed(*order);
    step.lab.tell_state(*order, state, *sequence, eta, step.out);
    order->stale = stale_order(step.lab, *order, state, *sequence, step.out);
    return;
  }
  step.lab.leave_line(*order);
  if (sequence) order->sequence = *sequence - 1;
  step.lab.set_state(*order, state, eta, step.now, step.out);
}

void act_question(Step& step) {
  refuse_unknown_keys(step, {"case", "question"});
  const std::string question = step.reader.text("question");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.lab.ask(*order, question, step.now, step.out);
}

void act_hold(Step& step) {
  refuse_unknown_keys(step, {"case", "question"});
  const std::string question = step.reader.text_or("question", "");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.lab.put_on_hold(*order, question, step.now, step.out);
}

void act_release(Step& step) {
  refuse_unknown_keys(step, {"case"});
  Order* order = order_meant(step);
  if (order == nullptr) return;
  if (!order->waiting || order->waiting->kind == WaitingKind::design)
    return step.reader.report("case", "the order is not on hold");
  step.lab.release(*order, step.now, step.out);
}

void act_propose_design(Step& step) {
  refuse_unknown_keys(step, {"case"});
  Order* order = order_meant(step);
  if (order == nullptr) return;
  if (order->shipped || order->cancelled) return step.reader.report("case", "the order is past its design");
  step.lab.propose_design(*order, step.now, step.out);
}

void act_ship(Step& step) {
  refuse_unknown_keys(step, {"case", "carrier", "carrier_tracking", "delivery"});
  Order* order = order_meant(step);
  if (order == nullptr) return;
  Shipment shipment = step.lab.usual_shipment(*order, step.now);
  shipment.carrier = step.reader.text_or("carrier", shipment.carrier);
  shipment.carrier_tracking = step.reader.text_or("carrier_tracking", shipment.carrier_tracking);
  shipment.delivery = step.reader.optional_instant("delivery").value_or(shipment.delivery);
  if (step.reader.error()) return;
  step.lab.leave_line(*order);
  if (!order->shipped)
    step.lab.set_state(*order, step.lab.profile().line.back().word, {}, step.now, step.out);
  step.lab.ship(*order, shipment, step.now, step.out);
}

void act_pace(Step& step) {
  refuse_unknown_keys(step, {"case", "working_days", "eta"});
  const auto working_days = static_cast<int>(step.reader.integer("working_days", -20, 60));
  const auto eta = step.reader.optional_instant("eta");
  Order* order = order_meant(step);
  if (order != nullptr && !step.reader.error()) step.lab.pace(*order, working_days, eta, step.now, step.out);
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
    workshop::Reason read{reason.text_or("code", "lab"), reason.text_or("field", ""), reason.text("message")};
    step.reader.report(reason.error());
    rejection.reasons.push_back(std::move(read));
  }
  if (reasons.empty()) step.reader.report("reasons", "a rejection gives at least one reason");
  if (!rejection.practice.empty() && !step.lab.account_of_practice(rejection.practice))
    step.reader.report("practice", "the lab has no account for this practice");
  if (!step.reader.error()) step.lab.plan_rejection(std::move(rejection));
}

void act_expire_tokens(Step& step) {
  refuse_unknown_keys(step, {});
  if (!step.reader.error()) step.tokens.revoke_all();
}

void act_line(Step& step) {
  refuse_unknown_keys(step, {"running"});
  const bool running = step.reader.boolean("running");
  if (!step.reader.error()) step.lab.run_line(running, step.now);
}

void act_bill(Step& step) {
  refuse_unknown_keys(step, {"case", "tracking", "patient", "tooth", "cents", "description"});
  InvoiceLine line;
  line.case_id = step.reader.text_or("case", "");
  line.tracking = step.reader.text_or("tracking", "");
  line.patient = step.reader.text_or("patient", "");
  line.tooth = step.reader.text_or("tooth", "");
  line.description = step.reader.text_or("description", "laboratory work");
  line.amount = {step.reader.integer("cents", -cents_max, cents_max)};
  line.date = step.lab.profile().zone.local(step.now).date;
  const auto account = account_meant(step);
  if (account && !step.reader.error()) step.lab.bill(*account, std::move(line));
}

void act_unbill(Step& step) {
  refuse_unknown_keys(step, {"case"});
  if (Order* order = order_meant(step)) step.lab.unbill(*order);
}

void act_refuse_claims(Step& step) {
  refuse_unknown_keys(step, {"reason"});
  std::string reason = step.reader.text("reason");
  if (!step.reader.error()) step.lab.refuse_claims(std::move(reason));
}

struct Verb {
  std::string_view word;
  void (*perform)(Step&);
};

constexpr std::array<Verb, 13> verbs{{
    {"status", act_status},
    {"question", act_question},
    {"hold", act_hold},
    {"release", act_release},
    {"propose_design", act_propose_design},
    {"ship", act_ship},
    {"pace", act_pace},
    {"reject_next", act_reject_next},
    {"expire_tokens", act_expire_tokens},
    {"line", act_line},
    {"bill", act_bill},
    {"unbill", act_unbill},
    {"refuse_claims", act_refuse_claims},
}};

}  // namespace

base::Expected<void> act(Lab& lab, Tokens& tokens, std::string_view verb, const JsonValue& arguments,
                         Instant now, SimulatorOutputs& out) {
  const auto* const found =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) { return known.word == verb; });
  if (found == verbs.end()) {
    std::string list;
    for (const Verb& known : verbs)
      list.append(list.empty() ? "" : ", ").append(known.word);
    return base::failure("", "the lab has no verb \"" + std::string(verb) + "\"", "it knows " + list);
  }
  if (!arguments.is(JsonKind::object)) return base::failure("", "the arguments of a step are an object");
  Step step{lab, tokens, arguments, ObjectReader(arguments, ""), now, out};
  found->perform(step);
  if (const auto& error = step.reader.error()) return std::unexpected(*error);
  return {};
}

}  // namespace articulator::simulators::dentsply_sirona

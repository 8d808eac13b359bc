#include "simulators/lab/glidewell/acts.hpp"

#include "simulators/lab/glidewell/statements.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace articulator::simulators::glidewell {
namespace {

using base::JsonKind;
using base::JsonValue;
using base::ObjectReader;

constexpr std::int64_t sequence_max = 1'000'000;
constexpr std::int64_t redeliveries_max = 100;
constexpr std::int64_t cents_max = 100'000'000;

// A step's arguments while they are read, and what the step acts on.
struct Step {
  Lab& lab;
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

// The latest order of the case in "case", in the account of "practice" or in the only one that has it.
Order* order_meant(Step& step) {
  const std::string case_id = step.reader.text("case");
  if (step.reader.error()) return nullptr;
  Order* found = nullptr;
  if (step.reader.has("practice")) {
    const auto account = step.lab.account_of_practice(step.reader.text("practice"));
    if (!account) {
      step.reader.report("practice", "the lab has no account for this practice");
      return nullptr;
    }
    found = step.lab.latest_of_case(*account, case_id);
  } else {
    for (std::size_t account = 0; account < step.lab.accounts(); ++account) {
      Order* here = step.lab.latest_of_case(account, case_id);
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

constexpr std::array<std::pair<std::string_view, Meaning>, 5> stages{{
    {"received", Meaning::received},
    {"in_design", Meaning::in_design},
    {"in_fabrication", Meaning::in_fabrication},
    {"quality_check", Meaning::quality_check},
    {"shipped", Meaning::shipped},
}};

// "status", or the lab's own word for "stage": the first of the line that stands for it.
std::string status_meant(Step& step) {
  if (!step.reader.has("stage")) return step.reader.text("status");
  const std::string stage = step.reader.text("stage");
  if (step.reader.has("status")) step.reader.report("stage", "the step gives a status as well");
  const Profile& profile = step.lab.profile();
  if (stage == "on_hold") return profile.hold.word;
  if (stage == "cancelled") return profile.cancelled.word;
  for (const auto& [word, meaning] : stages)
    for (const StatusWord& status : profile.line)
      if (word == stage && status.meaning == meaning) return status.word;
  step.reader.report("stage", "the lab has no word for \"" + stage + "\"");
  return {};
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
  if (!sequence || *sequence > order->sequence) step.lab.leave_line(*order);
  step.lab.set_status(*order, status, sequence, eta, step.now, step.out);
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
  if (!order->hold) return step.reader.report("case", "the order is not on hold");
  step.lab.release(*order, step.now, step.out);
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
    step.lab.set_status(*order, step.lab.profile().line.back().word, {}, {}, step.now, step.out);
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
    Reason read{reason.text_or("code", "lab"), reason.text_or("field", ""), reason.text("message")};
    step.reader.report(reason.error());
    rejection.reasons.push_back(std::move(read));
  }
  if (reasons.empty()) step.reader.report("reasons", "a rejection gives at least one reason");
  if (!rejection.practice.empty() && !step.lab.account_of_practice(rejection.practice))
    step.reader.report("practice", "the lab has no account for this practice");
  if (!step.reader.error()) step.lab.plan_rejection(std::move(rejection));
}

void act_redeliver(Step& step) {
  refuse_unknown_keys(step, {"case", "times"});
  const std::int64_t times = step.reader.integer_or("times", 1, 1, redeliveries_max);
  Order* order = order_meant(step);
  if (order == nullptr || step.reader.error()) return;
  for (std::int64_t i = 0; i < times; ++i) {
    if (!step.lab.webhooks().redeliver(order->latest_webhook, step.now, step.out))
      return step.reader.report("case", "no webhook was sent about this order yet");
  }
}

void act_send_webhook(Step& step) {
  refuse_unknown_keys(step, {"case", "status", "sequence", "signature"});
  const std::string status = step.reader.text("status");
  const auto sequence = static_cast<std::uint32_t>(step.reader.integer("sequence", 0, sequence_max));
  const auto forgery = parse_forgery(step.reader.text("signature"));
  if (!forgery)
    step.reader.report("signature", "this is no way to forge a webhook", "write bad, none or old");
  Order* order = order_meant(step);
  if (order == nullptr || !forgery || step.reader.error()) return;
  const std::string body = step.lab.status_message(*order, status, sequence, {}, order->change + 1, step.now);
  step.lab.webhooks().forge(body, *forgery, step.now, step.out);
}

void act_webhooks(Step& step) {
  refuse_unknown_keys(step, {"silent"});
  const bool silent = step.reader.boolean("silent");
  if (!step.reader.error()) step.lab.webhooks().set_silent(silent);
}

void act_line(Step& step) {
  refuse_unknown_keys(step, {"running"});
  const bool running = step.reader.boolean("running");
  if (!step.reader.error()) step.lab.run_line(running, step.now);
}

// Of the practice that the step names, or the only one.
std::optional<std::size_t> account_meant(Step& step) {
  std::optional<std::size_t> account;
  if (step.lab.accounts() == 1) account = 0;
  if (step.reader.has("practice")) account = step.lab.account_of_practice(step.reader.text("practice"));
  if (!account)
    step.reader.report("practice", "the lab cannot tell whose account is meant", "say which practice's");
  return account;
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
  line.date = step.lab.profile().zone.local(step.now).date;
  const auto account = account_meant(step);
  if (account && step.reader.has("tracking_of")) {
    const Order* order = step.lab.latest_of_case(*account, step.reader.text("tracking_of"));
    if (order == nullptr) return step.reader.report("tracking_of", "the lab has no order for this case");
    line.tracking = order->tracking;
  }
  if (!step.reader.error()) step.lab.bill(*account, std::move(line));
}

void act_unbill(Step& step) {
  refuse_unknown_keys(step, {"case"});
  const Order* order = order_meant(step);
  if (order != nullptr) step.lab.unbill(order->account, order->case_id);
}

void act_refuse_claims(Step& step) {
  refuse_unknown_keys(step, {"reason"});
  std::string reason = step.reader.text("reason");
  if (!step.reader.error()) step.lab.refuse_claims(std::move(reason));
}

// Where the practice's drop is; null: it has none.
world::Shelf* drop_of(const Config& config, const std::string& practice) {
  for (const Inbox& inbox : config.inboxes)
    if (!inbox.practice.empty() && inbox.practice == practice) return inbox.shelf.get();
  return nullptr;
}

void act_statement_file(Step& step) {
  refuse_unknown_keys(step, {"month", "name", "text"});
  const std::string today = base::format_date(step.lab.profile().zone.local(step.now).date);
  const std::string month = step.reader.text_or("month", today.substr(0, 7));
  const auto period = parse_month(month);
  if (!period) step.reader.report("month", "is no month", "write it like 2024-10");
  const auto account = account_meant(step);
  world::Shelf* drop = account ? drop_of(step.lab.config(), step.lab.book(*account).practice) : nullptr;
  if (account && drop == nullptr)
    step.reader.report("practice", "it has no drop folder at this lab", "let the world's channels have sftp");
  if (step.reader.error()) return;
  const std::string name = step.reader.text_or("name", statement_number(step.lab, *account, month) + ".csv");
  const std::string text = step.reader.has("text")
                               ? step.reader.text("text")
                               : statement_csv(step.lab, *account, month, *period, step.out);
  if (!step.reader.error()) drop->put("statements/" + name, text, step.now);
}

struct Verb {
  std::string_view word;
  void (*perform)(Step&);
};

constexpr std::array<Verb, 15> verbs{{
    {"status", act_status},
    {"question", act_question},
    {"hold", act_hold},
    {"release", act_release},
    {"ship", act_ship},
    {"pace", act_pace},
    {"reject_next", act_reject_next},
    {"redeliver", act_redeliver},
    {"send_webhook", act_send_webhook},
    {"webhooks", act_webhooks},
    {"line", act_line},
    {"bill", act_bill},
    {"unbill", act_unbill},
    {"refuse_claims", act_refuse_claims},
    {"statement_file", act_statement_file},
}};

}  // namespace

base::Expected<void> act(Lab& lab, std::string_view verb, const JsonValue& arguments, Instant now,
                         SimulatorOutputs& out) {
  const auto* const found =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) { return known.word == verb; });
  if (found == verbs.end()) {
    std::string list;
    for (const Verb& known : verbs)
      list.append(list.empty() ? "" : ", ").append(known.word);
    return base::failure("", "the lab has no verb \"" + std::string(verb) + "\"", "it knows " + list);
  }
  if (!arguments.is(JsonKind::object)) return base::failure("", "the arguments of a step are an object");
  Step step{lab, arguments, ObjectReader(arguments, ""), now, out};
  found->perform(step);
  if (const auto& error = step.reader.error()) return std::unexpected(*error);
  return {};
}

}  // namespace articulator::simulators::glidewell

#include "simulators/lab/glidewell/acts.hpp"

#include "simulators/lab/glidewell/statements.hpp"
#include "simulators/lab/workshop/acts.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::simulators::glidewell {
namespace {

using base::JsonKind;
using base::JsonValue;
using workshop::account_meant;
using workshop::order_meant;
using workshop::refuse_unknown_keys;
using workshop::sequence_max;
using workshop::Step;

constexpr std::int64_t redeliveries_max = 100;

void act_redeliver(Lab& lab, Step& step) {
  refuse_unknown_keys(step, {"case", "times"});
  const std::int64_t times = step.reader.integer_or("times", 1, 1, redeliveries_max);
  Order* order = order_meant(step);
  if (order == nullptr || step.reader.error()) return;
  for (std::int64_t i = 0; i < times; ++i) {
    if (!lab.webhooks().redeliver(lab.latest_webhook(*order), step.now, step.out))
      return step.reader.report("case", "no webhook was sent about this order yet");
  }
}

void act_send_webhook(Lab& lab, Step& step) {
  refuse_unknown_keys(step, {"case", "status", "sequence", "signature"});
  const std::string status = step.reader.text("status");
  const auto sequence = static_cast<std::uint32_t>(step.reader.integer("sequence", 0, sequence_max));
  const auto forgery = parse_forgery(step.reader.text("signature"));
  if (!forgery)
    step.reader.report("signature", "this is no way to forge a webhook", "write bad, none or old");
  Order* order = order_meant(step);
  if (order == nullptr || !forgery || step.reader.error()) return;
  const std::string body = lab.status_message(*order, status, sequence, {}, order->change + 1, step.now);
  lab.webhooks().forge(body, *forgery, step.now, step.out);
}

void act_webhooks(Lab& lab, Step& step) {
  refuse_unknown_keys(step, {"silent"});
  const bool silent = step.reader.boolean("silent");
  if (!step.reader.error()) lab.webhooks().set_silent(silent);
}

// Where the practice's drop is; null: it has none.
world::Shelf* drop_of(const Config& config, const std::string& practice) {
  for (const Inbox& inbox : config.inboxes)
    if (!inbox.practice.empty() && inbox.practice == practice) return inbox.shelf.get();
  return nullptr;
}

void act_statement_file(Lab& lab, Step& step) {
  refuse_unknown_keys(step, {"month", "name", "text"});
  const std::string today = base::format_date(step.shop.profile().zone.local(step.now).date);
  const std::string month = step.reader.text_or("month", today.substr(0, 7));
  if (!workshop::is_month(month)) step.reader.report("month", "is no month", "write it like 2024-10");
  const auto account = account_meant(step);
  world::Shelf* drop = account ? drop_of(lab.config(), step.shop.book(*account).practice) : nullptr;
  if (account && drop == nullptr)
    step.reader.report("practice", "it has no drop folder at this lab", "let the world's channels have sftp");
  if (step.reader.error()) return;
  const std::string name = step.reader.text_or("name", statement_number(step.shop, *account, month) + ".csv");
  const std::string text = step.reader.has("text") ? step.reader.text("text")
                                                   : statement_csv(step.shop, *account, month, step.out);
  if (!step.reader.error()) drop->put("statements/" + name, text, step.now);
}

struct Verb {
  std::string_view word;
  void (*perform)(Lab&, Step&);
};

constexpr std::array<Verb, 4> verbs{{
    {"redeliver", act_redeliver},
    {"send_webhook", act_send_webhook},
    {"webhooks", act_webhooks},
    {"statement_file", act_statement_file},
}};

base::Error unknown(std::string_view verb) {
  std::vector<std::string_view> own;
  for (const Verb& known : verbs)
    own.push_back(known.word);
  return workshop::unknown_verb(verb, own);
}

}  // namespace

base::Expected<void> act(Lab& lab, std::string_view verb, const JsonValue& arguments, Instant now,
                         SimulatorOutputs& out) {
  if (!arguments.is(JsonKind::object)) return base::failure("", "the arguments of a step are an object");
  Step step{lab.shop(), arguments, base::ObjectReader(arguments, ""), now, out};
  const auto* const own =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) { return known.word == verb; });
  if (own != verbs.end())
    own->perform(lab, step);
  else if (!workshop::act(step, verb))
    return std::unexpected(unknown(verb));
  if (const auto& error = step.reader.error()) return std::unexpected(*error);
  return {};
}

}  // namespace articulator::simulators::glidewell

#include "simulators/lab/dentsply_sirona/acts.hpp"

#include "simulators/lab/workshop/acts.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::JsonValue;
using workshop::Step;

void act_propose_design(Lab& lab, Tokens& /*tokens*/, Step& step) {
  workshop::refuse_unknown_keys(step, {"case"});
  Order* order = workshop::order_meant(step);
  if (order == nullptr) return;
  if (order->shipped || order->cancelled) return step.reader.report("case", "the order is past its design");
  lab.propose_design(*order, step.now, step.out);
}

void act_expire_tokens(Lab& /*lab*/, Tokens& tokens, Step& step) {
  workshop::refuse_unknown_keys(step, {});
  if (!step.reader.error()) tokens.revoke_all();
}

void act_list_quota(Lab& lab, Tokens& /*tokens*/, Step& step) {
  constexpr std::int64_t an_hour_max = 100'000;
  workshop::refuse_unknown_keys(step, {"an_hour"});
  const std::int64_t an_hour = step.reader.integer("an_hour", 0, an_hour_max);
  if (!step.reader.error()) lab.lists().set(static_cast<std::uint32_t>(an_hour));
}

struct Verb {
  std::string_view word;
  void (*perform)(Lab&, Tokens&, Step&);
};

constexpr std::array<Verb, 3> verbs{{
    {"propose_design", act_propose_design},
    {"expire_tokens", act_expire_tokens},
    {"list_quota", act_list_quota},
}};

base::Error unknown(std::string_view verb) {
  std::vector<std::string_view> own;
  for (const Verb& known : verbs)
    own.push_back(known.word);
  return workshop::unknown_verb(verb, own);
}

}  // namespace

base::Expected<void> act(Lab& lab, Tokens& tokens, std::string_view verb, const JsonValue& arguments,
                         Instant now, SimulatorOutputs& out) {
  if (!arguments.is(base::JsonKind::object))
    return base::failure("", "the arguments of a step are an object");
  Step step{lab.shop(), arguments, base::ObjectReader(arguments, ""), now, out};
  const auto* const own =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) { return known.word == verb; });
  if (own != verbs.end())
    own->perform(lab, tokens, step);
  else if (!workshop::act(step, verb))
    return std::unexpected(unknown(verb));
  if (const auto& error = step.reader.error()) return std::unexpected(*error);
  return {};
}

}  // namespace articulator::simulators::dentsply_sirona

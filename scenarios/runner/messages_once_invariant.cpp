// NTF-02: at most one message per milestone and round.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <map>
#include <tuple>

namespace articulator::runner {
namespace {

struct Told {
  base::Instant at;
  std::string text;
};

}  // namespace

void check_messages_once(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<std::tuple<CaseKey, std::string>, Told> told;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    const CaseKey key = key_of(fact);
    if (fact.type == "engine.order.sent" && !data.text(fact, "/order/remake_of").empty()) {
      std::erase_if(told, [&](const auto& one) { return std::get<0>(one.first) == key; });
      continue;
    }
    if (fact.type != "engine.patient.notified") continue;
    const base::JsonValue message = data.of(fact);
    const std::string milestone = text_at(message, "/milestone");
    const std::string text = text_at(message, "/text");
    const auto [first, is_first] = told.try_emplace({key, milestone}, Told{fact.at, text});
    if (is_first) continue;
    // The PMS has no key for messages: what the network itself doubles comes twice.
    const bool by_the_network =
        first->second.text == text && harmed_shortly_before(evidence, "duplicate", fact.at);
    if (!by_the_network)
      report(failures, "messages once: one message of \"" + milestone + "\" for " + name_of(key),
             "a second one: \"" + text + "\"", fact.at);
  }
}

}  // namespace articulator::runner

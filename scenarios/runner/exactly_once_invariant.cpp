// DSP-01: whatever is lost, repeated, delayed or restarted, a case has at most one living order a round, and
// the lab has seen each idempotency key at most once, on whatever channel it came (DSP-03).
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <map>

namespace articulator::runner {
namespace {

struct Orders {
  int living = 0;  // accepted, neither rejected nor cancelled
  std::string tracking;
  std::map<std::string, int> keys;
};

}  // namespace

void check_exactly_once(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<CaseKey, Orders> cases;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type == "engine.order.sent") {
      Orders& orders = cases[key_of(fact)];
      const std::string key = data.text(fact, "/idempotency_key");
      if (++orders.keys[key] > 1)
        report(failures, "exactly once: one order with key " + key,
               "a second one for " + name_of(key_of(fact)), fact.at);
      // A remake opens a new round.
      if (!data.text(fact, "/order/remake_of").empty()) orders.living = 0;
    } else if (fact.type == "lab.order.acknowledged") {
      Orders& orders = cases[key_of(fact)];
      const std::string tracking = data.text(fact, "/tracking");
      if (++orders.living > 1)
        report(failures, "exactly once: one living order of " + name_of(key_of(fact)),
               "a second one, " + tracking + ", beside " + orders.tracking, fact.at);
      orders.tracking = tracking;
    } else if (fact.type == "engine.order.cancelled") {
      Orders& orders = cases[key_of(fact)];
      if (orders.living > 0) --orders.living;
    }
  }
}

}  // namespace articulator::runner

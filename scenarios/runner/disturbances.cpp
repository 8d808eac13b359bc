#include "scenarios/runner/disturbances.hpp"

#include "simulators/lab/vendor.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace articulator::runner {
namespace {

// A status is in the PMS within five minutes (STS-02), and a minute on the wire.
constexpr base::Duration news_takes = base::minutes(6);
// Webhooks that are silent are noticed after an hour, and polling finds what they did not say within 15
// minutes (STS-03). One that was struck on its way may be said again half an hour later.
constexpr base::Duration silent_news_takes = base::minutes(80);
// After an outage retries back off by up to five minutes (RES-01), at each of the steps of an errand.
constexpr base::Duration recovery_takes = base::minutes(20);
// Longer than any run: while a lab is down it cannot be asked.
constexpr base::Duration whole_run = base::days(10 * 365);

// A lab whose webhooks can be silenced has some.
bool has_webhooks(std::string_view lab) {
  const simulators::LabVendor* vendor = simulators::find_lab_vendor(lab);
  return vendor != nullptr && std::ranges::any_of(vendor->own_verbs(), [](const world::Verb& verb) {
           return verb.down == world::Down::untold_if_true;
         });
}

}  // namespace

Disturbances::Disturbances(const Scenario& scenario) : speaks_(has_webhooks(scenario.world.lab)) {
  if (scenario.world.has_rates) last(scenario.world.rates.until);
}

void Disturbances::last(base::Instant at) {
  last_ = last_ ? std::max(*last_, at) : at;
}

void Disturbances::note(const Step& step, base::Instant now) {
  if (const auto* start = std::get_if<StartFault>(&step.what)) {
    if (start->lasts)
      last(now + *start->lasts);
    else if (start->fault.kind == world::FaultKind::outage)
      forever_ = true;
    return;
  }
  if (const auto* crash = std::get_if<Crash>(&step.what)) {
    last(now + crash->down);
    // What the lab said meanwhile it may have given up saying.
    silent_ = true;
    if (crash->node == "engine") harms_.push_back({"crash", crash->node, now});
    return;
  }
  // What is signed by a clock that is wrong is taken for old (a webhook), so as good as not said.
  if (const auto* clock = std::get_if<SetClock>(&step.what)) {
    silent_ = true;
    last(now);
    harms_.push_back({"clock", clock->node, now});
    return;
  }
  const auto* act = std::get_if<Act>(&step.what);
  if (!act) return;
  const Verb* verb = find_verb(step.word);
  if (verb && verb->down != world::Down::never) note_verb(*verb, *act, now);
}

void Disturbances::note_verb(const Verb& verb, const Act& act, base::Instant now) {
  const bool says_false = act.arguments.find("false") != std::string::npos;
  if (verb.down == world::Down::untold_if_true) {
    silent_ = silent_ || !says_false;
    return;
  }
  const bool down = verb.down == world::Down::always || (verb.down == world::Down::if_false && says_false);
  const std::string what = act.node + " " + std::string(verb.what_is_down);
  if (down)
    down_.insert(what);
  else
    down_.erase(what);
  last(now);
}

void Disturbances::on_request(const world::Wire& wire, const base::HttpRequest& /*request*/,
                              base::Instant at) {
  if (wire.fault.empty()) return;
  harms_.push_back({std::string(wire.fault), std::string(wire.to), at});
  last(at);
}

bool Disturbances::words_unheard() const {
  return silent_ ||
         std::any_of(harms_.begin(), harms_.end(), [](const Harm& harm) { return harm.to == "engine"; });
}

base::Duration Disturbances::asked_within() const {
  if (speaks_) return base::Duration{0};
  const bool disturbed = last_ || forever_ || !down_.empty();
  return disturbed ? whole_run : news_takes;
}

std::optional<base::Instant> Disturbances::settled_until(base::Instant end) const {
  if (forever_ || !down_.empty()) return std::nullopt;
  if (last_ && end < *last_ + recovery_takes) return std::nullopt;
  return end - (words_unheard() ? silent_news_takes : news_takes);
}

}  // namespace articulator::runner

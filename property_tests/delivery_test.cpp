// Laws of delay alerts over generated lab lives (DLV-03): a lateness that can be known is alerted, in
// any world; and history is the same in one pass, in parts and in any order (DLV-01).
#include "engine/delivery/estimate.hpp"
#include "engine/delivery/journey.hpp"
#include "engine/delivery/slots.hpp"
#include "property_tests/alert_accuracy.hpp"
#include "property_tests/lab_life.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

LabLifeSetup any_life(int cases) {
  LabLifeSetup setup;
  setup.seed = *rc::gen::arbitrary<std::uint64_t>();
  setup.manner = *rc::gen::elementOf(std::vector<Manner>(manners.begin(), manners.end()));
  setup.cases = cases;
  return setup;
}

base::Instant any_instant() {
  constexpr std::int64_t from_s = 1'704'000'000;  // 2024
  return {*rc::gen::inRange<std::int64_t>(0, 2L * 365 * 86'400) * 1000 + from_s * 1000};
}

delivery::Histogram any_histogram() {
  delivery::Histogram histogram;
  for (const int value : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 200)))
    histogram.add(value);
  return histogram;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(delivery_laws)

RC_BOOST_PROP(a_lateness_that_can_be_known_is_alerted, ()) {
  const Accuracy found = measure(lab_life(any_life(60)));
  RC_ASSERT(found.broken == std::vector<std::string>());
}

RC_BOOST_PROP(histograms_merge_in_any_order, ()) {
  const delivery::Histogram one = any_histogram();
  const delivery::Histogram other = any_histogram();
  delivery::Histogram ab = one;
  ab.merge(other);
  delivery::Histogram ba = other;
  ba.merge(one);
  RC_ASSERT(ab == ba);
  RC_ASSERT(ab.total() == one.total() + other.total());
}

RC_BOOST_PROP(an_estimate_never_lies_in_the_past_and_never_grows_better_by_waiting, ()) {
  const base::WorkingDays days;
  const base::TimeZone zone = base::TimeZone::find("America/Los_Angeles").value();
  const delivery::Histogram history = any_histogram();
  const delivery::Journey::Place place{model::Stage::in_design, any_instant()};
  const base::Instant now = place.since + base::minutes(*rc::gen::inRange(0, 60 * 24 * 90));
  const auto estimate = delivery::estimate_of(place, &history, {}, now, {zone, days});
  RC_PRE(estimate.has_value());
  RC_ASSERT(estimate->p50 <= estimate->p80);
  RC_ASSERT(estimate->p80 <= estimate->p95);
  RC_ASSERT(estimate->p50 >= now);
  RC_ASSERT(estimate->changes_at > now);
  const base::Instant later = now + base::minutes(*rc::gen::inRange(0, 60 * 24 * 30));
  RC_ASSERT(delivery::estimate_of(place, &history, {}, later, {zone, days})->p80 >= estimate->p80);
  if (later < estimate->changes_at)
    RC_ASSERT(delivery::estimate_of(place, &history, {}, later, {zone, days})->p80 == estimate->p80);
}

RC_BOOST_PROP(proposed_slots_are_free_long_enough_and_never_overlap, ()) {
  const base::TimeZone zone = base::TimeZone::find("America/Chicago").value();
  std::vector<model::FreeTime> free;
  base::Instant at = any_instant();
  const int gaps = *rc::gen::inRange(0, 12);
  for (int n = 0; n < gaps; ++n) {
    const base::Instant from = at + base::minutes(*rc::gen::inRange(0, 2000));
    at = from + base::minutes(*rc::gen::inRange(5, 600));
    free.push_back({from, at, "D-1", "OP1"});
  }
  const delivery::Wish wish{*rc::gen::inRange(1, 20) * 15, any_instant(), {}, zone, {}};
  const std::vector<model::Slot> slots = delivery::propose(free, wish);
  RC_ASSERT(slots.size() <= delivery::slots_max);
  for (std::size_t n = 0; n < slots.size(); ++n) {
    const model::Slot& slot = slots[n];
    RC_ASSERT(slot.start >= wish.from);
    RC_ASSERT(std::any_of(free.begin(), free.end(), [&](const model::FreeTime& gap) {
      return gap.from <= slot.start && slot.start + base::minutes(wish.minutes) <= gap.to;
    }));
    for (std::size_t m = 0; m < n; ++m)
      RC_ASSERT(!delivery::overlap(slot, slots[m]));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::property_tests

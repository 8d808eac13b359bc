#include "engine/delivery/estimate.hpp"

#include "engine/delivery/histogram.hpp"
#include "engine/delivery/journey.hpp"

#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::delivery {
namespace {

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

const Work crown{model::LabId("glidewell"), model::Restoration::crown, model::Material::zirconia};

// A lab that works Monday to Friday by the clock of Greenwich: 5 days of making, 2 of transit.
struct Lab {
  model::LabProfile profile;
  Lab() {
    profile.transit_working_days = 2;
    model::Product product;
    product.turnaround_working_days = 5;
    profile.products.push_back(product);
  }
  [[nodiscard]] LabCalendar calendar() const { return {profile.zone, profile.days}; }
  [[nodiscard]] Histogram prior(model::Stage stage) const {
    return prior_of(profile, profile.products.front(), stage);
  }
};

const base::Instant monday = at("2024-10-21T00:00:00Z");

Histogram days(const std::vector<int>& each) {
  Histogram histogram;
  for (const int one : each)
    histogram.add(one * 8);
  return histogram;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(estimate)

BOOST_AUTO_TEST_CASE(a_histogram_is_the_same_in_one_pass_in_parts_and_in_any_order) {
  Histogram whole;
  Histogram part;
  Histogram other;
  for (const int value : {40, 8, 8, 3, 2500, 17})
    whole.add(value);
  for (const int value : {17, 2500, 8})
    part.add(value);
  for (const int value : {3, 8, 40})
    other.add(value);
  Histogram merged = other;
  merged.merge(part);
  part.merge(other);
  BOOST_TEST((merged == whole));
  BOOST_TEST((part == whole));
  BOOST_TEST(whole.bars().back().value == eighths_max);  // cut
}

BOOST_AUTO_TEST_CASE(a_quantile_is_the_least_value_that_so_many_are_not_above) {
  const Histogram ten = days({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  BOOST_TEST(ten.quantile(80).value() == 8 * 8);
  BOOST_TEST(ten.quantile(81).value() == 9 * 8);
  BOOST_TEST(ten.quantile(100).value() == 10 * 8);
  BOOST_TEST(ten.quantile(50, 5 * 8).value() == 8 * 8);  // of 6 to 10
  BOOST_TEST(!ten.quantile(50, 10 * 8).has_value());
  BOOST_TEST(!Histogram().quantile(50).has_value());
}

BOOST_AUTO_TEST_CASE(without_history_the_profile_speaks) {
  const Lab lab;
  const auto estimate = estimate_of({model::Stage::submitted, monday}, nullptr,
                                    lab.prior(model::Stage::submitted), monday, lab.calendar());
  BOOST_REQUIRE(estimate.has_value());
  BOOST_TEST(base::format_instant(estimate->p50) == "2024-10-30T00:00:00.000Z");  // 7 working days
  BOOST_TEST(base::format_instant(estimate->p80) == "2024-10-31T18:00:00.000Z");  // 8 and three quarters
  BOOST_TEST(estimate->history_cases == 0);
  BOOST_TEST(estimate->prior_cases == prior_cases);
}

BOOST_AUTO_TEST_CASE(history_outweighs_the_profile_as_it_grows) {
  const Lab lab;
  const Histogram prior = lab.prior(model::Stage::submitted);
  const auto median_after = [&](int cases) {
    Histogram history;
    for (int n = 0; n < cases; ++n)
      history.add(10 * 8);
    return estimate_of({model::Stage::submitted, monday}, &history, prior, monday, lab.calendar())->p50;
  };
  const base::Instant as_published = at("2024-10-30T00:00:00Z");
  const base::Instant as_learned = at("2024-11-04T00:00:00Z");  // ten working days
  BOOST_TEST((median_after(1) == as_published));
  BOOST_TEST((median_after(20) == as_learned));
}

BOOST_AUTO_TEST_CASE(waiting_without_news_counts_the_quick_ones_out) {
  const Lab lab;
  const Histogram history = days({4, 4, 4, 4, 4, 4, 4, 4, 4, 9});
  const Journey::Place place{model::Stage::in_design, monday};
  const auto at_first = estimate_of(place, &history, {}, monday, lab.calendar());
  BOOST_TEST(base::format_instant(at_first->p80) == "2024-10-25T00:00:00.000Z");
  BOOST_TEST(base::format_instant(at_first->changes_at) == "2024-10-25T00:00:00.000Z");
  const base::Instant before = at_first->changes_at - base::milliseconds(1);
  BOOST_TEST((estimate_of(place, &history, {}, before, lab.calendar())->p80 == at_first->p80));
  const auto later = estimate_of(place, &history, {}, at_first->changes_at, lab.calendar());
  BOOST_TEST(base::format_instant(later->p50) == "2024-11-01T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(past_all_that_is_known_it_needs_a_quarter_more_each_time) {
  const Lab lab;
  const Histogram history = days({8});
  const Journey::Place place{model::Stage::in_design, monday};
  const auto over = estimate_of(place, &history, {}, at("2024-10-31T00:00:00Z"), lab.calendar());
  BOOST_TEST(base::format_instant(over->p50) == "2024-11-04T00:00:00.000Z");  // 10 working days
  BOOST_TEST((over->changes_at == over->p50));
  const auto again = estimate_of(place, &history, {}, over->changes_at, lab.calendar());
  BOOST_TEST(base::format_instant(again->p50) == "2024-11-06T12:00:00.000Z");  // 12 and a half
}

BOOST_AUTO_TEST_CASE(less_is_left_from_each_later_stage) {
  const Lab lab;
  std::int64_t last = eighths_max;
  for (const model::Stage stage :
       {model::Stage::received, model::Stage::in_design, model::Stage::in_fabrication,
        model::Stage::quality_check, model::Stage::shipped}) {
    const int median = lab.prior(stage).quantile(50).value();
    BOOST_TEST(median < last);
    last = median;
  }
  BOOST_TEST(last == 2 * 8);  // transit alone
  BOOST_TEST(lab.prior(model::Stage::delivered).total() == 0);
}

BOOST_AUTO_TEST_CASE(a_journey_is_learned_from_each_stage_that_it_touched) {
  const Lab lab;
  Journey journey;
  journey.reach(model::Stage::submitted, monday);
  journey.reach(model::Stage::shipped, monday + base::days(4));
  journey.reach(model::Stage::shipped, monday + base::days(5));  // said twice
  History history;
  history.learn(crown, journey, monday + base::days(7), lab.calendar());
  BOOST_TEST((history.from(crown, model::Stage::submitted)->bars().front() == Histogram::Bar{5 * 8, 1}));
  BOOST_TEST((history.from(crown, model::Stage::shipped)->bars().front() == Histogram::Bar{8, 1}));
  BOOST_TEST(history.from(crown, model::Stage::in_design) == nullptr);
  BOOST_TEST((journey.latest()->stage == model::Stage::shipped));
  History twice = history;
  twice.merge(history);
  BOOST_TEST(twice.from(crown, model::Stage::shipped)->total() == 2);
}

BOOST_AUTO_TEST_CASE(the_prediction_is_the_later_of_promise_and_history) {
  Estimate estimate;
  estimate.p80 = monday;
  BOOST_TEST(predicted(std::nullopt, estimate)->by_history);
  BOOST_TEST(predicted(monday - base::hours(1), estimate)->by_history);
  BOOST_TEST(!predicted(monday + base::hours(1), estimate)->by_history);
  BOOST_TEST(!predicted(std::nullopt, std::nullopt).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::delivery

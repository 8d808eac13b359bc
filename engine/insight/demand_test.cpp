#include "engine/insight/demand.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

constexpr DemandTerms terms{.lead_time_days = 4, .service_permille = 950};

std::vector<std::int64_t> every(int days, int nth, std::int64_t units) {
  std::vector<std::int64_t> usage;
  for (int day = 1; day <= days; ++day)
    usage.push_back(day % nth == 0 ? units : 0);
  return usage;
}

BOOST_AUTO_TEST_SUITE(demand)

BOOST_AUTO_TEST_CASE(without_history_only_what_is_booked_is_known) {
  const Forecast forecast = forecast_demand({}, terms, 3);
  BOOST_CHECK_EQUAL(forecast.milli_a_day, 0);
  BOOST_CHECK_EQUAL(forecast.reorder_point, 3);
  BOOST_CHECK(forecast.basis == ForecastBasis::booked);
}

BOOST_AUTO_TEST_CASE(what_is_never_used_is_never_ordered) {
  const std::vector<std::int64_t> usage(400, 0);
  BOOST_CHECK_EQUAL(forecast_demand(usage, terms, 0).reorder_point, 0);
}

BOOST_AUTO_TEST_CASE(a_steady_demand_is_its_own_mean_and_quantile) {
  const std::vector<std::int64_t> usage(200, 3);
  const Forecast forecast = forecast_demand(usage, terms, 0);
  BOOST_CHECK_EQUAL(forecast.milli_a_day, 3000);
  BOOST_CHECK_EQUAL(forecast.lead_time_demand, 15);
  BOOST_CHECK(forecast.basis == ForecastBasis::history);
}

BOOST_AUTO_TEST_CASE(an_intermittent_demand_asks_for_a_whole_use_and_not_for_its_mean) {
  const Forecast forecast = forecast_demand(every(240, 20, 6), terms, 0);
  BOOST_CHECK_LT(forecast.milli_a_day, 600);
  BOOST_CHECK_GT(forecast.milli_a_day, 150);
  // A fourth of the windows of five days holds one use: the 95th percentile is all six.
  BOOST_CHECK_EQUAL(forecast.lead_time_demand, 6);
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_used_fades) {
  std::vector<std::int64_t> usage = every(200, 2, 4);
  const std::int64_t before = forecast_demand(usage, terms, 0).milli_a_day;
  usage.resize(usage.size() + 100, 0);
  BOOST_CHECK_LT(forecast_demand(usage, terms, 0).milli_a_day * 10, before);
}

BOOST_AUTO_TEST_CASE(a_short_history_is_approximated_and_a_service_level_costs_stock) {
  const std::vector<std::int64_t> usage = every(20, 2, 2);
  const Forecast fair = forecast_demand(usage, {.lead_time_days = 4, .service_permille = 500}, 0);
  const Forecast safe = forecast_demand(usage, {.lead_time_days = 4, .service_permille = 990}, 0);
  BOOST_CHECK(fair.basis == ForecastBasis::few_days);
  BOOST_CHECK_EQUAL(fair.lead_time_demand, 5);   // the mean of five days
  BOOST_CHECK_EQUAL(safe.lead_time_demand, 13);  // 5 + 2.326 * sqrt(5 * 2) = 12.4
}

BOOST_AUTO_TEST_CASE(booked_cases_raise_the_reorder_point) {
  const std::vector<std::int64_t> usage(200, 1);
  BOOST_CHECK_EQUAL(forecast_demand(usage, terms, 40).reorder_point, 40);
  BOOST_CHECK_EQUAL(forecast_demand(usage, terms, 2).reorder_point, 5);
}

BOOST_AUTO_TEST_CASE(the_largest_numbers_do_not_overflow) {
  const std::vector<std::int64_t> usage(4000, usage_max);
  const Forecast forecast = forecast_demand(usage, {.lead_time_days = 365, .service_permille = 999}, 0);
  BOOST_CHECK_EQUAL(forecast.lead_time_demand, 366 * usage_max);
  const std::vector<std::int64_t> few(30, usage_max);
  const Forecast short_history = forecast_demand(few, {.lead_time_days = 365, .service_permille = 999}, 0);
  BOOST_CHECK_GE(short_history.lead_time_demand, 366 * usage_max);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight

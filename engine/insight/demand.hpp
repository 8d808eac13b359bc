// Demand: what will be used of a consumable, from what was used day by day; most days nothing (INV-01).
//
//   Forecast forecast = forecast_demand(usage, {.lead_time_days = 5, .service_permille = 950}, booked);
//   if (on_hand + on_order <= forecast.reorder_point) order(...);
//
// The mean is that of Teunter, Syntetos and Babai (2011), "Intermittent demand: linking forecasting to
// inventory obsolescence", European Journal of Operational Research 214: the chance of a day with demand and
// the size of it are smoothed apart, and the chance also on days without, so that what is no longer used
// fades. Smoothing constants 0.05 and 0.1, within the ranges that they find good. In fixed point: the same on
// every machine.
//
// The reorder point is a quantile of the demand over the lead time and the day until the next look. With a
// long enough history it is the empirical one over overlapping windows (Boylan and Babai 2016, "On the
// performance of overlapping and non-overlapping temporal demand aggregation approaches", International
// Journal of Production Economics 181), which needs no distribution; while history is short it is the mean
// plus z times the square root of mean times size, the normal approximation of a compound Poisson demand.
// What is booked already is a demand that is certain: the reorder point is never below it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace articulator::insight {

struct DemandTerms {
  int lead_time_days = 5;      // 1-365
  int service_permille = 950;  // 500-999: how often the stock shall last until the delivery
};

enum class ForecastBasis : std::uint8_t { booked, few_days, history };
std::string_view word(ForecastBasis basis);

struct Forecast {
  std::int64_t milli_a_day = 0;       // thousandths of a unit, mean
  std::int64_t lead_time_demand = 0;  // the quantile, units
  std::int64_t booked = 0;            // within the lead time
  std::int64_t reorder_point = 0;     // units
  ForecastBasis basis = ForecastBasis::booked;
};

inline constexpr std::int64_t usage_max = 1'000'000;  // units a day
// So many windows side by side make a history.
inline constexpr int windows_min = 8;

// `usage`: a number a day, oldest first, each 0..usage_max; all asserted.
Forecast forecast_demand(std::span<const std::int64_t> usage, const DemandTerms& terms, std::int64_t booked);

}  // namespace articulator::insight

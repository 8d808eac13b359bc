#include "engine/insight/demand.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/words.hpp"
#include "engine/insight/root.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace articulator::insight {
namespace {

constexpr std::array<base::Word<ForecastBasis>, 3> basis_words{{
    {ForecastBasis::booked, "booked cases alone"},
    {ForecastBasis::few_days, "few days of usage"},
    {ForecastBasis::history, "usage history"},
}};

constexpr std::int64_t one = std::int64_t{1} << 20U;  // fixed point
constexpr std::int64_t chance_share = 20;             // smoothing 1/20
constexpr std::int64_t size_share = 10;               // smoothing 1/10
constexpr std::size_t warm_up_days = 30;

struct Smoothed {
  std::int64_t chance = 0;  // of a day with demand, of `one`
  std::int64_t size = 0;    // of such a day's demand, units times `one`
};

// From the first month's plain averages on.
Smoothed smooth(std::span<const std::int64_t> usage) {
  const std::size_t first = std::min(usage.size(), warm_up_days);
  std::int64_t days = 0;
  std::int64_t units = 0;
  for (const std::int64_t of_day : usage.first(first)) {
    days += of_day > 0 ? 1 : 0;
    units += of_day;
  }
  Smoothed smoothed;
  if (days > 0) smoothed = {days * one / static_cast<std::int64_t>(first), units * one / days};
  for (const std::int64_t of_day : usage.subspan(first)) {
    smoothed.chance += ((of_day > 0 ? one : 0) - smoothed.chance) / chance_share;
    if (of_day > 0 && smoothed.size == 0) smoothed.size = of_day * one;
    if (of_day > 0) smoothed.size += (of_day * one - smoothed.size) / size_share;
  }
  return smoothed;
}

// The mean of a day, thousandths. Sizes stay below 2^40, chances within 2^20.
std::int64_t milli_of(const Smoothed& smoothed) {
  return (smoothed.chance * 1000 / one) * (smoothed.size / one) +
         (smoothed.chance * 1000 / one) * (smoothed.size % one) / one;
}

// Nearest rank among the sums of `days` days in a row, overlapping.
std::int64_t window_quantile(std::span<const std::int64_t> usage, std::size_t days, int permille) {
  std::vector<std::int64_t> sums;
  std::int64_t sum = 0;
  for (std::size_t n = 0; n < usage.size(); ++n) {
    sum += usage[n];
    if (n >= days) sum -= usage[n - days];
    if (n + 1 >= days) sums.push_back(sum);
  }
  std::ranges::sort(sums);
  const std::size_t rank = (sums.size() * static_cast<std::size_t>(permille) + 999) / 1000;
  return sums[std::max<std::size_t>(rank, 1) - 1];
}

// z of the normal distribution in thousandths, between the rows in a straight line.
struct Normal {
  int permille;
  std::int64_t z_milli;
};
constexpr std::array<Normal, 9> normal{{{500, 0},
                                        {750, 674},
                                        {850, 1036},
                                        {900, 1282},
                                        {950, 1645},
                                        {975, 1960},
                                        {990, 2326},
                                        {995, 2576},
                                        {999, 3090}}};

std::int64_t z_milli_of(int permille) {
  const auto above = std::ranges::lower_bound(normal, permille, {}, &Normal::permille);
  if (above == normal.begin()) return above->z_milli;
  const Normal& below = *(above - 1);
  return below.z_milli +
         (above->z_milli - below.z_milli) * (permille - below.permille) / (above->permille - below.permille);
}

// Mean plus z times the root of mean times size: all in thousandths, rounded up to whole units.
std::int64_t approximate(const Smoothed& smoothed, std::int64_t days, int permille) {
  const std::int64_t mean_milli = milli_of(smoothed) * days;
  const std::int64_t size_milli = smoothed.size / one * 1000 + smoothed.size % one * 1000 / one;
  const auto spread_milli =
      static_cast<std::int64_t>(root(static_cast<Wide>(mean_milli) * static_cast<Wide>(size_milli)));
  return (mean_milli + spread_milli * z_milli_of(permille) / 1000 + 999) / 1000;
}

}  // namespace

std::string_view word(ForecastBasis basis) {
  return base::word_of(basis_words, basis);
}

Forecast forecast_demand(std::span<const std::int64_t> usage, const DemandTerms& terms, std::int64_t booked) {
  ART_ASSERT(1 <= terms.lead_time_days && terms.lead_time_days <= 365);
  ART_ASSERT(500 <= terms.service_permille && terms.service_permille <= 999);
  for (const std::int64_t of_day : usage)
    ART_ASSERT(0 <= of_day && of_day <= usage_max);
  const Smoothed smoothed = smooth(usage);
  const std::int64_t days = terms.lead_time_days + 1;
  Forecast forecast;
  forecast.milli_a_day = milli_of(smoothed);
  forecast.booked = booked;
  if (std::ssize(usage) >= days * windows_min) {
    forecast.basis = ForecastBasis::history;
    forecast.lead_time_demand =
        window_quantile(usage, static_cast<std::size_t>(days), terms.service_permille);
  } else if (smoothed.size > 0) {
    forecast.basis = ForecastBasis::few_days;
    forecast.lead_time_demand = approximate(smoothed, days, terms.service_permille);
  }
  forecast.reorder_point = std::max(forecast.lead_time_demand, booked);
  return forecast;
}

}  // namespace articulator::insight

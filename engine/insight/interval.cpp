#include "engine/insight/interval.hpp"

#include "engine/base/assert.hpp"
#include "engine/insight/root.hpp"

#include <algorithm>

namespace articulator::insight {
namespace {

// z = 1.96, so z^2 = 3.8416 exactly.
constexpr std::int64_t z_squared_e4 = 38'416;
constexpr std::int64_t e4 = 10'000;

}  // namespace

// (2k + z^2 -+ z sqrt(z^2 + 4k(n-k)/n)) / (2(n + z^2)), numerator and denominator in units of 10^-4.
Interval wilson(std::int64_t hits, std::int64_t all) {
  ART_ASSERT(0 <= hits && hits <= all && all <= counted_max);
  if (all == 0) return {};
  const auto k = static_cast<Wide>(hits);
  const auto n = static_cast<Wide>(all);
  const Wide middle = 2 * e4 * k + z_squared_e4;
  const Wide below_root =
      (Wide{z_squared_e4} * z_squared_e4 * n + Wide{4} * z_squared_e4 * e4 * k * (n - k)) / n;
  // Its square root in units of 10^-4, with four more digits; rounded outwards by one of those.
  const Wide half = root(below_root * e4 * e4) + 1;
  const Wide width = 2 * (e4 * n + z_squared_e4);
  const Wide low = middle * e4 > half ? (middle * e4 - half) / width : 0;
  const Wide high = (middle * e4 + half + width - 1) / width;
  Interval interval{static_cast<std::int64_t>(low), std::min(static_cast<std::int64_t>(high), basis_points)};
  if (hits == 0) interval.low_bp = 0;
  if (hits == all) interval.high_bp = basis_points;
  return interval;
}

std::int64_t rate_bp(std::int64_t hits, std::int64_t all) {
  if (all == 0) return 0;
  ART_ASSERT(0 <= hits && hits <= all && all <= counted_max);
  return (2 * hits * basis_points + all) / (2 * all);
}

}  // namespace articulator::insight

// Wilson's score interval of a rate, in basis points (1/100 of a percent): what a count of so many among so
// many says of the rate behind it. Three of three is not 100 %:
//
//   wilson(3, 3)      ->  {4384, 10000}
//   wilson(300, 300)  ->  {9873, 10000}
//
// Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22; preferred
// to the textbook interval at small counts by Brown, Cai and DasGupta (2001), Statistical Science 16. 95 %: z
// is 1.96, exactly. Integer arithmetic with an integer square root; the bounds are rounded outwards, so the
// interval is never narrower than Wilson's, and at most a basis point wider at each end.
#pragma once

#include <cstdint>

namespace articulator::insight {

inline constexpr std::int64_t basis_points = 10'000;  // the whole

struct Interval {
  std::int64_t low_bp = 0;
  std::int64_t high_bp = basis_points;
  friend bool operator==(const Interval&, const Interval&) = default;
};

inline constexpr std::int64_t counted_max = 1'000'000'000'000;  // more cases than there are in a millennium

// 0 <= hits <= all <= counted_max, asserted. Of none nothing is known: the whole range.
Interval wilson(std::int64_t hits, std::int64_t all);

// hits / all in basis points, rounded half up; 0 of none.
std::int64_t rate_bp(std::int64_t hits, std::int64_t all);

}  // namespace articulator::insight

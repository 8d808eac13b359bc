// The whole square root of large integers: what intervals and forecasts need of analysis, the same on every
// machine.
#pragma once

namespace articulator::insight {

__extension__ using Wide = unsigned __int128;

Wide root(Wide n);  // the largest integer whose square is not above `n`

}  // namespace articulator::insight

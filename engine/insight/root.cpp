#include "engine/insight/root.hpp"

namespace articulator::insight {

// Bit by bit, from the highest.
Wide root(Wide n) {
  Wide result = 0;
  Wide bit = Wide{1} << 126U;
  while (bit > n)
    bit >>= 2U;
  for (; bit != 0; bit >>= 2U) {
    if (n >= result + bit) {
      n -= result + bit;
      result = (result >> 1U) + bit;
    } else {
      result >>= 1U;
    }
  }
  return result;
}

}  // namespace articulator::insight

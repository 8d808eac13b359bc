// Money in integer cents of US dollars: never floating point.
#pragma once

#include <compare>
#include <cstdint>

namespace articulator::base {

struct Cents {
  std::int64_t cents = 0;
  friend constexpr auto operator<=>(Cents, Cents) = default;
  friend constexpr Cents operator+(Cents a, Cents b) { return {a.cents + b.cents}; }
  friend constexpr Cents operator*(Cents a, std::int64_t n) { return {a.cents * n}; }
};

}  // namespace articulator::base

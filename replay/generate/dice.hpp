// Dice: the draws of one thing that is made up, by purpose, so that one draw more does not change the others.
//
//   const Dice dice{seed, "P-0001-LC00042"};
//   const bool late = dice.chance("late", 120);         // 120 times in a thousand
//   const auto hour = dice.between("hour", 9, 16);      // both ends may come
#pragma once

#include "engine/base/random.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace articulator::replay {

class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view id) : seed_(base::draw(seed, "dice", id)) {}

  [[nodiscard]] bool chance(std::string_view purpose, std::uint32_t per_mille, std::uint64_t n = 0) const {
    return base::draw_chance(base::draw(seed_, purpose, n), per_mille);
  }
  [[nodiscard]] std::int64_t between(std::string_view purpose, std::int64_t low, std::int64_t high,
                                     std::uint64_t n = 0) const {
    return low + base::draw_below(base::draw(seed_, purpose, n), static_cast<std::uint32_t>(high - low + 1));
  }
  template <typename Table>
  [[nodiscard]] const auto& pick(std::string_view purpose, const Table& table, std::uint64_t n = 0) const {
    return table[base::draw_below(base::draw(seed_, purpose, n),
                                  static_cast<std::uint32_t>(std::size(table)))];
  }
  [[nodiscard]] std::uint64_t bits(std::string_view purpose, std::uint64_t n = 0) const {
    return base::draw(seed_, purpose, n);
  }

 private:
  std::uint64_t seed_;
};

}  // namespace articulator::replay

// SeenIds: whether a (source, id) came before, in bounded memory.
//
// It remembers the last `remembered` of one practice, some three weeks of a busy one, far longer than any
// vendor goes on delivering again; a repeat from before that counts as a new event, and changes nothing where
// the workflow has seen its like. Remembered are 64-bit hashes: two ids of 4,096 fall together once in 10^12
// practices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace articulator::replay {

class SeenIds {
 public:
  static constexpr std::size_t remembered = 4096;

  // False: seen before.
  bool insert(std::string_view source, std::string_view id);

 private:
  std::unordered_set<std::uint64_t> seen_;
  std::vector<std::uint64_t> order_;  // a ring once it is full
  std::size_t oldest_ = 0;
};

}  // namespace articulator::replay

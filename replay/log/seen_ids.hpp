// SeenIds: whether a (source, id) came before, in bounded memory.
//
// It remembers at least the last `remembered` of one practice, some weeks of a busy one, far longer than any
// vendor goes on delivering again; a repeat from before that counts as a new event, and changes nothing where
// the workflow has seen its like. Remembered are 61-bit hashes: two ids of 4,608 fall together once in 10^11
// practices.
//
// The newest stand in a flat table; each time that this is full, they are merged into a sorted list of the
// older ones, and the oldest run of those is forgotten. A line costs one look into the table and one into the
// list, at the place where a hash of that size stands if hashes are spread evenly. At most 40 kB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace articulator::replay {

class SeenIds {
 public:
  static constexpr std::size_t remembered = 4096;

  // False: seen before.
  bool insert(std::string_view source, std::string_view id);

 private:
  static constexpr std::size_t runs = 8;
  static constexpr std::size_t run_size = remembered / runs;

  [[nodiscard]] bool holds(std::uint64_t hash) const;
  void grow();
  void make_old();

  std::vector<std::uint64_t> newest_;  // open addressing, at most half full; 0 is an empty slot
  std::size_t count_ = 0;
  std::vector<std::uint64_t> older_;  // sorted; the low bits of each are the number of its run
  std::uint64_t oldest_ = 0;          // of the runs
};

}  // namespace articulator::replay

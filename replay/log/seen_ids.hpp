// SeenIds: whether a (source, id) came before, in bounded memory.
//
// It remembers at least the last `remembered` of one practice, some weeks of a busy one, far longer than any
// vendor goes on delivering again; a repeat from before that counts as a new event, and changes nothing where
// the workflow has seen its like. Remembered are 64-bit hashes: two ids of 8,192 fall together once in 10^11
// practices.
//
// Two flat tables, the new one and the one before: when the new one is full, it becomes the one before, and
// what was there is forgotten. A line costs one or two looks into memory and, once the tables have grown, no
// allocation.
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
  // Open addressing, at most half full; 0 is an empty slot.
  struct Table {
    std::vector<std::uint64_t> slots;
    std::size_t count = 0;

    [[nodiscard]] bool holds(std::uint64_t hash) const;
    void add(std::uint64_t hash);
  };

  Table now_;
  Table before_;
};

}  // namespace articulator::replay

// LinesQueue: lines on their way from the reader of a log to one shard, in batches, with a bound, so that a
// quick reader waits for a slow shard instead of filling memory.
#pragma once

#include "replay/log/place.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct LinesBatch {
  // So many that a practice has many among them, see `by_practice`.
  static constexpr std::size_t bytes_max = 2U << 20U;

  struct Entry {
    std::uint64_t practice;  // a hash of its name
    std::size_t begin;       // of the line in `bytes`
    std::size_t size;
    Place place;
  };
  std::string bytes;
  std::vector<Entry> entries;

  void add(std::string_view line, Place place, std::uint64_t practice) {
    if (bytes.empty()) bytes.reserve(bytes_max + bytes_max / 8);  // the last line goes beyond
    entries.push_back({practice, bytes.size(), line.size(), place});
    bytes += line;
  }
  [[nodiscard]] std::string_view line(const Entry& entry) const {
    return std::string_view(bytes).substr(entry.begin, entry.size);
  }

  // Puts the lines of a practice one behind the other, in their order; of very many practices some few may
  // stand mixed. Practices share nothing, so that only the memory notices: what a practice is about is in the
  // cache once it was read for the first of them.
  void by_practice();
};

class LinesQueue {
 public:
  static constexpr std::size_t batches_max = 1;

  void push(LinesBatch batch);
  void close();                     // nothing more will come
  std::optional<LinesBatch> pop();  // waits; empty: closed, and all taken

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<LinesBatch> batches_;
  bool closed_ = false;
};

}  // namespace articulator::replay

// LinesQueue: lines on their way from the reader of a log to one shard, in batches, with a bound, so that a
// quick reader waits for a slow shard instead of filling memory.
#pragma once

#include "replay/log/place.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct LinesBatch {
  static constexpr std::size_t bytes_max = 1U << 16U;  // still in the cache when they are read

  struct Entry {
    std::size_t end;  // of its bytes; they begin at the end of the entry before
    Place place;
  };
  std::string bytes;
  std::vector<Entry> entries;

  void add(std::string_view line, Place place) {
    if (bytes.empty()) bytes.reserve(bytes_max + bytes_max / 8);  // the last line goes beyond
    bytes += line;
    entries.push_back({bytes.size(), place});
  }
};

class LinesQueue {
 public:
  static constexpr std::size_t batches_max = 8;

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

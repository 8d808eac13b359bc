#include "replay/log/lines_queue.hpp"

#include <array>
#include <numeric>
#include <utility>

namespace articulator::replay {

void LinesBatch::by_practice() {
  constexpr unsigned group_bits = 12;
  const auto group_of = [](const Entry& entry) { return entry.practice >> (64 - group_bits); };
  std::array<std::size_t, std::size_t{1} << group_bits> begins{};
  for (const Entry& entry : entries)
    ++begins[group_of(entry)];
  std::exclusive_scan(begins.begin(), begins.end(), begins.begin(), std::size_t{0});
  std::vector<Entry> grouped(entries.size());
  for (const Entry& entry : entries)
    grouped[begins[group_of(entry)]++] = entry;
  entries = std::move(grouped);
}

void LinesQueue::push(LinesBatch batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return batches_.size() < batches_max; });
  batches_.push_back(std::move(batch));
  changed_.notify_all();
}

void LinesQueue::close() {
  const std::unique_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

std::optional<LinesBatch> LinesQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || !batches_.empty(); });
  if (batches_.empty()) return std::nullopt;
  LinesBatch batch = std::move(batches_.front());
  batches_.pop_front();
  changed_.notify_all();
  return batch;
}

}  // namespace articulator::replay

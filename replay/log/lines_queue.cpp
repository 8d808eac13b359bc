#include "replay/log/lines_queue.hpp"

#include <algorithm>
#include <utility>

namespace articulator::replay {

void LinesBatch::by_practice() {
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.practice != b.practice ? a.practice < b.practice : a.begin < b.begin;
  });
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

// PackedQueue: records that wait for their turn by the hundred thousand, in little more memory than their
// bytes.
//
//   queue.push(bytes);
//   while (!queue.empty() && is_due(queue.front())) queue.pop();
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace articulator::base {

class PackedQueue {
 public:
  void push(std::string_view bytes);
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::string& front() const { return front_; }  // of a queue that is not empty
  void pop();                                                        // likewise
  [[nodiscard]] std::size_t memory_bytes() const { return behind_.size() + front_.capacity(); }

 private:
  std::string front_;
  std::deque<char> behind_;  // each with its length before it
  std::size_t size_ = 0;
};

}  // namespace articulator::base

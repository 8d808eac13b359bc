#include "engine/base/packed_queue.hpp"

#include "engine/base/assert.hpp"

namespace articulator::base {

void PackedQueue::push(std::string_view bytes) {
  if (++size_ == 1) {
    front_ = bytes;
    return;
  }
  std::size_t length = bytes.size();
  for (; length >= 0x80U; length >>= 7U)
    behind_.push_back(static_cast<char>((length & 0x7FU) | 0x80U));
  behind_.push_back(static_cast<char>(length));
  behind_.insert(behind_.end(), bytes.begin(), bytes.end());
}

void PackedQueue::pop() {
  ART_ASSERT(size_ > 0);
  front_.clear();
  if (--size_ == 0) return;
  std::size_t length = 0;
  for (unsigned shift = 0;; shift += 7U) {
    const auto byte = static_cast<unsigned char>(behind_.front());
    behind_.pop_front();
    length |= std::size_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) break;
  }
  const auto end = behind_.begin() + static_cast<std::ptrdiff_t>(length);
  front_.assign(behind_.begin(), end);
  behind_.erase(behind_.begin(), end);
}

}  // namespace articulator::base

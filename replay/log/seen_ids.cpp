#include "replay/log/seen_ids.hpp"

#include "engine/base/random.hpp"

namespace articulator::replay {

bool SeenIds::insert(std::string_view source, std::string_view id) {
  const std::uint64_t hash = base::mix(base::mix(base::fnv1a(source)) ^ base::fnv1a(id));
  if (!seen_.insert(hash).second) return false;
  if (order_.size() < remembered) {
    order_.push_back(hash);
    return true;
  }
  seen_.erase(order_[oldest_]);
  order_[oldest_] = hash;
  oldest_ = (oldest_ + 1) % remembered;
  return true;
}

}  // namespace articulator::replay

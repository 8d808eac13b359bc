#include "simulators/world/shelf.hpp"

#include <utility>

namespace articulator::world {

void Shelf::changed(base::Instant now) {
  ++changes_;
  changed_at_ = now;
}

void Shelf::put(std::string name, std::string content, base::Instant now) {
  files_.insert_or_assign(std::move(name), std::move(content));
  changed(now);
}

bool Shelf::rename(std::string_view from, std::string_view to, base::Instant now) {
  const auto found = files_.find(from);
  if (found == files_.end() || files_.contains(to)) return false;
  auto file = files_.extract(found);
  file.key() = std::string(to);
  files_.insert(std::move(file));
  changed(now);
  return true;
}

bool Shelf::remove(std::string_view name, base::Instant now) {
  const auto found = files_.find(name);
  if (found == files_.end()) return false;
  files_.erase(found);
  changed(now);
  return true;
}

const std::string* Shelf::find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace articulator::world

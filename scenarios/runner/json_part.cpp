#include "scenarios/runner/json_part.hpp"

#include <cstddef>
#include <vector>

namespace articulator::runner {

bool is_part(const base::JsonValue& part, const base::JsonValue& whole) {
  if (part.kind() != whole.kind()) return false;
  if (part.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : part.members()) {
      const auto other = whole.find(member.key);
      if (!other || !is_part(member.value, *other)) return false;
    }
    return true;
  }
  if (part.is(base::JsonKind::array)) {
    const std::vector<base::JsonValue> wanted = part.elements();
    const std::vector<base::JsonValue> given = whole.elements();
    if (wanted.size() != given.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (!is_part(wanted[i], given[i])) return false;
    return true;
  }
  return part.dump() == whole.dump();
}

}  // namespace articulator::runner

// Place: where a line stands, and why it could not be read.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>

namespace articulator::replay {

// Which of the logs given, and the line's number there.
struct Place {
  std::size_t log = 0;
  std::int64_t line = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct RefusedLine {
  Place place;
  std::string why;
};

}  // namespace articulator::replay

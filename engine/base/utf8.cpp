#include "engine/base/utf8.hpp"

#include <simdjson.h>

namespace articulator::base {

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes);
}

}  // namespace articulator::base

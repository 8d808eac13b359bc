// UTF-8 (RFC 3629): whether bytes are text.
#pragma once

#include <string_view>

namespace articulator::base {

bool is_utf8(std::string_view bytes);

}  // namespace articulator::base

// The engine contract as an OpenAPI 3.1 document (contract.json), which the daemon serves at GET
// /openapi.json. GUIDE.md beside it leads through it.
#pragma once

#include <string_view>

namespace articulator::host::contract {

extern const std::string_view openapi;

}  // namespace articulator::host::contract

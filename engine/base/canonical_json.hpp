// Canonical JSON (RFC 8785, the JSON Canonicalization Scheme): one text for one value, so that it can be
// hashed and signed.
//
//   canonical_json(R"({"b": 1.50, "a": "\u20ac"})")   // {"a":"€","b":1.5}
//
// No white space, members sorted by their names' UTF-16 code units, numbers as ECMAScript writes doubles,
// only such escapes as JSON needs.
#pragma once

#include "engine/base/error.hpp"

#include <string>
#include <string_view>

namespace articulator::base {

// Error: not JSON, longer or deeper than JsonParser allows, a member's name twice, or a number that no double
// holds.
Expected<std::string> canonical_json(std::string_view json);

// As ECMAScript's Number::toString: the shortest digits that give the same double again, with an exponent
// below 1e-6 and from 1e21 on. `value` is finite.
void append_canonical_number(std::string& out, double value);

}  // namespace articulator::base

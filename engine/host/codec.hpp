// Codec: inputs and requests as bytes for the store, and back. Bodies may be any bytes, so a field is its
// length and itself ("5:hello", a netstring without the comma), never escaped text.
//
//   encode(input.what)                       -> {Kind::request, "4:POST..."}
//   decode(Kind::request, "4:POST...")       -> Request; empty: damaged
#pragma once

#include "engine/base/http.hpp"
#include "engine/workflow/engine.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace articulator::host {

using What = std::variant<workflow::Request, workflow::Answer, workflow::Due>;

enum class Kind : std::uint8_t { request = 1, answer = 2, due = 3 };

struct Encoded {
  Kind kind = Kind::due;
  std::string body;
};
Encoded encode(const What& what);
std::optional<What> decode(Kind kind, std::string_view body);

std::string encode_request(const base::HttpRequest& request);

}  // namespace articulator::host

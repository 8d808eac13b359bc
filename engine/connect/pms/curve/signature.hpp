// Curve's way to sign a webhook, stylised after what several vendors do: one header with the time of sending
// and one or more signatures,
//
//   Curve-Signature: t=1729512000,v1=5257a8...,v1=8b1c3f...
//
// each `v1` the hex HMAC-SHA256 of "t.body" under one secret. While a secret rotates there are two, of the
// new and of the old one, and either will do.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::curve {

struct Refusal {
  int status = 401;
  std::string why;
};

// Empty: signed with this secret, within five minutes of `now`.
std::optional<Refusal> check_signature(const base::HttpRequest& request, std::string_view secret,
                                       base::Instant now);

}  // namespace articulator::connect::curve

// Standard Webhooks: how a message is known to be the lab's.
//
// Three headers: `webhook-id`, the same at every attempt; `webhook-timestamp`, Unix seconds of this attempt;
// `webhook-signature`, one or several entries `v1,<base64 HMAC-SHA256 of "id.timestamp.body">` with spaces
// between, several while a secret is changed for another. Source: the specification at standardwebhooks.com.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::glidewell {

inline constexpr base::Duration timestamp_tolerance = base::minutes(5);  // STS-04; in either direction

// The key inside "whsec_<base64>". Empty: no such secret.
std::optional<std::string> webhook_key(std::string_view secret);

struct Refusal {
  int status = 401;  // 400: headers missing or malformed; 401: not the lab's, or too old
  std::string why;
};

// Empty: the message was signed with this key, now.
std::optional<Refusal> check_signature(const base::HttpRequest& request, std::string_view key,
                                       base::Instant now);

}  // namespace articulator::connect::glidewell

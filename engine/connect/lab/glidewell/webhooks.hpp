// The lab's webhooks: verified, applied once, in whatever order they come (STS-04, STS-05).
#pragma once

#include "engine/connect/lab/glidewell/account.hpp"
#include "engine/model/connector.hpp"

#include <optional>
#include <string_view>

namespace articulator::connect::glidewell {

inline constexpr std::string_view webhook_target = "/webhooks/glidewell";

// Empty: another target, or not this practice's account. A message whose account cannot be read is this
// practice's only if its signature is.
std::optional<model::WebhookResult> take_webhook(Account& account, const base::HttpRequest& request,
                                                 base::Instant now);

}  // namespace articulator::connect::glidewell

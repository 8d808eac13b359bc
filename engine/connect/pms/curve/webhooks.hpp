// What Curve sends by itself. Messages come at least once, in any order, and not at all when it gave up: so
// each is held against the revision that is known, and none is needed.
//
// A patient, an appointment and a patient's message are taken as they stand in the webhook. A lab case is
// read by the next poll, which then comes at once: it takes rows that the webhook does not have.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/connect/pms/curve/office.hpp"
#include "engine/model/connector.hpp"

#include <optional>

namespace articulator::connect::curve {

// Empty: not for this practice.
std::optional<model::WebhookResult> take_webhook(Office& office, const base::HttpRequest& request,
                                                 base::Instant now);

}  // namespace articulator::connect::curve

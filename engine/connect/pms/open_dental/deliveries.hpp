// Table events: what Open Dental sends by itself about appointments and patients.
//
// At least once, in batches, with rows that say nothing new, unsigned [D]: a delivery is known by the bare
// customer key in `Authorization`, and each row is compared with what is known.
#pragma once

#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/model/connector.hpp"

#include <optional>
#include <string_view>

namespace articulator::connect::open_dental {

inline constexpr std::string_view delivery_target = "/webhooks/open-dental";

// Empty: another target, or not this practice's key.
std::optional<model::WebhookResult> take_delivery(Office& office, const base::HttpRequest& request,
                                                  base::Instant now);

}  // namespace articulator::connect::open_dental

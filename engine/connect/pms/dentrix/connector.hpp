// The connector to a Dentrix office in the style of Dentrix Ascend's public API: see README.md.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::dentrix {

// Error: pms.client_id, pms.client_secret or pms.organization_id is missing.
base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice);

}  // namespace articulator::connect::dentrix

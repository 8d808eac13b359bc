// The connector to Open Dental. See README.md for the conventions; poll.hpp, writes.hpp and deliveries.hpp
// for what it does.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::open_dental {

// Error: the bench has no keys for the office.
base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice);

}  // namespace articulator::connect::open_dental

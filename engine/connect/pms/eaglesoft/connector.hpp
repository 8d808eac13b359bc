// The connector to Eaglesoft. See README.md for what of its wire is known and what is stylised; box.hpp for
// the session and the routes, poll.hpp for the queue, writes.hpp and schedule.hpp for what it writes.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::eaglesoft {

// Error: the bench has no integration key or no password.
base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice);

}  // namespace articulator::connect::eaglesoft

// An order as `GET /v1/orders/{reference}` has it.
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"

#include <string>

namespace articulator::simulators::dentsply_sirona {

std::string etag_of(const Order& order);

// To show an invoice line for the first time is a fact.
void write_order(base::JsonWriter& writer, Lab& lab, const Order& order, SimulatorOutputs& out);

// The same, as a copy would have it that lags behind by this state.
std::string stale_order(Lab& lab, const Order& order, const std::string& state, std::uint32_t sequence,
                        SimulatorOutputs& out);

}  // namespace articulator::simulators::dentsply_sirona

// Statements by month, and an order's own line once it has shipped.
//
// A line is there as soon as its order has shipped, dated on that day, lab time, at the product's fee for
// each unit. Its number is its place in the month. The fact `lab.invoice` tells each line once, when it is
// first shown.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace articulator::simulators::dentsply_sirona {

// The statement's JSON, {"statement","lines":[...]}. Empty: that is no month like "2024-10".
std::string statement(Workshop& shop, std::size_t account, std::string_view month, SimulatorOutputs& out);

// {"statement","lines":[the order's line]}; null while there is none.
void write_invoice(base::JsonWriter& writer, Workshop& shop, const Order& order, SimulatorOutputs& out);

}  // namespace articulator::simulators::dentsply_sirona

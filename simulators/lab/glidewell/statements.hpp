// Invoices by month: one line for each order that was shipped, at the product's fee for each unit.
//
// A line is dated on the day of shipping, lab time. A remake of work that was shipped within the profile's
// credit days costs nothing. The current month's statement has the lines so far.
#pragma once

#include "simulators/lab/workshop/statements.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::glidewell {

using workshop::Workshop;
using world::SimulatorOutputs;

std::string statement(Workshop& shop, std::size_t account, const std::string& month, SimulatorOutputs& out);

// The same as a table, RFC 4180: statement, line, case, tracking, description, amount, date, patient, tooth;
// the last record is the total.
std::string statement_csv(Workshop& shop, std::size_t account, const std::string& month,
                          SimulatorOutputs& out);

std::string statement_number(Workshop& shop, std::size_t account,
                             std::string_view month);  // "ST-p-01-2024-10"

}  // namespace articulator::simulators::glidewell

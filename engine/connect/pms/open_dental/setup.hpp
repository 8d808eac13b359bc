// What the connector makes sure of once in an office: that Open Dental tells it of appointments and patients,
// and which laboratories there are.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"

#include <string>

namespace articulator::connect::open_dental {

// Failure: only what is worth retrying. What is refused is remarked and done without: appointments are then
// polled, and a laboratory is asked for when a case names it.
Flow<Got<bool>> set_up(Office& office, Line& line, std::string& remark);

}  // namespace articulator::connect::open_dental

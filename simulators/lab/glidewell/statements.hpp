// Invoices by month: one line for each order that was shipped, at the product's fee for each unit.
//
// A line is dated on the day of shipping, lab time. A remake of work that was shipped within the profile's
// credit days costs nothing. Which lines an account has been shown is kept, so that the fact `lab.invoice`
// tells each line once.
#pragma once

#include "engine/base/calendar.hpp"
#include "simulators/lab/glidewell/lab.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::glidewell {

struct Period {
  base::Date first;
  base::Date end;  // the first day after it
};

// "2024-10", years 1900-2199.
std::optional<Period> parse_month(std::string_view month);

// The statement's JSON. The current month's has the lines so far.
std::string statement(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                      SimulatorOutputs& out);

// The same as a table, RFC 4180: statement, line, case, tracking, description, amount, date, patient, tooth;
// the last record is the total.
std::string statement_csv(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                          SimulatorOutputs& out);

std::string statement_number(Lab& lab, std::size_t account, std::string_view month);  // "ST-p-01-2024-10"

}  // namespace articulator::simulators::glidewell

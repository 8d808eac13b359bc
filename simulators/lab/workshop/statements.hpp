// A month's bill: the lines of what shipped in it, by lab time, in the order of shipping, numbered from 1.
//
//   const auto lines = lines_of(shop, account, "2024-10");
//   std::string body = statement_json(shop, account, "ST-p-01-2024-10", lines, out);
//
// A line is told once as a fact, when it is first shown.
#pragma once

#include "simulators/lab/workshop/workshop.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::workshop {

struct StatementLine {
  std::int64_t number = 0;
  InvoiceLine* line = nullptr;
};

[[nodiscard]] bool is_month(std::string_view text);  // "2024-10"

// What was withdrawn is left out; the others keep their numbers where the lab's ways say so.
[[nodiscard]] std::vector<StatementLine> lines_of(Workshop& shop, std::size_t account,
                                                  std::string_view month);

// {"statement","lines":[{"line","case","tracking","description","cents","date","patient"?,"tooth"?}]}
std::string statement_json(Workshop& shop, std::size_t account, std::string_view id,
                           const std::vector<StatementLine>& lines, SimulatorOutputs& out);

// The fact `lab.invoice` of those lines that nobody was shown before.
void tell_lines(Workshop& shop, std::size_t account, std::string_view id,
                const std::vector<StatementLine>& lines, SimulatorOutputs& out);

}  // namespace articulator::simulators::workshop

// A lab's statement as a table, where it sends one by mail or drop folder instead of an API: RFC 4180.
//
//   auto statement = read_statement_csv("line,case,amount\r\n1,LC-7,99.00\r\n", "2024-10");
//   statement.error().text()   -> "line 3, column 14: the quoted field is never closed; ..."
//
// The first record names the columns, in any order: `case` or `tracking` or `patient` to tell a line by, and
// `cents` (whole) or `amount` ("1,234.50", "-99", "(99.00)" for a credit, with or without "$"). Besides:
// `line`, `description`, `date` (2024-10-21 or 10/21/2024), `tooth`, `statement`. Unknown columns are passed
// over. A record whose description is "total" alone is the statement's total, and no line.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/invoice.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

inline constexpr std::size_t csv_bytes_max = 16U * 1024 * 1024;
inline constexpr std::size_t csv_columns_max = 64;
inline constexpr std::size_t csv_field_bytes_max = 4096;

struct CsvRecord {
  std::size_t line = 1;  // in which it begins
  std::vector<std::string> fields;
};

// Quoted fields may hold commas, doubled quotes and line ends; a record ends in CRLF or LF; a last empty line
// is none. Error: where it stops being CSV, as "line L, column C", both from 1; or a bound that is passed.
base::Expected<std::vector<CsvRecord>> read_csv(std::string_view text, std::size_t records_max);

// `name`: of the statement, where the table has no such column.
base::Expected<Invoice> read_statement_csv(std::string_view text, std::string_view name);

}  // namespace articulator::model

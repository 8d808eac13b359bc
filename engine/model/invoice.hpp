// What a lab bills: a statement and its lines, however they came (the lab's API, a file), and what a line
// comes to (DECISIONS, "Invoice lines"). Cents are whole: nothing here is ever rounded.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/money.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/tooth.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

struct BilledLine {
  std::int64_t line = 0;
  CaseId case_id;        // empty: the line names none
  std::string tracking;  // likewise
  std::string description;
  base::Cents amount;  // below zero: a credit
  std::optional<base::Date> date;
  // What only some labs write, and what a line without a number is told by:
  PatientId patient;
  std::optional<ToothNumber> tooth;
};

struct Invoice {
  std::string statement;
  std::vector<BilledLine> lines;
  std::optional<base::Cents> total;  // as the statement says it
};

inline constexpr std::size_t invoice_lines_max = 20'000;

// `statement`, `lines[{line,case,tracking,description,cents,date}]` of the log format; besides, where a lab
// says them, `patient`, `tooth` and `total_cents`.
base::Expected<Invoice> read_invoice(base::JsonValue value);

enum class LineResult : std::uint8_t {
  matched,
  price_differs,
  billed_twice,
  never_ordered,
  warranty_billed,
  billed_early
};
std::string_view word(LineResult result);
std::optional<LineResult> line_result_of(std::string_view word);

}  // namespace articulator::model

// Charts of the page, as values: what is drawn, and the same as a sentence and a table.
#pragma once

#include "replay/insight/report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay::insight {

enum class ChartKind : std::uint8_t { bars, flat, line };
std::string_view word(ChartKind kind);

struct Series {
  std::string name{};
  std::vector<std::optional<std::int64_t>> values{};  // one a label; empty: none
  bool is_bound = false;                              // of an interval: drawn as a thin broken line
};

struct Chart {
  std::string id{};
  std::string title{};
  std::string says{};  // a sentence or two: what the chart shows
  ChartKind kind = ChartKind::bars;
  std::string unit{};        // "days", "percent", "dollars", "cases", "lines"
  std::string axis{};        // what the values are, for the axis
  std::int64_t divisor = 1;  // of the values, into the unit
  std::vector<std::string> labels{};
  std::vector<Series> series{};
  std::vector<std::string> head{};  // of the table
  std::vector<std::vector<std::string>> rows{};
  bool is_wide = false;  // over the whole width, its table open
};

// In the order of the page.
std::vector<Chart> charts_of(const Report& report);

}  // namespace articulator::replay::insight

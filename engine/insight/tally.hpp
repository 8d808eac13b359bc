// Tally: what a heap of cases adds up to, and the table of such heaps (ANA-01).
//
//   Table table = october;
//   merge(table, november);                             // in any order, in any parts: the same table
//   for (const auto& [lab, tally] : by(table, Dimension::lab)) ...
//
// A table's key is every dimension at once, so that a group is always the sum of its rows, and two machines
// need to exchange nothing but tables. All members of a tally are sums, so merging is adding: associative,
// commutative, and without a rounding that could depend on the order (ANA-02).
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/money.hpp"
#include "engine/insight/histogram.hpp"
#include "engine/insight/interval.hpp"
#include "engine/model/ids.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace articulator::insight {

struct Month {
  std::int32_t since_year_zero = 0;  // year * 12 + month - 1
  friend constexpr auto operator<=>(Month, Month) = default;
};
Month month_of(base::Date date);
std::string format_month(Month month);  // "2024-10"

struct Key {
  model::PracticeId practice;
  model::LabId lab;
  std::string restoration;  // the log format's word; what was not understood, as it was written
  std::string material;
  model::PersonId prescriber;
  Month month;  // in which the practice sent the case, on its own calendar
  friend auto operator<=>(const Key&, const Key&) = default;
};

struct Tally {
  std::int64_t cases = 0;      // sent to the lab by the practice, whatever became of them
  std::int64_t ordered = 0;    // of them, those that a lab took
  std::int64_t delivered = 0;  // ... that came back to the practice
  std::int64_t cancelled = 0;
  Histogram turnaround;             // minutes from the lab's acknowledgement to the practice's hands
  std::int64_t on_time_judged = 0;  // delivered, and it is known by when they were wanted
  std::int64_t on_time = 0;
  std::int64_t remade = 0;  // delivered, and complained of or made again
  std::map<std::string, std::int64_t> remake_causes;
  std::int64_t callbacks = 0;     // the lab asked, put on hold or sent back for want of information
  std::int64_t costed_units = 0;  // of ordered cases whose cost is known: crowns, or units of a bridge
  base::Cents spend;              // for them
  friend bool operator==(const Tally&, const Tally&) = default;

  [[nodiscard]] Interval on_time_interval() const { return wilson(on_time, on_time_judged); }
  [[nodiscard]] Interval remake_interval() const { return wilson(remade, delivered); }
  [[nodiscard]] base::Cents cost_per_unit() const;  // rounded half up; 0 where no cost is known
};
void merge(Tally& into, const Tally& from);

using Table = std::map<Key, Tally>;
void merge(Table& into, const Table& from);

enum class Dimension : std::uint8_t { practice, lab, restoration, material, prescriber, month };
inline constexpr std::array<Dimension, 6> dimensions{Dimension::practice,    Dimension::lab,
                                                     Dimension::restoration, Dimension::material,
                                                     Dimension::prescriber,  Dimension::month};
std::string_view word(Dimension dimension);

// By the dimension's text; a prescriber's is "{practice}/{person}", since a person's id is a practice's own.
std::map<std::string, Tally> by(const Table& table, Dimension dimension);
std::map<std::string, Tally> by(const Table& table, Dimension dimension, Dimension second);  // "{one} {two}"
Tally whole(const Table& table);

}  // namespace articulator::insight

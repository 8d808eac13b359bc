// Habits: what a prescriber usually asks for, learned from the orders that a lab took (MAP-01).
//
//   habits.learn(file);                                   // an order was acknowledged
//   auto usual = habits.usual(file, Habits::margin);      // "chamfer", from 9 of 10 orders
//
// For each prescriber, kind, material and lab. A habit is a value that at least three orders, and four in
// five of those that had any, agree on. Patients' own matters, shade and stump shade, are nobody's habit.
#pragma once

#include "engine/model/case_file.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace articulator::mapping {

struct Habit {
  std::string value;
  int orders = 0;  // that had it
  int of = 0;      // that had any value
};

class Habits {
 public:
  static constexpr int orders_min = 3;
  // Fields by their names in the lab's form.
  static constexpr std::array<std::string_view, 5> fields{"contact", "die_material", "margin", "occlusal",
                                                          "retention"};

  void learn(const model::CaseFile& file);
  [[nodiscard]] std::optional<Habit> usual(const model::CaseFile& file, std::string_view field) const;

 private:
  using Work = std::tuple<model::PersonId, model::LabId, std::string, std::string>;  // kind, material
  std::map<std::pair<Work, std::string>, std::map<std::string, int>> counts_;  // field -> value -> orders
};

// The value that the prescription gives for a field of a lab's form; empty: none.
std::string given(const model::Prescription& rx, std::string_view field);

}  // namespace articulator::mapping

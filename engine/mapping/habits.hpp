// Habits: what a prescriber usually asks for, learned from the orders that a lab took (MAP-01).
//
//   habits.learn(file);                                   // an order was acknowledged
//   auto usual = habits.usual(file, Habits::margin);      // "chamfer", from 9 of 10 orders
//
// For each prescriber, kind, material and lab. A habit is a value that at least three orders, and four in
// five of those that had any, agree on. Patients' own matters, shade and stump shade, are nobody's habit.
#pragma once

#include "engine/base/packed_map.hpp"
#include "engine/model/case_file.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

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
  base::PackedMap works_;  // of each prescriber, lab, kind and material: of each field value -> orders
};

// The value that the prescription gives for a field of a lab's form; empty: none.
std::string given(const model::Prescription& rx, std::string_view field);

}  // namespace articulator::mapping

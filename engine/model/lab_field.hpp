// A field of the lab's own form, and where its value came from (MAP-01).
//
//   {"retention": {"evidence": "D6065", "source": "procedure_code", "value": "screw"},
//    "margin": {"evidence": "...", "inferred": "shoulder", "source": "prescription", "value": "chamfer"}}
#pragma once

#include "engine/base/json_writer.hpp"

#include <string>
#include <vector>

namespace articulator::model {

struct LabField {
  std::string name;      // "shade", "margin", ...
  std::string value;     // never empty
  std::string source;    // "prescription", "procedure_code", "history"
  std::string evidence;  // what an inferred value rests on: "D6065", "9 of 10 orders"; may be empty
  std::string inferred;  // what would have been inferred, had nothing else been given (MAP-04); may be empty
  friend bool operator==(const LabField&, const LabField&) = default;
};

// As an object, a member a field. `fields` are sorted by name.
void write_lab_fields(base::JsonWriter& out, const std::vector<LabField>& fields);

}  // namespace articulator::model

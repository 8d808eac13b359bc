// What an office has charted of a patient: allergies, and the state of teeth.
//
// Open Dental keeps no state of a tooth. It has a tooth that is missing (ToothInitial), and what was done to
// it (procedure logs): an extraction done, here or elsewhere, or a filling, which says that the tooth is
// there.
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/office.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace articulator::simulators::open_dental {

struct Charted {
  std::string tooth;  // Universal
  std::string state;  // present, missing, extracted
};

// Replace what is charted.
void chart_allergies(Office& office, std::int64_t patient, const std::vector<std::string>& names);
void chart_teeth(Office& office, std::int64_t patient, const std::vector<Charted>& teeth);

// Members "allergies" and "chart" of the log format's pms.patient.updated.
void write_chart(base::JsonWriter& writer, const Office& office, std::int64_t patient);

}  // namespace articulator::simulators::open_dental

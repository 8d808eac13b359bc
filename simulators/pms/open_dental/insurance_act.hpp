// What a scenario says of a patient's dental plan, in the words of the log format (`insurance` of a case),
// becomes rows: benefits by code or by category, substitution links, existing work, a preauthorization claim.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/office.hpp"

#include <cstdint>
#include <vector>

namespace articulator::simulators::open_dental {

// Takes the place of what the patient's plan said before. `procedures`: those of the case, which a granted
// preauthorization is for. Error: a code that the office does not have, codes that are no category's, a value
// of another kind; with its pointer below /insurance.
base::Expected<void> keep_insurance(Office& office, std::int64_t patient,
                                    const std::vector<std::int64_t>& procedures,
                                    const base::JsonValue& insurance);

}  // namespace articulator::simulators::open_dental

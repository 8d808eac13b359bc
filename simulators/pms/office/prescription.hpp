// Values of a prescription as an act writes them: kept as written, right or wrong.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/book.hpp"

#include <string_view>
#include <vector>

namespace articulator::simulators::office {

// One member of the prescription, as in the log format; a null value: removed. "tooth" and "teeth" are one
// thing: the later takes the place of the other. False: no value for this key (an object that is not
// `implant`).
bool set_value(std::vector<RxValue>& prescription, std::string_view key, const base::JsonValue& value);

}  // namespace articulator::simulators::office

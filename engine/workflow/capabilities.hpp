// What this build claims to do, by requirement id (GET /v1/capabilities). An id that is not here is "not
// applicable" in a certificate, never "passed".
#pragma once

#include <string>

namespace articulator::workflow {

// {"contract":1,"engine":"articulator","requirements":["VAL-01",...]}
std::string capabilities_json();

}  // namespace articulator::workflow

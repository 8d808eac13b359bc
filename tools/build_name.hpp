// What tells this build of the program from any other: two that work for each other must be the same, since
// only then all that they come to is the same to the byte.
#pragma once

#include "engine/base/error.hpp"

#include <string>

namespace articulator::tools {

// "0.1.0 (build 5f2a94c07b13)": the version, and the SHA-256 of the program file that runs, in short. Error:
// it cannot be read.
base::Expected<std::string> build_name();

}  // namespace articulator::tools

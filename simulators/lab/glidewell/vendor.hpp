// Glidewell among the labs: simulators/lab/vendor.hpp.
#pragma once

#include "simulators/lab/vendor.hpp"

namespace articulator::simulators::glidewell {

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup);

}  // namespace articulator::simulators::glidewell

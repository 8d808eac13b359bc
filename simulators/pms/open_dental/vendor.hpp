// Open Dental among the PMSs: simulators/pms/vendor.hpp.
#pragma once

#include "simulators/pms/vendor.hpp"

#include <string_view>

namespace articulator::simulators::open_dental {

inline constexpr std::string_view base_path = "/api/v1";

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup);

}  // namespace articulator::simulators::open_dental

// Curve among the PMSs: simulators/pms/vendor.hpp.
#pragma once

#include "simulators/pms/vendor.hpp"

#include <string_view>

namespace articulator::simulators::curve {

inline constexpr std::string_view base_path = "/v1";

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup);
std::span<const world::Verb> own_verbs();
std::string guide(const PmsSetup& setup, std::string_view url, base::Instant now);

}  // namespace articulator::simulators::curve

// Eaglesoft among the PMSs: simulators/pms/vendor.hpp.
#pragma once

#include "simulators/pms/vendor.hpp"

#include <span>
#include <string>
#include <string_view>

namespace articulator::simulators::eaglesoft {

inline constexpr std::string_view base_path = "";  // where the routes begin is the box's to tell

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup);
std::span<const world::Verb> own_verbs();
std::string guide(const PmsSetup& setup, std::string_view url, base::Instant now);

}  // namespace articulator::simulators::eaglesoft

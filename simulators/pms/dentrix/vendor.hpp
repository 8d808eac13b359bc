// Dentrix as one of the PMSs there are: see simulators/pms/vendor.hpp.
#pragma once

#include "simulators/pms/vendor.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace articulator::simulators::dentrix {

inline constexpr std::string_view base_path = "/ascend-gateway/api";

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup);
std::span<const world::Verb> own_verbs();
std::string guide(const PmsSetup& setup, std::string_view url, base::Instant now);

}  // namespace articulator::simulators::dentrix

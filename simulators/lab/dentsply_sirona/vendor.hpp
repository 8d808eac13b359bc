// Dentsply Sirona among the labs: simulators/lab/vendor.hpp.
#pragma once

#include "simulators/lab/vendor.hpp"

namespace articulator::simulators::dentsply_sirona {

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup);
std::span<const world::Verb> own_verbs();
std::string guide(const LabSetup& setup, std::string_view url, std::string_view order);

}  // namespace articulator::simulators::dentsply_sirona

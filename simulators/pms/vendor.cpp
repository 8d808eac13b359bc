#include "simulators/pms/vendor.hpp"

#include <articulator_vendors/pms_simulators.hpp>

namespace articulator::simulators {

std::span<const PmsVendor> pms_vendors() {
  return pms_simulators;
}

std::vector<std::string> pms_kinds() {
  std::vector<std::string> kinds;
  for (const PmsVendor& vendor : pms_simulators)
    kinds.emplace_back(vendor.kind);
  return kinds;
}

const PmsVendor* find_pms_vendor(std::string_view kind) {
  for (const PmsVendor& vendor : pms_simulators)
    if (vendor.kind == kind) return &vendor;
  return nullptr;
}

}  // namespace articulator::simulators

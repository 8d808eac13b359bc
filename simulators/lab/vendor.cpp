#include "simulators/lab/vendor.hpp"

#include <articulator_vendors/lab_simulators.hpp>

namespace articulator::simulators {

std::span<const LabVendor> lab_vendors() {
  return lab_simulators;
}

const LabVendor* find_lab_vendor(std::string_view kind) {
  for (const LabVendor& vendor : lab_simulators)
    if (vendor.kind == kind) return &vendor;
  return nullptr;
}

}  // namespace articulator::simulators

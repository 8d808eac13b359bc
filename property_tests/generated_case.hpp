// Generators of cases: plain, odd, incomplete and misspelt ones alike.
//
//   const auto json = *case_json();            // the data of a `pms.case.ready`, as text
//   const auto again = permuted(json, 7);  // the same data, members in another order
#pragma once

#include "engine/model/case_file.hpp"
#include "engine/model/lab_profile.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <rapidcheck.h>

namespace articulator::property_tests {

rc::Gen<std::string> prescription_json();
rc::Gen<std::string> case_json();

// The same JSON value with the members of every object in an order that `seed` says.
std::string permuted(std::string_view json, std::uint64_t seed);

model::Prescription prescription_of(std::string_view json);  // asserted: what the generators make can be read
model::CaseFile case_of(std::string_view json);

// A lab with a product for most of what the generators order.
const model::LabProfile& generated_lab();

}  // namespace articulator::property_tests

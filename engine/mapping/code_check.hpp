// MAP-02: a procedure code that says something else than the prescription is a finding, a warning.
//
// Which of the two is right is a person's to say, so nothing is changed (MAP-04). A code that is not known,
// or a prescription without kind or material, says nothing.
#pragma once

#include "engine/model/finding.hpp"
#include "engine/model/prescription.hpp"

#include <string_view>
#include <vector>

namespace articulator::mapping {

inline constexpr model::Rule code_rule = model::mapping_rule(2);
inline constexpr std::string_view code_check_name = "procedure code";  // as in `checks_passed` (VAL-30)

std::vector<model::Finding> check_code(const model::Prescription& rx);  // none or one

// The checks of this room, into what validation found: findings stay sorted by rule, the status follows.
void add_checks(const model::Prescription& rx, model::Validation& validation);

}  // namespace articulator::mapping

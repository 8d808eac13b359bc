// The turns of phrase that findings share.
#pragma once

#include "engine/validation/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::validation {

std::string lab_name(const Subject& subject);     // "Glidewell"
std::string teeth_named(const Subject& subject);  // "tooth 19", "teeth 3, 4 and 5", "the case"
std::string work_named(const Subject& subject);   // "zirconia crowns", as far as it is known
std::string materials_offered(
    const Subject& subject);  // "zirconia, lithium disilicate or pfm noble"; may be empty
std::string capitalised(std::string text);
std::string enumerated(const std::vector<std::string>& items, std::string_view last_joint);  // "a, b or c"
std::string tooth_field(const Subject& subject,
                        std::size_t index);  // "/prescription/tooth", "/prescription/teeth/2"

}  // namespace articulator::validation

// What a surface file says of itself in words, beside its numbers: the header of a binary STL, the name of an
// ASCII one, the comments of a PLY, the comments and names at the beginning of an OBJ.
#pragma once

#include "engine/validation/scan/look.hpp"

#include <string>
#include <string_view>

namespace articulator::validation::scan {

// At most the first 4 KB of the file are looked at. Empty: it says nothing.
std::string title_of(Format format, std::string_view bytes);

}  // namespace articulator::validation::scan

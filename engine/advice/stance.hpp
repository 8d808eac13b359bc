// How a mention is meant: of the work ordered or of something else in the mouth, said or denied, still so or
// taken back later.
//
//   "opposing 14 is PFM"     -> neither the tooth nor the material is of the work ordered
//   "not A2, use A3"         -> A2 is denied
//   "A2 -> A3", "A2. Actually A3"  -> A2 was taken back
#pragma once

#include "engine/advice/mention.hpp"

#include <cstddef>
#include <vector>

namespace articulator::advice {

bool about_something_else(const Reading& reading, const Mention& mention);
bool denied(const Reading& reading, const Mention& mention);

// Of mentions in the order of the note: which were replaced by a later one of the same field.
std::vector<bool> taken_back(const Reading& reading, const std::vector<Mention>& mentions);

}  // namespace articulator::advice

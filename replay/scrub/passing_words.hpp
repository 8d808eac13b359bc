// What may stay in a scrubbed text: which of its tokens say something of the work and nothing of who.
//
// Names cannot be listed, so what may stay is: the words of the clinical lexicons, and of lists of plain
// dental and English words and of the words of the trade's systems. Shades, teeth, CDT and finding codes, and
// numbers of one or two digits up to 89 stay, too.
#pragma once

#include "engine/model/tokens.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

// For each token whether it may stay. `names`: known names of people, in which the same words are no longer
// plain. `as_words`: of a word that systems use ("ORDER_RECEIVED"): capitals say nothing.
std::vector<bool> may_stay(std::string_view text, const std::vector<model::Token>& tokens,
                           const std::vector<std::string>& names, bool as_words);

}  // namespace articulator::replay

// How an event looks in the audit: its type in the log format's words, and what of its content matters to a
// decision. Ids, not names, and no free text, which may hold anything (AUD-04).
#pragma once

#include "engine/model/event.hpp"

#include <string>
#include <string_view>

namespace articulator::workflow {

std::string_view type_of(const model::Happening& happening);  // "lab.case.status"
std::string data_of(const model::Happening& happening);       // a JSON object, keys sorted

}  // namespace articulator::workflow

// The prescription as a form on one US Letter page, for a person to read, print and file (DSP-06).
//
//   auto pdf = draw_rx_form(order, profile);        // the bytes of a PDF
//
// By libharu, in memory. The same order always gives the same bytes: the only date in it is the order's own,
// streams are not compressed, fonts are the reader's Helvetica. Fields that were not given show a dash, long
// texts are set smaller and, where even that does not fit, end with a word on where to read on.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/lab_profile.hpp"

#include <string>

namespace articulator::connect::rx_form {

// Error: the library failed, with its number.
base::Expected<std::string> draw_rx_form(const model::Order& order, const model::LabProfile& lab);

}  // namespace articulator::connect::rx_form

// What patients read of a milestone, as a table of milestone and medium (NTF-01, NTF-04).
//
//   text(model::Stage::shipped, model::Medium::sms)  -> "Your dentist's office: your lab work is on its way
//   to us. ..."
//
// The texts are whole, without blanks to fill: what is not there cannot leak. An SMS names no tooth,
// material, diagnosis or person, since it shows on a locked screen; the other media keep to the same.
#pragma once

#include "engine/model/stage.hpp"

#include <string>

namespace articulator::outreach {

// A stage without a text of its own gives one that says only that there is news.
std::string text(model::Stage milestone, model::Medium medium);

// The work comes later than the appointment needs (NTF-05). It promises a call and no date.
std::string delay_text(model::Medium medium);

}  // namespace articulator::outreach

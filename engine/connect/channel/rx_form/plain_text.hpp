// Text for a form whose font knows the letters of Windows-1252 and no others.
//
//   PlainText text = plain_text("Łukasz Núñez");    // "Lukasz N\xfa\xf1ez", altered
//
// Letters that the font has stay. Other Latin, Greek and Cyrillic letters become the plain Latin ones that a
// reader expects; what has none becomes "?". The order beside the form has every text as it was given.
#pragma once

#include <string>
#include <string_view>

namespace articulator::connect::rx_form {

struct PlainText {
  std::string bytes;     // Windows-1252, without control characters
  bool altered = false;  // some letter is not the one given
};
PlainText plain_text(std::string_view utf8);

}  // namespace articulator::connect::rx_form

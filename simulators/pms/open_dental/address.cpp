// State and postal code as the vendor's pages apilaboratories and apipatients want them.
#include "simulators/pms/open_dental/resources.hpp"

namespace articulator::simulators::open_dental {
namespace {

// '9' a digit, 'A' a capital letter, anything else itself.
bool fits(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool holds = pattern[i] == '9'   ? c >= '0' && c <= '9'
                       : pattern[i] == 'A' ? c >= 'A' && c <= 'Z'
                                           : c == pattern[i];
    if (!holds) return false;
  }
  return true;
}

}  // namespace

std::optional<Refusal> check_address(const base::JsonValue& body) {
  if (given(body, "State")) {
    const auto state = body.find("State")->text();
    if (!state || !fits(*state, "AA")) return Refusal{400, "State must be two capital letters"};
  }
  if (given(body, "Zip")) {
    const auto zip = body.find("Zip")->text();
    if (!zip || !(fits(*zip, "99999") || fits(*zip, "99999-9999") || fits(*zip, "999999999") ||
                  fits(*zip, "A9A 9A9")))
      return Refusal{400, "Zip must be in format 12345, 12345-1234, 123456789 or A0A 0A0"};
  }
  return std::nullopt;
}

}  // namespace articulator::simulators::open_dental

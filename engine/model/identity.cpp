#include "engine/model/identity.hpp"

#include "engine/base/hash.hpp"
#include "engine/model/spelling.hpp"

namespace articulator::model {
namespace {

constexpr std::size_t print_digits = 16;

std::string print_of(std::string_view kind, std::string_view text) {
  if (text.empty()) return {};
  const std::string marked = std::string(kind) + ':' + std::string(text);
  return base::hex(base::sha256(marked)).substr(0, print_digits);
}

// Letters and digits, lower case; what is no ASCII stays as it is.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const char lower = lower_case(c);
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (!ascii || (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')) kept += lower;
  }
  return kept;
}

}  // namespace

std::string print_of_id(std::string_view id) {
  return print_of("id", plain(id));
}

std::string print_of_name(std::string_view family, std::string_view given) {
  const std::string first = plain(family);
  const std::string second = plain(given);
  return first.empty() && second.empty() ? std::string() : print_of("name", first + '^' + second);
}

std::string print_of_dicom_name(std::string_view name) {
  name = name.substr(0, name.find('='));  // the alphabetic form
  const std::size_t family_end = name.find('^');
  if (family_end == std::string_view::npos) return print_of_name(name, {});
  const std::string_view rest = name.substr(family_end + 1);
  return print_of_name(name.substr(0, family_end), rest.substr(0, rest.find('^')));
}

std::string print_of_birth_date(std::string_view date) {
  std::string digits;
  for (const char c : date)
    if (c >= '0' && c <= '9') digits += c;
  constexpr std::size_t whole_date = 8;
  const bool known = digits.size() == whole_date && digits != "00010101";  // Open Dental's "no date"
  return known ? print_of("born", digits) : std::string();
}

}  // namespace articulator::model

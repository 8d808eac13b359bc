// Prints of who a patient is: enough to see that two records mean different people, and not to read a name.
//
//   print_of_name("Doe", "Jane") == print_of_name("DOE", "jane")     // spelling is forgiven as for any word
//   print_of_birth_date("1980-04-17") == print_of_birth_date("19800417")
//
// A print is the beginning of a SHA-256. It keeps names out of what is stored and audited by accident
// (AUD-04); it is no protection against somebody who tries out all names.
#pragma once

#include <string>
#include <string_view>

namespace articulator::model {

// Each: empty where nothing is left to compare.
std::string print_of_id(std::string_view id);  // "PT-7", "7"
std::string print_of_name(std::string_view family, std::string_view given);
std::string print_of_dicom_name(std::string_view name);  // "Doe^Jane^M"
std::string print_of_birth_date(std::string_view date);  // its digits

}  // namespace articulator::model

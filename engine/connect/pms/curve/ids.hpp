// Curve's ids and ours: a prefix and seven digits there, the log format's here.
//
//   log_id("LC-", "lc_0000007")  ->  "LC-7"
//   wire_id("LC-", "LC-7")       ->  "lc_0000007"
//
// An id of any other shape stays as it is: an office may have its own names for chairs.
#pragma once

#include <string>
#include <string_view>

namespace articulator::connect::curve {

inline constexpr std::string_view lab_case_prefix = "LC-";
inline constexpr std::string_view patient_prefix = "PT-";
inline constexpr std::string_view provider_prefix = "D-";
inline constexpr std::string_view appointment_prefix = "A-";
inline constexpr std::string_view operatory_prefix = "OP";

std::string log_id(std::string_view log_prefix, std::string_view wire);
std::string wire_id(std::string_view log_prefix, std::string_view log);

}  // namespace articulator::connect::curve

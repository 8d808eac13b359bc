// Ids on Curve's wire: a prefix of two letters and at least seven digits, `lc_0000007` for the log's LC-7.
// What is numbered otherwise goes out as it stands.
#pragma once

#include <string>
#include <string_view>

namespace articulator::simulators::curve {

struct IdKind {
  std::string_view log;   // "LC-"
  std::string_view wire;  // "lc_"
};
inline constexpr IdKind case_ids{"LC-", "lc_"};
inline constexpr IdKind patient_ids{"PT-", "pt_"};
inline constexpr IdKind provider_ids{"D-", "pv_"};
inline constexpr IdKind appointment_ids{"A-", "ap_"};
inline constexpr IdKind operatory_ids{"OP", "op_"};
inline constexpr IdKind file_ids{"F-", "fi_"};
inline constexpr IdKind note_ids{"N-", "nt_"};
inline constexpr IdKind message_ids{"M-", "ms_"};

std::string to_wire(IdKind kind, std::string_view log);
std::string from_wire(IdKind kind, std::string_view wire);

}  // namespace articulator::simulators::curve

// Eaglesoft's plain numbers and the log format's ids: patient 7 is PT-7, lab case 7 is LC-7, provider 7 is
// D-7, appointment 7 is A-7. Ids of another form are nobody's here.
#pragma once

#include "engine/model/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::eaglesoft {

inline constexpr std::int64_t key_max = 999'999'999'999;

inline constexpr std::string_view case_prefix = "LC-";
inline constexpr std::string_view patient_prefix = "PT-";
inline constexpr std::string_view provider_prefix = "D-";
inline constexpr std::string_view appointment_prefix = "A-";

// The number after the prefix, as it is written there.
std::optional<std::string> key_of(std::string_view id, std::string_view prefix);
std::string id_of(std::int64_t key, std::string_view prefix);  // 0: empty, nobody

}  // namespace articulator::connect::eaglesoft

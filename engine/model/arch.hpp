// Upper or lower: the arch that a scan shows, as far as somebody wrote it down.
//
//   arch_named_in("LowerJawScan.stl")        -> lower
//   arch_named_in("19_prep_maxillary.ply")   -> upper
//   arch_named_in("prep_lower_res.stl")      -> nothing: the resolution is low, not the jaw
//   arch_named_in("upper and lower.stl")     -> nothing
//
// No reader can tell an upper jaw from a lower one by its surface alone, since a scanner may lay either on
// its back. What can be told is what the scanner's software or a person wrote: the file's name, and inside
// the file an STL's header, a PLY's comments, the names in an OBJ.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::model {

enum class Arch : std::uint8_t { upper, lower };
std::string_view word(Arch arch);
std::optional<Arch> arch_of(std::string_view word);  // "upper", whatever the case

constexpr Arch opposite(Arch arch) {
  return arch == Arch::upper ? Arch::lower : Arch::upper;
}

// Words end at what is no letter, and before a capital: "LowerJawScan". Empty: none is named, or both.
std::optional<Arch> arch_named_in(std::string_view text);

}  // namespace articulator::model

// Shades and the guides they belong to.
//
//   parse_shade("a 3.5")->text            -> "A3.5"
//   in_guide(*parse_shade("A3.5"), ShadeGuide::vita_classical) -> true
//
// Guides as in DECISIONS: VITA classical (16), VITA 3D-Master (29), bleach (BL1-BL4 and 0M1-0M3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::model {

enum class ShadeGuide : std::uint8_t { vita_classical, vita_3d_master, bleach };
std::string_view word(ShadeGuide guide);
std::optional<ShadeGuide> shade_guide_of(std::string_view word);

struct Shade {
  std::string text;         // canonical: "A3.5", "2R1.5", "BL2"
  std::uint8_t guides = 0;  // bit n: ShadeGuide n has it; at least one
  friend bool operator==(const Shade&, const Shade&) = default;
};

// Case and inner spaces are forgiven. Empty: in no guide known.
std::optional<Shade> parse_shade(std::string_view text);
bool in_guide(const Shade& shade, ShadeGuide guide);

}  // namespace articulator::model

// What a procedure code (CDT) says of the work: its kind, what it is made of, how it is held (MAP-02).
//
//   const CodeMeaning* meaning = meaning_of("D2740");     // crown, ceramic
//   suits(*meaning, Restoration::crown, Material::zirconia);
//
// The codes and ranges are those of REQUIREMENTS (MAP-02) and DOMAIN 4.4, with D9944-D9946 for night guards.
#pragma once

#include "engine/model/prescription.hpp"

#include <cstdint>
#include <string_view>

namespace articulator::mapping {

enum class MaterialClass : std::uint8_t { any, ceramic, porcelain_on_metal, cast_metal, resin, metal_frame };
std::string_view word(MaterialClass material);  // "ceramic", "porcelain on metal", ...
bool is_of(MaterialClass material_class, model::Material material);

struct CodeMeaning {
  std::uint16_t first = 0;  // the range, without the letter D
  std::uint16_t last = 0;
  model::Restoration kind = model::Restoration::crown;
  MaterialClass made_of = MaterialClass::any;
  std::string_view retention = {};  // "screw", "cement", or empty
};

// "D2740", "d2740"; null: no code, or one of which nothing is known.
const CodeMeaning* meaning_of(std::string_view code);

}  // namespace articulator::mapping

#include "engine/mapping/procedure_code.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace articulator::mapping {
namespace {

using model::Material;
using model::Restoration;
using enum MaterialClass;

// In order of code.
constexpr auto table = std::to_array<CodeMeaning>({
    {2510, 2530, Restoration::inlay, cast_metal},
    {2542, 2544, Restoration::onlay, cast_metal},
    {2610, 2630, Restoration::inlay, ceramic},
    {2642, 2644, Restoration::onlay, ceramic},
    {2650, 2652, Restoration::inlay, resin},
    {2662, 2664, Restoration::onlay, resin},
    {2740, 2740, Restoration::crown, ceramic},
    {2750, 2753, Restoration::crown, porcelain_on_metal},
    {2790, 2794, Restoration::crown, cast_metal},
    {2960, 2961, Restoration::veneer, resin},
    {2962, 2962, Restoration::veneer, ceramic},
    {5110, 5140, Restoration::denture, resin},
    {5211, 5212, Restoration::partial, resin},
    {5213, 5214, Restoration::partial, metal_frame},
    {5221, 5222, Restoration::partial, resin},
    {5223, 5224, Restoration::partial, metal_frame},
    {5225, 5228, Restoration::partial, resin},
    // Implant crowns: on an abutment, which holds them by cement; straight on the implant, by a screw.
    {6058, 6058, Restoration::implant_crown, ceramic, "cement"},
    {6059, 6061, Restoration::implant_crown, porcelain_on_metal, "cement"},
    {6062, 6064, Restoration::implant_crown, cast_metal, "cement"},
    {6065, 6065, Restoration::implant_crown, ceramic, "screw"},
    {6066, 6066, Restoration::implant_crown, porcelain_on_metal, "screw"},
    {6067, 6067, Restoration::implant_crown, cast_metal, "screw"},
    // Pontics.
    {6205, 6205, Restoration::bridge, resin},
    {6210, 6214, Restoration::bridge, cast_metal},
    {6240, 6243, Restoration::bridge, porcelain_on_metal},
    {6245, 6245, Restoration::bridge, ceramic},
    {6250, 6252, Restoration::bridge, any},
    // Retainers.
    {6710, 6710, Restoration::bridge, resin},
    {6720, 6722, Restoration::bridge, any},
    {6740, 6740, Restoration::bridge, ceramic},
    {6750, 6753, Restoration::bridge, porcelain_on_metal},
    {6780, 6782, Restoration::bridge, cast_metal},
    {6783, 6783, Restoration::bridge, ceramic},
    {6784, 6794, Restoration::bridge, cast_metal},
    {9944, 9946, Restoration::night_guard, any},
});

std::optional<int> number_of(std::string_view code) {
  constexpr std::size_t length = 5;
  if (code.size() != length || (code[0] != 'D' && code[0] != 'd')) return std::nullopt;
  int number = 0;
  for (const char c : code.substr(1)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string_view word(MaterialClass material) {
  switch (material) {
    case ceramic:
      return "ceramic";
    case porcelain_on_metal:
      return "porcelain on metal";
    case cast_metal:
      return "cast metal";
    case resin:
      return "resin";
    case metal_frame:
      return "a metal frame";
    case any:
      break;
  }
  return "any material";
}

bool is_of(MaterialClass material_class, Material material) {
  switch (material_class) {
    case ceramic:
      return material == Material::zirconia || material == Material::lithium_disilicate;
    case porcelain_on_metal:
      return material == Material::pfm_noble || material == Material::pfm_base;
    case cast_metal:
      return material == Material::full_cast_noble || material == Material::full_cast_base;
    case resin:
      return material == Material::composite || material == Material::pmma || material == Material::acrylic;
    case metal_frame:
      return material == Material::cobalt_chrome;
    case any:
      break;
  }
  return true;
}

const CodeMeaning* meaning_of(std::string_view code) {
  const std::optional<int> number = number_of(code);
  if (!number) return nullptr;
  const auto found = std::find_if(table.begin(), table.end(), [&](const CodeMeaning& row) {
    return *number >= row.first && *number <= row.last;
  });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace articulator::mapping

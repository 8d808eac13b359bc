// Why delivered work comes back, and what is done about each (DECISIONS, "Remake causes and routes").
//
//   route_of(RemakeCause::shade)   -> RemakeRoute::shade_correction
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::model {

enum class RemakeCause : std::uint8_t {
  fit,         // margin open, does not seat, loose, rocks
  contact,     // open or tight towards the neighbours
  occlusion,   // high, out of bite
  shade,       // too dark, light, grey, yellow, translucent
  design,      // contour, bulky, wrong shape
  fracture,    // chipped, cracked, debonded porcelain
  wrong_item,  // wrong tooth, material, patient
  transit,     // damaged or lost by the carrier
  unclear      // several alike, none, or not said surely enough
};
inline constexpr int remake_causes = 9;
std::string_view word(RemakeCause cause);
std::optional<RemakeCause> remake_cause_of(std::string_view word);

enum class RemakeRoute : std::uint8_t {
  new_impression,
  redesign,
  shade_correction,
  lab_credit,
  carrier_claim,
  person
};
std::string_view word(RemakeRoute route);
std::optional<RemakeRoute> remake_route_of(std::string_view word);

RemakeRoute route_of(RemakeCause cause);

}  // namespace articulator::model

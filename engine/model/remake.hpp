// Why delivered work comes back, and what is done about each (DECISIONS, "Remake causes and routes").
//
//   route_of(RemakeCause::shade)   -> RemakeRoute::shade_correction
#pragma once

#include "engine/base/json_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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

// A case made once more: what the lab is told of it, and the chart (RMK-03, RMK-04).
struct Remake {
  int round = 2;  // the first making is round 1
  RemakeCause cause = RemakeCause::unclear;
  RemakeRoute route = RemakeRoute::person;
  std::string first_key;       // the idempotency key of the first order
  std::string first_tracking;  // empty: the lab gave none
  bool warranty_claimed = false;
  friend bool operator==(const Remake&, const Remake&) = default;
};
// {"cause","first_order","first_tracking"?,"round","route","warranty_claimed"}
void write_remake(base::JsonWriter& out, const Remake& remake);

}  // namespace articulator::model

#include "engine/model/remake.hpp"

#include "engine/base/words.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<RemakeCause>, remake_causes> cause_words{{
    {RemakeCause::fit, "fit"},
    {RemakeCause::contact, "contact"},
    {RemakeCause::occlusion, "occlusion"},
    {RemakeCause::shade, "shade"},
    {RemakeCause::design, "design"},
    {RemakeCause::fracture, "fracture"},
    {RemakeCause::wrong_item, "wrong_item"},
    {RemakeCause::transit, "transit"},
    {RemakeCause::unclear, "unclear"},
}};

constexpr std::array<base::Word<RemakeRoute>, 6> route_words{{
    {RemakeRoute::new_impression, "new_impression"},
    {RemakeRoute::redesign, "redesign"},
    {RemakeRoute::shade_correction, "shade_correction"},
    {RemakeRoute::lab_credit, "lab_credit"},
    {RemakeRoute::carrier_claim, "carrier_claim"},
    {RemakeRoute::person, "person"},
}};

// By RemakeCause.
constexpr std::array<RemakeRoute, remake_causes> routes{
    RemakeRoute::new_impression,   RemakeRoute::redesign,      RemakeRoute::redesign,
    RemakeRoute::shade_correction, RemakeRoute::redesign,      RemakeRoute::lab_credit,
    RemakeRoute::lab_credit,       RemakeRoute::carrier_claim, RemakeRoute::person};

}  // namespace

std::string_view word(RemakeCause cause) {
  return base::word_of(cause_words, cause);
}
std::optional<RemakeCause> remake_cause_of(std::string_view text) {
  return base::value_of(cause_words, text);
}
std::string_view word(RemakeRoute route) {
  return base::word_of(route_words, route);
}
std::optional<RemakeRoute> remake_route_of(std::string_view text) {
  return base::value_of(route_words, text);
}

RemakeRoute route_of(RemakeCause cause) {
  return routes[static_cast<std::size_t>(cause)];
}

void write_remake(base::JsonWriter& out, const Remake& remake) {
  out.begin_object().member("cause", word(remake.cause));
  out.member("first_order", remake.first_key);
  if (!remake.first_tracking.empty()) out.member("first_tracking", remake.first_tracking);
  out.member("round", remake.round);
  out.member("route", word(remake.route));
  out.member("warranty_claimed", remake.warranty_claimed).end_object();
}

}  // namespace articulator::model

// The lexicon of complaints: what clinicians' words are about, and which words together speak of which cause.
// Two tables: to teach the classifier a word, add a row to the first; a new way to say a cause is a row of
// the second.
//
//   {"margin", Sense::margin}, {"gap", Sense::gap}        {Sense::margin, Sense::gap, fit, 90}
#pragma once

#include "engine/model/remake.hpp"
#include "engine/model/tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace articulator::quality {

enum class Sense : std::uint8_t {
  // what is spoken of
  margin,
  seat,
  fit,
  contact,
  floss,
  bite,
  shade,
  value,
  form,
  porcelain,
  carrier,
  parcel,
  tooth,
  material,
  patient,
  item,
  shade_code,    // A3.5
  tooth_number,  // #19
  // what is said of it
  open,
  closed,
  tight,
  inside,
  loose,
  rocking,
  heavy,
  light,
  high,
  low,
  hits,
  shorter,
  longer,
  big,
  gap,
  ledge,
  trap,  // of food, or room for it: speaks of a contact by itself
  hue,
  form_fault,
  broken,
  damaged,
  lost,
  empty,
  wrong,
  other,
  match,
  missing,
  problem,
  dislike,
  grind,
  add,
  ordered,
  got,
  instead,
  number_not_number,  // "18 not 19"
  // how it is meant
  fine,
  deny,
  cannot,
  enough,
  until,
  boundary,  // what comes after is another matter: "but"
  plain      // says nothing, though its words might: "as well"
};

struct Hit {
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
  Sense sense = Sense::boundary;
};

// Longest words first, a word of several senses once for each; one slip of the pen is forgiven in long words.
std::vector<Hit> hits_in(const std::vector<model::Token>& tokens);

// A topic may share what is said of it with another: "margins and contacts open".
bool is_topic(Sense sense);

// Words that speak of a cause, alone or two together in one clause in this order or either.
struct Sign {
  Sense first;
  std::optional<Sense> second;
  std::optional<model::RemakeCause> cause;  // none: these words say that nothing is wrong there
  int weight = 0;                           // per cent: how surely
  bool in_order = false;
  bool far = false;  // over commas and more tokens: "an A1, the Rx said A2"
};
std::span<const Sign> signs();

// The tokens that may stand between the two words of a sign.
inline constexpr std::size_t between_max = 6;
inline constexpr std::size_t between_far_max = 12;

}  // namespace articulator::quality

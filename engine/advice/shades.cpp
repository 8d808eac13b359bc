#include "engine/advice/mention.hpp"
#include "engine/model/shade.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace articulator::advice {
namespace {

using model::NoteField;

constexpr std::array<std::string_view, 14> zones{"incisal", "incis",    "cervical", "cerv", "gingival",
                                                 "ging",    "neck",     "tip",      "tips", "edge",
                                                 "edges",   "occlusal", "staining", "stain"};
constexpr std::array<std::string_view, 7> stumps{"stump",  "prep",      "die", "core",
                                                 "dentin", "substrate", "stmp"};
constexpr int stump_reach = 3;  // tokens between "stump" and its shade

template <typename Words>
bool among(const Words& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

struct Spelt {
  std::string value;
  std::size_t end = 0;
  bool natural_die = false;
};

std::optional<Spelt> shade_at(const Reading& reading, std::size_t at) {
  const std::string& text = reading.text(at);
  if (text.empty()) return std::nullopt;
  // IPS Natural Die guide: ND1 to ND9.
  if (text.size() == 3 && text.starts_with("nd") && text[2] >= '1' && text[2] <= '9')
    return Spelt{"ND" + text.substr(2), at + 1, true};
  // "b4" is how a hurried hand writes "before".
  const bool named = at > 0 && (reading.is(at - 1, "shade") || reading.is(at - 1, "use"));
  if (text == "b4" && !named && reading.text(at + 1).size() > 2 && !reading.is(at + 1, "crown") &&
      !reading.is(at + 1, "chamf") && !reading.is(at + 1, "chamfer"))
    return std::nullopt;
  // "OM1" for 0M1.
  const std::string spelt = text.starts_with("om") && text.size() == 3 ? "0" + text.substr(1) : text;
  if (spelt.size() > 1)
    if (const auto shade = model::parse_shade(spelt)) return Spelt{shade->text, at + 1};
  // "A 3.5", "BL 2"
  if (text.size() <= 2 && named && !reading.text(at + 1).empty())
    if (const auto shade = model::parse_shade(text + reading.text(at + 1))) return Spelt{shade->text, at + 2};
  if (text == "bl" || text == "bleach")
    if (const auto shade = model::parse_shade("BL" + reading.text(at + 1))) return Spelt{shade->text, at + 2};
  return std::nullopt;
}

// Of the prep: "stump A4", "stump shade: ND2", "A4 stump".
bool of_stump(const Reading& reading, std::size_t begin, std::size_t end) {
  for (std::size_t back = 1; back <= stump_reach && back <= begin; ++back) {
    const std::string& text = reading.text(begin - back);
    if (among(stumps, text)) return true;
    if (text != "shade" && text != ":" && text != "=" && text != "is" && text != "color" && text != "-")
      break;
  }
  // Not where the stump's own shade follows: "A2, stump A3", "A2 stump ND3".
  const bool follows = among(stumps, reading.text(end));
  if (!follows) return false;
  for (std::size_t on = 1; on <= stump_reach; ++on)
    if (shade_at(reading, end + on)) return false;
  return true;
}

bool of_zone(const Reading& reading, std::size_t begin, std::size_t end) {
  if (among(zones, reading.text(end))) return true;
  return begin > 0 && among(zones, reading.text(begin - 1)) && !among(zones, reading.text(end)) &&
         // "A3 cervical, A2 body": the zone before belongs to the shade before it
         !(begin > 1 && shade_at(reading, begin - 2));
}

// "A2 or A3", "A2/A3", "A2-A3": the writer has not decided.
bool undecided_after(const Reading& reading, std::size_t end) {
  const std::string& joint = reading.text(end);
  return (joint == "or" || joint == "/" || joint == "-") && shade_at(reading, end + 1).has_value();
}
bool undecided_before(const Reading& reading, std::size_t begin) {
  if (begin < 2) return false;
  const std::string& joint = reading.text(begin - 1);
  return (joint == "or" || joint == "/" || joint == "-") && shade_at(reading, begin - 2).has_value();
}

}  // namespace

std::vector<Mention> shades_in(const Reading& reading) {
  std::vector<Mention> found;
  for (std::size_t at = 0; at < reading.tokens.size();) {
    const auto shade = shade_at(reading, at);
    if (!shade) {
      ++at;
      continue;
    }
    const bool stump = shade->natural_die || of_stump(reading, at, shade->end);
    const bool undecided = undecided_before(reading, at) || undecided_after(reading, shade->end);
    if (stump || !of_zone(reading, at, shade->end))
      found.push_back({stump ? NoteField::stump_shade : NoteField::shade, shade->value, at, shade->end,
                       undecided ? 500 : 950});
    at = shade->end;
  }
  return found;
}

}  // namespace articulator::advice

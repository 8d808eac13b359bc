#include "engine/advice/mention.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace articulator::advice {
namespace {

using model::NoteField;

// Straumann NC RC RN WN NNC, Nobel NP RP WP 6.0.
constexpr std::array<std::string_view, 9> platforms{"rc", "nc", "rn", "wn", "nnc", "np", "rp", "wp", "wb"};

bool speaks_of_implant(const Reading& reading) {
  const bool by_phrase = std::any_of(reading.hits.begin(), reading.hits.end(), [](const Hit& hit) {
    return hit.phrase->field == NoteField::implant_system || hit.phrase->value == "implant_crown";
  });
  return by_phrase || std::any_of(reading.tokens.begin(), reading.tokens.end(), [](const Token& token) {
           return token.text == "implant" || token.text == "impl" || token.text == "platform" ||
                  token.text == "fixture";
         });
}

// "4.3", "4.1mm"
std::string diameter_of(std::string_view text) {
  if (text.ends_with("mm")) text.remove_suffix(2);
  const bool is_diameter = text.size() == 3 && text[1] == '.' && text[0] >= '3' && text[0] <= '6' &&
                           text[2] >= '0' && text[2] <= '9';
  return is_diameter ? std::string(text) : std::string();
}

bool announced(const Reading& reading, std::size_t at) {
  if (at > 0 && (reading.is(at - 1, "platform") || reading.is(at - 1, "plat"))) return true;
  for (std::size_t on = 1; on <= 2; ++on)
    if (reading.is(at + on, "platform") || reading.is(at + on, "plat")) return true;
  return std::any_of(reading.hits.begin(), reading.hits.end(), [at](const Hit& hit) {
    return hit.phrase->field == NoteField::implant_system && hit.end <= at && at <= hit.end + 1;
  });
}

}  // namespace

std::vector<Mention> platforms_in(const Reading& reading) {
  std::vector<Mention> found;
  if (!speaks_of_implant(reading)) return found;
  for (std::size_t at = 0; at < reading.tokens.size(); ++at) {
    const std::string& text = reading.tokens[at].text;
    if (std::find(platforms.begin(), platforms.end(), text) != platforms.end()) {
      std::string value = text;
      std::transform(value.begin(), value.end(), value.begin(), model::upper_case);
      found.push_back({NoteField::platform, std::move(value), at, at + 1, 930});
    } else if (const std::string diameter = diameter_of(text); !diameter.empty() && announced(reading, at)) {
      found.push_back({NoteField::platform, diameter, at, at + 1, 920});
    }
  }
  return found;
}

}  // namespace articulator::advice

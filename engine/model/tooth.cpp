#include "engine/model/tooth.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/words.hpp"
#include "engine/model/spelling.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Position>, 2> position_words{
    {{Position::anterior, "anterior"}, {Position::posterior, "posterior"}}};

// FDI counts from the midline, Universal around the mouth: quadrants 1 and 3 (5 and 7) run backwards.
// Quadrant q has `size` teeth and the FDI digit `digit`.
constexpr int permanent_per_quadrant = 8;
constexpr int primary_per_quadrant = 5;

struct Place {
  int quadrant;  // 0-3: upper right, upper left, lower left, lower right
  int distance;  // 1: next to the midline
};

Place place_of(int around, int per_quadrant) {
  const int quadrant = around / per_quadrant;
  const int along = around % per_quadrant;
  return {quadrant, quadrant % 2 == 0 ? per_quadrant - along : along + 1};
}

int around_of(Place place, int per_quadrant) {
  const int along = place.quadrant % 2 == 0 ? per_quadrant - place.distance : place.distance - 1;
  return place.quadrant * per_quadrant + along;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view without_hash(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '#') text = trimmed(text.substr(1));
  return text;
}

}  // namespace

std::string_view word(Position position) {
  return base::word_of(position_words, position);
}
std::optional<Position> position_of(std::string_view text) {
  return spelt_value_of(position_words, text);
}

std::optional<ToothNumber> ToothNumber::from_universal(std::string_view text) {
  text = without_hash(text);
  if (text.size() == 1 && upper_case(text[0]) >= 'A' && upper_case(text[0]) <= 'T')
    return ToothNumber(static_cast<std::uint8_t>(33 + (upper_case(text[0]) - 'A')));
  if (text.empty() || text.size() > 2) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (!digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (number < 1 || number > 32) return std::nullopt;
  return ToothNumber(static_cast<std::uint8_t>(number));
}

std::optional<ToothNumber> ToothNumber::from_fdi(std::string_view text) {
  text = without_hash(text);
  if (text.size() != 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
  const int fdi_quadrant = text[0] - '0';
  const int distance = text[1] - '0';
  const bool primary = fdi_quadrant > 4;
  const int per_quadrant = primary ? primary_per_quadrant : permanent_per_quadrant;
  if (fdi_quadrant < 1 || fdi_quadrant > 8 || distance < 1 || distance > per_quadrant) return std::nullopt;
  const int around = around_of({fdi_quadrant - (primary ? 5 : 1), distance}, per_quadrant);
  return ToothNumber(static_cast<std::uint8_t>((primary ? 33 : 1) + around));
}

ToothNumber ToothNumber::at(int index) {
  ART_ASSERT(index >= 1 && index <= 52);
  return ToothNumber(static_cast<std::uint8_t>(index));
}

std::string ToothNumber::universal() const {
  if (primary()) return {static_cast<char>('A' + index_ - 33)};
  return std::to_string(index_);
}

std::string ToothNumber::fdi() const {
  const Place place =
      primary() ? place_of(index_ - 33, primary_per_quadrant) : place_of(index_ - 1, permanent_per_quadrant);
  return {static_cast<char>('0' + place.quadrant + (primary() ? 5 : 1)),
          static_cast<char>('0' + place.distance)};
}

Position ToothNumber::position() const {
  const auto within = [this](int first, int last) { return index_ >= first && index_ <= last; };
  const bool anterior = within(6, 11) || within(22, 27) ||  // 6-11, 22-27
                        within(35, 40) || within(45, 50);   // C-H, M-R
  return anterior ? Position::anterior : Position::posterior;
}

bool ToothNumber::upper() const {
  return primary() ? index_ <= 42 : index_ <= 16;
}

}  // namespace articulator::model

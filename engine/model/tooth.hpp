// Tooth numbers: Universal 1-32 and A-T, and their FDI (ISO 3950) names.
//
//   ToothNumber t = *ToothNumber::from_universal("#19");
//   t.fdi()      -> "36"
//   t.position() -> Position::posterior
//
// Source: DOMAIN 4.2 (HL7 dental-data-exchange crosswalk). 11-18, 21-28, 31 and 32 are valid in both systems,
// so a text is never read as "either": the caller says which.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::model {

// DECISIONS: Universal 6-11 and 22-27 (primary C-H, M-R) are anterior.
enum class Position : std::uint8_t { anterior, posterior };
std::string_view word(Position position);
std::optional<Position> position_of(std::string_view word);

class ToothNumber {
 public:
  // "19", "#19", " a ": a leading '#', spaces and case are forgiven. Empty: not a Universal tooth.
  static std::optional<ToothNumber> from_universal(std::string_view text);
  static std::optional<ToothNumber> from_fdi(std::string_view text);

  [[nodiscard]] std::string universal() const;  // "19", "A"
  [[nodiscard]] std::string fdi() const;        // "36", "55"
  [[nodiscard]] bool primary() const { return index_ > 32; }
  [[nodiscard]] Position position() const;
  [[nodiscard]] bool upper() const;  // maxillary
  static ToothNumber at(int index);  // of one that `index` gave
  // 1-32 for permanent teeth, 33-52 for A-T: an order and a dense index.
  [[nodiscard]] int index() const { return index_; }

  friend auto operator<=>(ToothNumber, ToothNumber) = default;

 private:
  explicit ToothNumber(std::uint8_t index) : index_(index) {}
  std::uint8_t index_;
};

}  // namespace articulator::model

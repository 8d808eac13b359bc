// Beginnings: for texts of which a few recur or most begin alike, as ids of one practice do: "P-0005-LC00095"
// is a number for "P-0005-LC", and "00095".
//
//   const Beginnings::Split split = beginnings.learn("P-0005-LC00095");    // {1, "00095"}
//   beginnings.split("P-0005-LC00096")                                     // {1, "00096"}
//   beginnings.whole(split)                                                // "P-0005-LC00095"
//
// A text begins with all but the digits at its end. The first beginnings that come are known by number, the
// rest are not, and their texts are kept whole; a text is split in the same way whenever it is split.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::base {

class Beginnings {
 public:
  static constexpr std::size_t known_max = 15;
  static constexpr std::size_t bytes_max = 100;  // of one

  struct Split {
    std::uint8_t beginning = 0;  // from 1; 0: none, `rest` is all
    std::string_view rest;       // of the text that was split
    friend bool operator==(const Split&, const Split&) = default;
  };
  // Of a text that was never learned: as if it were, or as if it began like none that was.
  [[nodiscard]] Split split(std::string_view text) const;
  Split learn(std::string_view text);
  [[nodiscard]] std::string whole(const Split& split) const;

 private:
  std::vector<std::string> known_;
};

}  // namespace articulator::base

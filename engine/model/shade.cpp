#include "engine/model/shade.hpp"

#include "engine/base/words.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<ShadeGuide>, 3> guide_words{{{ShadeGuide::vita_classical, "vita_classical"},
                                                             {ShadeGuide::vita_3d_master, "vita_3d_master"},
                                                             {ShadeGuide::bleach, "bleach"}}};

// The tabs of each guide, as DECISIONS lists them (DOMAIN 4.3).
constexpr std::array<std::string_view, 16> vita_classical_tabs{
    "A1", "A2", "A3", "A3.5", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4", "D2", "D3", "D4"};
constexpr std::array<std::string_view, 29> vita_3d_master_tabs{
    "0M1",   "0M2",   "0M3",   "1M1",   "1M2",   "2L1.5", "2L2.5", "2M1",   "2M2",   "2M3",
    "2R1.5", "2R2.5", "3L1.5", "3L2.5", "3M1",   "3M2",   "3M3",   "3R1.5", "3R2.5", "4L1.5",
    "4L2.5", "4M1",   "4M2",   "4M3",   "4R1.5", "4R2.5", "5M1",   "5M2",   "5M3"};
constexpr std::array<std::string_view, 7> bleach_tabs{"BL1", "BL2", "BL3", "BL4", "0M1", "0M2", "0M3"};

constexpr unsigned bit(ShadeGuide guide) {
  return 1U << static_cast<unsigned>(guide);
}

template <std::size_t N>
unsigned bit_if_in(const std::array<std::string_view, N>& tabs, ShadeGuide guide, std::string_view text) {
  return std::find(tabs.begin(), tabs.end(), text) != tabs.end() ? bit(guide) : 0U;
}

}  // namespace

std::string_view word(ShadeGuide guide) {
  return base::word_of(guide_words, guide);
}
std::optional<ShadeGuide> shade_guide_of(std::string_view text) {
  return spelt_value_of(guide_words, text);
}

std::optional<Shade> parse_shade(std::string_view text) {
  constexpr std::size_t longest = 5;  // "2R1.5"
  std::string tab;
  for (const char c : text) {
    if (c == ' ' || c == '\t') continue;
    if (tab.size() == longest) return std::nullopt;
    tab += upper_case(c);
  }
  const unsigned guides = bit_if_in(vita_classical_tabs, ShadeGuide::vita_classical, tab) |
                          bit_if_in(vita_3d_master_tabs, ShadeGuide::vita_3d_master, tab) |
                          bit_if_in(bleach_tabs, ShadeGuide::bleach, tab);
  if (guides == 0) return std::nullopt;
  return Shade{std::move(tab), static_cast<std::uint8_t>(guides)};
}

bool in_guide(const Shade& shade, ShadeGuide guide) {
  return (shade.guides & bit(guide)) != 0;
}

}  // namespace articulator::model

// What may go otherwise than planned on a production line, and how often: drawn for each order from (seed,
// purpose, number), so that it does not depend on what else happened. Nothing does unless a world asks.
//
//   Chances chances = published_chances();   // as a dental lab's days go, by published figures
//   chances.orders_a_day_max = 40;
//
// Where the published figures come from is DOMAIN 4.7 and 4.8; [D] is a lab's or study's own figure, [I] is
// inferred from it.
#pragma once

#include "simulators/lab/workshop/line.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace articulator::simulators::workshop {

struct Chances {
  std::uint32_t late_per_mille = 0;      // of orders: ship some working days after `ship_by`
  std::uint32_t question_per_mille = 0;  // of orders: the lab asks a question when design begins
  std::uint32_t reject_per_mille = 0;    // of orders: refused at intake for an unreadable scan
  std::uint32_t flaw_per_mille = 0;      // of units: what was made does not fit, and is told as a fact
  std::uint32_t orders_a_day_max = 0;  // more than these count as received the working day after; 0: no limit
};

// questions: margins of 8 % of impressions are fair, rejects: of 1 % poor [D: 3,300 crowns, PMC7147961 T3];
// flaws: 3.8 % of single crowns are made again [D: 3,750 crowns, PMC7005880]; late: a tenth [I: no figure is
// public; labs quote ranges, 6 to 9 days, whose upper end is what takes longer].
[[nodiscard]] Chances published_chances();

// What is wrong with flawed work. The order of the first three is published (proximal misfit, margins,
// esthetics) [D: PMC7005880], the weights are not [I].
struct FlawCause {
  std::string_view word;  // "contact"
  std::uint32_t weight;
};
inline constexpr std::array<FlawCause, 5> flaw_causes{
    {{"contact", 35}, {"fit", 25}, {"shade", 20}, {"occlusion", 12}, {"design", 8}}};

// How many working days an order ships after its promise; 0: in time. Up to half of the turnaround, as the
// quoted ranges are wide (6 to 9 days, 5 to 7), and at least one [I].
[[nodiscard]] int drawn_delay(const Chances& chances, const Product& product, std::uint64_t seed,
                              std::string_view tracking);
[[nodiscard]] bool drawn_question(const Chances& chances, std::uint64_t seed, std::string_view tracking);
[[nodiscard]] bool drawn_rejection(const Chances& chances, std::uint64_t seed, std::string_view name);
// Empty: it fits.
[[nodiscard]] std::string_view drawn_flaw(const Chances& chances, std::uint64_t seed,
                                          std::string_view tracking, std::int32_t units);

}  // namespace articulator::simulators::workshop

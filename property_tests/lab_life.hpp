// LabLife: a year of one practice's lab cases as the lab lives it: when each was ordered, what the lab said
// and when, and when the work really came. No wires; events as a practice hears them.
//
//   const LabLife life = lab_life({.seed = 7, .manner = Manner::heavy_tails, .cases = 250});
//
// The figures are DOMAIN 4.7's: in-lab working days by kind of work, transit of 1 to 3 days, two weeks from
// impression to seat visit, a due date of one or two days before it (DOMAIN 1.4). The lab profile says what
// the lab publishes; what the lab does is drawn around it in one of several manners, which no profile says.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace articulator::property_tests {

enum class Manner : std::uint8_t {
  published,    // most work takes what is published, the rest within the published ranges
  heavy_tails,  // one case in eight takes half as long again to three times as long
  optimistic,   // the profile says the quickest of the published figures, the lab takes the slowest
  silent,       // as heavy_tails, and the lab never corrects what it promised
};
inline constexpr std::array<Manner, 4> manners{Manner::published, Manner::heavy_tails, Manner::optimistic,
                                               Manner::silent};
std::string_view word(Manner manner);

struct LabLifeSetup {
  std::uint64_t seed = 1;
  Manner manner = Manner::published;
  int cases = 250;  // spread evenly over a year of working days
};

struct LifeCase {
  model::CaseId id;
  base::Instant visit;
  base::Instant due;  // 17:00 of the due date: the day is over for the front desk
  base::Instant received;
  struct Promise {
    base::Instant said_at;
    base::Instant delivery;
  };
  std::vector<Promise> promises;  // in the order said
};

struct LabLife {
  base::TimeZone zone;               // the practice's
  std::vector<model::Event> events;  // by instant; the policy's predictor is "learned"
  std::vector<LifeCase> cases;       // by id
};

LabLife lab_life(const LabLifeSetup& setup);

}  // namespace articulator::property_tests

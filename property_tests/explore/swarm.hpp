// Swarm: which features a generated world has. Each world switches a random subset on (Groce et al., "Swarm
// Testing", 2012): a world that has everything hardly ever has just the two things that do not go together.
//
//   const Swarm swarm(dice);
//   if (swarm.has(Feature::cancellations)) ...
#pragma once

#include "engine/base/random.hpp"
#include "engine/base/words.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

namespace articulator::explore {

// Draws of one world: by purpose and number, so that one draw more changes no other.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t world) : seed_(base::draw(seed, "explored world", world)) {}

  [[nodiscard]] std::uint32_t below(std::string_view purpose, std::uint64_t id, std::uint32_t bound) const {
    return base::draw_below(base::draw(seed_, purpose, id), bound);
  }
  [[nodiscard]] bool chance(std::string_view purpose, std::uint64_t id, std::uint32_t per_mille) const {
    return base::draw_chance(base::draw(seed_, purpose, id), per_mille);
  }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 private:
  std::uint64_t seed_;
};

enum class Feature : std::uint8_t {
  practices,        // more than one
  cases,            // more than one
  odd_cases,        // what a check finds fault with
  amendments,       // changes after the case was sent
  cancellations,    // in the PMS
  deletions,        // of the row
  opt_outs,         // patients who want no messages
  consent_changes,  // and those who do again
  late_people,      // decide hours or days late
  idle_people,      // never decide
  odd_people,       // reject, correct, or are not the ones to decide
  moved_visits,     // and those called off
  questions,        // of the lab, and holds
  rejections,       // by the lab
  delays,           // of the lab
  lab_words,        // statuses out of turn, by script
  closings,         // received and seated
  complaints,       // so remakes
  bills,            // right and wrong
  policy_changes,   // live
  policies,         // phases, approvals, messages other than usual
  channels,         // drop folder and mail
  models,           // that read notes
  zones,            // other than Chicago's
  dates,            // daylight saving both ways, leap day, year end, Thanksgiving
  production,       // the lab's own line
  fault_bursts,     // seeded faults in all messages for a while
  fault_windows,    // scripted ones
  outages,          // of a system
  crashes,          // of the engine and of others
  clocks,           // that are wrong
  long_life         // days in place of hours
};
inline constexpr std::array<base::Word<Feature>, 32> feature_words{
    {{Feature::practices, "practices"},
     {Feature::cases, "cases"},
     {Feature::odd_cases, "odd cases"},
     {Feature::amendments, "amendments"},
     {Feature::cancellations, "cancellations"},
     {Feature::deletions, "deletions"},
     {Feature::opt_outs, "opt-outs"},
     {Feature::consent_changes, "consent changes"},
     {Feature::late_people, "late people"},
     {Feature::idle_people, "idle people"},
     {Feature::odd_people, "odd people"},
     {Feature::moved_visits, "moved visits"},
     {Feature::questions, "questions"},
     {Feature::rejections, "rejections"},
     {Feature::delays, "delays"},
     {Feature::lab_words, "lab words"},
     {Feature::closings, "closings"},
     {Feature::complaints, "complaints"},
     {Feature::bills, "bills"},
     {Feature::policy_changes, "policy changes"},
     {Feature::policies, "policies"},
     {Feature::channels, "channels"},
     {Feature::models, "models"},
     {Feature::zones, "zones"},
     {Feature::dates, "dates"},
     {Feature::production, "production"},
     {Feature::fault_bursts, "fault bursts"},
     {Feature::fault_windows, "fault windows"},
     {Feature::outages, "outages"},
     {Feature::crashes, "crashes"},
     {Feature::clocks, "clocks"},
     {Feature::long_life, "long life"}}};

class Swarm {
 public:
  explicit Swarm(const Dice& dice) {
    for (const auto& feature : feature_words) {
      const auto index = static_cast<std::size_t>(feature.value);
      on_[index] = dice.chance("feature", index, chance_of(feature.value));
    }
  }
  [[nodiscard]] bool has(Feature feature) const { return on_[static_cast<std::size_t>(feature)]; }

 private:
  // Long worlds cost as much as a hundred short ones.
  static constexpr std::uint32_t chance_of(Feature feature) {
    switch (feature) {
      case Feature::long_life:
        return 6;
      case Feature::practices:
        return 120;
      case Feature::late_people:
      case Feature::channels:
      case Feature::crashes:
        return 150;
      case Feature::cases:
      case Feature::fault_windows:
        return 500;
      default:
        return 280;
    }
  }

  std::bitset<feature_words.size()> on_;
};

}  // namespace articulator::explore

#include "property_tests/explore/world_generator.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/calendar.hpp"
#include "property_tests/explore/case_life.hpp"
#include "property_tests/explore/swarm.hpp"
#include "property_tests/explore/trouble.hpp"
#include "property_tests/explore/world_writer.hpp"
#include "scenarios/runner/scenario_loader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::explore {
namespace {

constexpr std::array<std::string_view, 8> zones{
    "America/Chicago",     "America/New_York",  "America/Denver",   "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"};

// An ordinary Monday; Fridays before the clocks go forward and back; a leap day's week; the turn of a year;
// the day before Thanksgiving; and Sundays in between.
constexpr std::array<std::string_view, 9> dates{"2024-10-21", "2025-03-07", "2025-03-09",
                                                "2024-11-01", "2024-11-03", "2024-02-28",
                                                "2024-12-31", "2024-11-27", "2025-06-15"};

constexpr int minutes_a_day = 24 * 60;

// Ways besides the API have one lab only, and its profile.
constexpr std::string_view lab_of_ways = "glidewell";

template <std::size_t N>
std::string picked(const std::array<std::string_view, N>& from, std::uint32_t index) {
  return std::string(from.at(index));
}

// How many minutes something goes on in a world: hours for most, days for a few.
int active_minutes(const Dice& dice, const Swarm& swarm) {
  if (swarm.has(Feature::long_life)) return (2 + static_cast<int>(dice.below("days", 0, 7))) * minutes_a_day;
  if (swarm.has(Feature::late_people)) return (4 + static_cast<int>(dice.below("late hours", 0, 9))) * 60;
  return 45 + static_cast<int>(dice.below("minutes", 0, 90));
}

std::string policies(const Dice& dice, const Swarm& swarm) {
  // What most worlds have: a person approves, or nobody need.
  std::string world = dice.chance("auto", 0, 400) ? R"("phase": "auto")" : R"("phase": "assist")";
  if (!swarm.has(Feature::policies)) return world;
  if (dice.chance("monitor", 0, 150)) world = R"("phase": "monitor")";
  if (dice.chance("days left", 0, 250))
    world += fmt::format(R"(, "approval_days_left": {})", 1 + dice.below("how many days left", 0, 3));
  if (dice.chance("clean", 0, 200)) world += R"(, "min_clean_cases": 1)";
  if (dice.chance("final", 0, 300)) world += R"(, "final_approval": ["assist", "auto"])";
  if (dice.chance("review hours", 0, 400)) world += R"(, "review_hours": 2)";
  if (dice.chance("notify", 0, 500))
    world +=
        R"(, "notify": ["received", "in_fabrication", "quality_check", "shipped", "delivered", "delayed"])";
  if (dice.chance("learned", 0, 300)) world += R"(, "predictor": "learned")";
  if (dice.chance("holds", 0, 300)) world += R"(, "hold_hours": 4)";
  if (dice.chance("unseen", 0, 300)) world += R"(, "message_unseen": true)";
  if (dice.chance("codes", 0, 300)) world += R"(, "check_codes": true)";
  if (dice.chance("fdi", 0, 200)) world += R"(, "tooth_numbering": "fdi")";
  if (dice.chance("veneers", 0, 200)) world += R"(, "phases": { "veneer": "assist", "bridge": "monitor" })";
  return world;
}

struct Start {
  std::string zone = "America/Chicago";
  base::Date date;
  int hour = 9;
};

Start start_of(const Dice& dice, const Swarm& swarm) {
  Start start;
  if (swarm.has(Feature::zones)) start.zone = picked(zones, dice.below("zone", 0, zones.size()));
  const std::uint32_t date = swarm.has(Feature::dates) ? dice.below("date", 0, dates.size()) : 0;
  start.date = base::parse_date(dates.at(date)).value();
  // Nights too: what is said at night must wait.
  start.hour = static_cast<int>(dice.chance("any hour", 0, 400) ? dice.below("hour", 0, 24)
                                                                : 8 + dice.below("office hour", 0, 8));
  return start;
}

std::string more_practices(const Dice& dice, const std::vector<std::string>& practices) {
  std::string list;
  for (std::size_t i = 1; i < practices.size(); ++i)
    list += fmt::format(R"({}{{ "practice": "{}", "time_zone": "{}" }})", i > 1 ? ", " : "", practices[i],
                        picked(zones, dice.below("their zone", i, zones.size())));
  return list.empty() ? "" : R"(, "practices": [)" + list + "]";
}

std::string channels(const Dice& dice, const Swarm& swarm, const std::string& lab) {
  if (!swarm.has(Feature::channels) || lab != lab_of_ways) return {};
  constexpr std::array<std::string_view, 4> ways{R"(["api", "sftp"])", R"(["sftp", "api"])",
                                                 R"(["api", "sftp", "email"])", R"(["email", "api"])"};
  return fmt::format(R"(, "channels": {}, "channel_budget": "{}m")",
                     picked(ways, dice.below("ways", 0, ways.size())), 10 + dice.below("budget", 0, 60));
}

std::string model(const Dice& dice, const Swarm& swarm) {
  if (!swarm.has(Feature::models)) return {};
  constexpr std::array<std::string_view, 6> behaviours{"right",     "slow",   "wrong",
                                                       "malformed", "absent", "hostile"};
  return fmt::format(R"(, "model": {{ "behaviour": "{}" }})",
                     picked(behaviours, dice.below("behaviour", 0, behaviours.size())));
}

// What a lab wants beside the scans that any wants.
std::string needs(const Dice& dice, const Swarm& swarm) {
  const bool wanted = swarm.has(Feature::odd_cases) && dice.chance("needs", 0, 300);
  return wanted ? R"(, "needs": ["scan.bite"])" : "";
}

// How long a world runs on in peace: retries back off by minutes, and what a silent lab did not say is found
// by polling within an hour and twenty minutes.
constexpr std::string_view rest = "110m";

runner::Pair pair_of(const Dice& dice, const Swarm& swarm, const runner::Library& library,
                     const WorldLimits& limits) {
  if (limits.pair) return *limits.pair;
  const auto pairs = runner::all_pairs(library);
  runner::Pair pair = pairs[dice.below("pair", 0, static_cast<std::uint32_t>(pairs.size()))];
  if (swarm.has(Feature::channels)) pair.lab = lab_of_ways;
  return pair;
}

runner::Scenario read(const std::string& text, const std::string& file, const runner::Library& library) {
  auto scenario = runner::read_scenario(text, file, library);
  if (!scenario) base::set_assertion_context(scenario.error().text() + "\n" + text);
  ART_ASSERT(scenario.has_value());
  return std::move(*scenario);
}

}  // namespace

std::string generate_world_text(std::uint64_t seed, std::uint64_t number, const runner::Library& library,
                                const WorldLimits& limits) {
  const Dice dice(seed, number);
  const Swarm swarm(dice);
  const runner::Pair pair = pair_of(dice, swarm, library, limits);
  std::vector<std::string> practices{"p-01"};
  if (swarm.has(Feature::practices)) practices.emplace_back("p-02");
  if (swarm.has(Feature::practices) && dice.chance("third", 0, 300)) practices.emplace_back("p-03");
  const Start start = start_of(dice, swarm);
  const base::TimeZone zone = library.zone(start.zone).value();
  const base::Instant begin = zone.instant({start.date, start.hour * 3'600'000});
  const int active = active_minutes(dice, swarm);

  StepList steps;
  const Trouble trouble =
      draw_trouble({dice, swarm, pair, practices, active, pair.lab, limits.engine_dies}, steps);
  LifePlace place{dice, swarm, library, begin, zone, pair.lab, {}, 0, active};
  std::uint64_t nth = 0;
  for (const std::string& practice : practices) {
    place.practice = practice;
    const int cases = 1 + (swarm.has(Feature::cases) ? static_cast<int>(dice.below("cases", nth, 3)) : 0);
    for (int number_there = 1; number_there <= cases; ++number_there) {
      place.number = number_there;
      draw_case_life(place, ++nth, steps);
    }
  }
  draw_office_life(place, steps);

  return fmt::format(
      "{{ \"name\": \"explored world {} of seed {}\", \"shows\": [\"PBT-01\"], \"judged\": "
      "\"at_every_step\",\n\"world\": {{ \"start\": "
      "\"{}\", \"seed\": {}, \"pms\": \"{}\", \"lab\": \"{}\", \"time_zone\": \"{}\", {}{}{}{}{}{}{}, "
      "\"rest\": \"{}\" }},\n\"steps\": [\n{}\n] }}",
      number, seed, base::format_instant(begin), 1 + dice.below("seed", 0, 1'000'000), pair.pms, pair.lab,
      start.zone, policies(dice, swarm), swarm.has(Feature::production) ? R"(, "line": true)" : "",
      channels(dice, swarm, pair.lab), model(dice, swarm), needs(dice, swarm),
      more_practices(dice, practices), trouble.rates, rest, steps.text());
}

runner::Scenario generate_world(std::uint64_t seed, std::uint64_t number, const runner::Library& library) {
  return read(generate_world_text(seed, number, library), fmt::format("explored-{}-{}.json", seed, number),
              library);
}

}  // namespace articulator::explore

#include "property_tests/explore/trouble.hpp"

#include "simulators/world/fault.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace articulator::explore {
namespace {

using world::FaultKind;

// Those that strike one message; an outage and a certificate strike all of a time.
constexpr std::array<FaultKind, 9> striking{
    FaultKind::lost_request, FaultKind::lost_answer, FaultKind::latency,
    FaultKind::server_error, FaultKind::too_many,    FaultKind::reset,
    FaultKind::duplicate,    FaultKind::truncated,   FaultKind::malformed};
// Most messages only ask; those that change something are what faults are about.
constexpr std::array<std::string_view, 5> methods{"", "GET", "POST", "PUT", "PATCH"};

int minute_in(const TroublePlace& place, std::string_view purpose, std::uint64_t id, int span) {
  const int latest = std::max(1, place.active_minutes - span);
  return static_cast<int>(place.dice.below(purpose, id, static_cast<std::uint32_t>(latest)));
}

std::string some_practice(const TroublePlace& place, std::string_view purpose, std::uint64_t id) {
  return place.practices[place.dice.below(purpose, id, static_cast<std::uint32_t>(place.practices.size()))];
}

// A lab, an office, or the engine: webhooks.
std::string some_node(const TroublePlace& place, std::string_view purpose, std::uint64_t id) {
  constexpr std::array<std::string_view, 5> nodes{"lab", "lab", "pms", "pms", "engine"};
  return std::string(nodes.at(place.dice.below(purpose, id, nodes.size())));
}

void add_windows(const TroublePlace& place, StepList& steps) {
  const std::uint32_t count = 1 + place.dice.below("faults", 0, 5);
  for (std::uint32_t n = 0; n < count; ++n) {
    const FaultKind kind = striking.at(place.dice.below("kind", n, striking.size()));
    const int lasts = 5 + static_cast<int>(place.dice.below("lasts", n, 55));
    std::string fault = fmt::format(R"("kind": "{}", "to": "{}")", base::word_of(world::fault_words, kind),
                                    some_node(place, "to", n));
    const std::string_view method = methods.at(place.dice.below("method", n, methods.size()));
    if (!method.empty()) fault += fmt::format(R"(, "method": "{}")", method);
    const std::uint32_t skip = place.dice.chance("skips", n, 500) ? place.dice.below("skip", n, 4) : 0;
    if (skip > 0) fault += fmt::format(R"(, "skip": {})", skip);
    fault += fmt::format(R"(, "times": {}, "for": "{}m")", 1 + place.dice.below("times", n, 6), lasts);
    if (kind == FaultKind::latency || kind == FaultKind::too_many)
      fault += fmt::format(R"(, "delay": "{}s")", 1 + place.dice.below("delay", n, 89));
    steps.add(minute_in(place, "fault at", n, lasts), some_practice(place, "whose", n),
              R"("fault": { )" + fault + " }", true);
  }
}

void add_outages(const TroublePlace& place, StepList& steps) {
  const std::uint32_t count = 1 + place.dice.below("outages", 0, 2);
  for (std::uint32_t n = 0; n < count; ++n) {
    const int lasts = 1 + static_cast<int>(place.dice.below("outage lasts", n, 120));
    steps.add(minute_in(place, "outage at", n, lasts), some_practice(place, "outage of", n),
              fmt::format(R"("fault": {{ "kind": "outage", "to": "{}", "for": "{}m" }})",
                          some_node(place, "outage to", n), lasts),
              true);
  }
}

void add_crashes(const TroublePlace& place, StepList& steps) {
  const std::uint32_t count = 1 + place.dice.below("crashes", 0, 3);
  for (std::uint32_t n = 0; n < count; ++n) {
    const int down = static_cast<int>(place.dice.below("down", n, 15));
    const std::string node = place.dice.chance("engine", n, 600) ? "engine" : some_node(place, "crash of", n);
    if (node == "engine" && !place.engine_dies) continue;
    const bool unsent = node == "engine" && place.dice.chance("unsent", n, 300);
    steps.add(minute_in(place, "crash at", n, down), some_practice(place, "crash whose", n),
              fmt::format(R"("crash": {{ "node": "{}", "down": "{}m"{} }})", node, down,
                          unsent ? R"(, "unsent": true)" : ""),
              true);
  }
}

void add_clocks(const TroublePlace& place, StepList& steps) {
  constexpr std::array<std::string_view, 3> nodes{"lab", "pms", "engine"};
  const std::string_view node = nodes.at(place.dice.below("whose clock is wrong", 0, nodes.size()));
  steps.add(0, some_practice(place, "whose clock", 0),
            fmt::format(R"("clock": {{ "node": "{}", "{}": "{}m" }})", node,
                        place.dice.chance("behind", 0, 500) ? "behind" : "ahead",
                        1 + place.dice.below("wrong by", 0, 60)),
            true);
}

std::string burst(const TroublePlace& place) {
  std::string rates;
  for (const FaultKind kind : striking) {
    const auto id = static_cast<std::uint64_t>(kind);
    if (!place.dice.chance("rate", id, 400)) continue;
    rates += fmt::format(R"("{}": {}, )", base::word_of(world::fault_words, kind),
                         1 + place.dice.below("rate of", id, 60));
  }
  if (place.dice.chance("rate of outages", 0, 200)) rates += R"("outage": 2, )";
  if (rates.empty()) return {};
  return fmt::format(R"(, "faults": {{ {}"until": "{}m" }})", rates,
                     place.active_minutes / (1 + static_cast<int>(place.dice.below("burst", 0, 4))));
}

}  // namespace

Trouble draw_trouble(const TroublePlace& place, StepList& steps) {
  if (place.swarm.has(Feature::clocks)) add_clocks(place, steps);
  if (place.swarm.has(Feature::fault_windows)) add_windows(place, steps);
  if (place.swarm.has(Feature::outages)) add_outages(place, steps);
  if (place.swarm.has(Feature::crashes)) add_crashes(place, steps);
  return {place.swarm.has(Feature::fault_bursts) ? burst(place) : std::string()};
}

}  // namespace articulator::explore

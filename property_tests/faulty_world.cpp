#include "property_tests/faulty_world.hpp"

#include "engine/base/words.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <rapidcheck.h>

namespace articulator::property_tests {
namespace {

constexpr std::array<std::string_view, 4> fixture_names{"crown-19-zirconia", "crown-8-lithium-disilicate",
                                                        "crown-30-full-cast", "bridge-3-5-zirconia"};
constexpr int faults_until_day = 5;
constexpr int settled_by_day = 20;  // production of eight working days from a Monday, and then some

rc::Gen<WorldCase> gen_case() {
  return rc::gen::build<WorldCase>(
      rc::gen::set(&WorldCase::fixture, rc::gen::inRange(0, static_cast<int>(fixture_names.size()))),
      rc::gen::set(&WorldCase::sent_min, rc::gen::inRange(0, 300)),
      // Late enough that even a badly shaken PMS has been read.
      rc::gen::set(&WorldCase::approved_min, rc::gen::inRange(600, 1200)),
      rc::gen::set(&WorldCase::turn,
                   rc::gen::weightedElement<Turn>(
                       {{6, Turn::none}, {1, Turn::cancelled}, {1, Turn::updated}, {1, Turn::opted_out}})),
      rc::gen::set(&WorldCase::turn_min, rc::gen::inRange(1, 2000)));
}

rc::Gen<ScriptedFault> gen_fault() {
  return rc::gen::build<ScriptedFault>(
      rc::gen::set(
          &ScriptedFault::kind,
          rc::gen::map(rc::gen::inRange(0, 7), [](int kind) { return static_cast<world::FaultKind>(kind); })),
      rc::gen::set(&ScriptedFault::at_lab, rc::gen::arbitrary<bool>()),
      rc::gen::set(&ScriptedFault::skip, rc::gen::inRange(0, 20)),
      rc::gen::set(&ScriptedFault::times, rc::gen::inRange(1, 6)),
      rc::gen::set(&ScriptedFault::from_min, rc::gen::inRange(0, 1500)));
}

// Swarm style: each kind is either off or on at a rate of its own.
rc::Gen<std::array<std::uint32_t, 8>> gen_rates() {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(
                          8, rc::gen::oneOf(rc::gen::just(0U), rc::gen::inRange(1U, 60U))),
                      [](const std::vector<std::uint32_t>& drawn) {
                        std::array<std::uint32_t, 8> rates{};
                        std::copy(drawn.begin(), drawn.end(), rates.begin());
                        rates.back() = std::min(rates.back(), 2U);  // an outage is five minutes long
                        return rates;
                      });
}

template <typename T>
rc::Gen<std::vector<T>> gen_few(std::size_t low, std::size_t high, rc::Gen<T> element) {
  return rc::gen::mapcat(rc::gen::inRange(low, high + 1), [element](std::size_t count) {
    return rc::gen::container<std::vector<T>>(count, element);
  });
}

using Steps = std::vector<std::pair<int, std::string>>;  // minute, JSON

void add_case(Steps& steps, const WorldCase& one, int number) {
  const std::string id = fmt::format("LC-{}", number);
  const auto at = [&](int minute, const std::string& rest) {
    steps.emplace_back(minute, fmt::format(R"({{ "at": "{}m", {} }})", minute, rest));
  };
  const auto approve = [&](int minute) {
    at(minute, fmt::format(R"("decide": {{ "case": "{}", "as": "dentist", "decision": "approve" }})", id));
  };
  at(one.sent_min,
     fmt::format(R"("case_ready": {{ "case": "{}", "like": "{}", "with": {{ "/patient/id": "PT-{}" }} }})",
                 id, fixture_names.at(static_cast<std::size_t>(one.fixture)), number));
  const int turned = one.sent_min + one.turn_min;
  const int approved = one.sent_min + one.approved_min;
  const bool cancelled_first = one.turn == Turn::cancelled && turned <= approved;
  if (!cancelled_first) approve(approved);
  if (one.turn == Turn::cancelled)
    at(turned, fmt::format(R"("case_cancel": {{ "case": "{}", "reason": "patient moved away" }})", id));
  // A change near the approval may open a second review, which nobody here would decide: it comes well after
  // it.
  if (one.turn == Turn::updated)
    at(approved + 300,
       fmt::format(R"("case_update": {{ "case": "{}", "set": {{ "/prescription/shade": "A3" }} }})", id));
  if (one.turn == Turn::opted_out) at(turned, fmt::format(R"("opt_out": {{ "patient": "PT-{}" }})", number));
  const int end = settled_by_day * 24 * 60;
  if (one.turn == Turn::cancelled) return;
  at(end, fmt::format(R"("expect": {{ "order": {{ "case": "{}", "times": 1 }} }})", id));
  at(end, fmt::format(R"("expect": {{ "status": {{ "case": "{}", "stage": "shipped", "times": 1 }} }})", id));
}

}  // namespace

rc::Gen<FaultyWorld> gen_faulty_world() {
  return rc::gen::build<FaultyWorld>(
      rc::gen::set(&FaultyWorld::seed, rc::gen::inRange(1U, 1'000'000U)),
      rc::gen::set(&FaultyWorld::cases, gen_few<WorldCase>(1, 4, gen_case())),
      rc::gen::set(&FaultyWorld::faults, gen_few<ScriptedFault>(0, 4, gen_fault())),
      rc::gen::set(&FaultyWorld::per_mille, gen_rates()));
}

std::string scenario_text(const FaultyWorld& world) {
  Steps steps;
  for (const ScriptedFault& fault : world.faults)
    steps.emplace_back(
        fault.from_min,
        fmt::format(R"({{ "at": "{}m", "fault": {{ "kind": "{}", "to": "{}", "skip": {}, "times": {} }} }})",
                    fault.from_min, base::word_of(world::fault_words, fault.kind),
                    fault.at_lab ? "glidewell" : "open-dental", fault.skip, fault.times));
  for (std::size_t i = 0; i < world.cases.size(); ++i)
    add_case(steps, world.cases[i], static_cast<int>(i) + 1);
  std::sort(steps.begin(), steps.end());
  std::string rates;
  for (std::size_t kind = 0; kind < world.per_mille.size(); ++kind)
    if (world.per_mille[kind] > 0)
      rates += fmt::format(R"("{}": {}, )", world::fault_words.at(kind).text, world.per_mille[kind]);
  std::string text = fmt::format(
      "{{\n  \"name\": \"a generated world keeps its promises\",\n  \"shows\": [\"DSP-01\"],\n"
      "  \"world\": {{ \"start\": \"2024-10-21T09:00:00-05:00\", \"seed\": {}, \"pms\": \"open-dental\", "
      "\"lab\": "
      "\"glidewell\", \"phase\": \"assist\", \"line\": true, \"faults\": {{ {}\"until\": \"{}d\" }}, "
      "\"rest\": \"1h\" }},\n"
      "  \"steps\": [\n",
      world.seed, rates, faults_until_day);
  for (std::size_t i = 0; i < steps.size(); ++i)
    text += "    " + steps[i].second + (i + 1 < steps.size() ? ",\n" : "\n");
  return text + "  ]\n}\n";
}

std::ostream& operator<<(std::ostream& out, const FaultyWorld& world) {
  return out << scenario_text(world);
}

}  // namespace articulator::property_tests

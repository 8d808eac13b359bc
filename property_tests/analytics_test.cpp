// Law of the figures (ANA-02): a practice's life cut into parts, each part in any order, the parts merged in
// any order and one of them twice, gives the table of one pass.
#include "engine/insight/analytics.hpp"

#include "property_tests/practice_life.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

constexpr std::size_t parts = 3;

bool is_for_all(const model::Event& event) {
  return std::holds_alternative<model::PolicyChanged>(event.happening) ||
         std::holds_alternative<model::LabProfileGiven>(event.happening);
}

insight::Analytics fresh() {
  return insight::Analytics(model::PracticeId("p-01"));
}

// Feedback and seating are what a practice's life has few of.
std::vector<model::Event> with_feedback(std::vector<model::Event> life, std::uint32_t which) {
  for (std::uint32_t n = 0; n < 5; ++n) {
    if ((which >> n & 1U) == 0) continue;
    const model::Event& last = life.back();
    life.push_back({last.at, model::CaseId("LC-" + std::to_string(n)), {}, model::CaseFeedback{"rocks"}});
  }
  return life;
}

BOOST_AUTO_TEST_SUITE(analytics_law)

RC_BOOST_PROP(parts_in_any_order_make_the_table_of_one_pass, (std::uint32_t which)) {
  const std::vector<model::Event> life = with_feedback(*practice_life(), which);
  insight::Analytics once = fresh();
  std::array<std::vector<model::Event>, parts> cut;
  for (const model::Event& event : life) {
    once.observe(event);
    if (is_for_all(event)) continue;
    cut[static_cast<std::size_t>(*rc::gen::inRange<int>(0, parts))].push_back(event);
  }
  std::vector<insight::Analytics> pieces;
  for (std::vector<model::Event>& part : cut) {
    if (*rc::gen::arbitrary<bool>()) std::ranges::reverse(part);
    insight::Analytics& piece = pieces.emplace_back(fresh());
    for (const model::Event& event : life)  // policy and profiles stand at the head of every part
      if (is_for_all(event)) piece.observe(event);
    for (const model::Event& event : part)
      piece.observe(event);
  }
  const auto first = static_cast<std::size_t>(*rc::gen::inRange<int>(0, parts));
  insight::Analytics merged = fresh();
  for (std::size_t n = 0; n < parts; ++n)
    merged.merge(pieces[(first + n) % parts]);
  merged.merge(pieces[first]);
  RC_ASSERT(merged.table() == once.table());
}

// What crosses from machine to machine may be tables alone, where each machine has whole cases.
RC_BOOST_PROP(tables_of_whole_cases_add_up, ()) {
  const std::vector<model::Event> life = *practice_life();
  insight::Analytics once = fresh();
  std::array<insight::Analytics, 2> halves{fresh(), fresh()};
  for (const model::Event& event : life) {
    once.observe(event);
    if (is_for_all(event)) {
      halves[0].observe(event);
      halves[1].observe(event);
    } else if (!event.case_id.empty()) {
      halves[static_cast<std::size_t>(event.case_id.text.back() - '0') % 2].observe(event);
    }
  }
  insight::Table odd_first = halves[1].table();
  insight::merge(odd_first, halves[0].table());
  insight::Table even_first = halves[0].table();
  insight::merge(even_first, halves[1].table());
  RC_ASSERT(odd_first == once.table());
  RC_ASSERT(even_first == odd_first);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests

#include "engine/tracking/advance.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::tracking {
namespace {

using model::Stage;

model::LabProfile lab() {
  model::LabProfile profile;
  profile.statuses = {{"Case Received", Stage::received}, {"In Design", Stage::in_design},
                      {"Milling", Stage::in_fabrication}, {"Glazing", Stage::in_fabrication},
                      {"Shipped", Stage::shipped},        {"On Hold", Stage::on_hold},
                      {"Cancelled", Stage::cancelled}};
  return profile;
}

BOOST_AUTO_TEST_SUITE(advance_of_a_case)

BOOST_AUTO_TEST_CASE(a_status_moves_a_case_forward_or_not_at_all) {
  struct Row {
    Standing before;
    Status status;
    Meaning meaning;
    Standing after;
  };
  const std::vector<Row> rows{
      {{Stage::submitted, false, 0}, {"Case Received", 1}, Meaning::moved, {Stage::received, false, 1}},
      {{Stage::received, false, 1}, {"Milling", 5}, Meaning::moved, {Stage::in_fabrication, false, 5}},
      // the lab's finer steps are one stage here
      {{Stage::in_fabrication, false, 5}, {"Glazing", 6}, Meaning::same, {Stage::in_fabrication, false, 6}},
      // late and repeated
      {{Stage::in_fabrication, false, 5},
       {"In Design", 4},
       Meaning::stale,
       {Stage::in_fabrication, false, 5}},
      {{Stage::in_fabrication, false, 5}, {"Milling", 5}, Meaning::stale, {Stage::in_fabrication, false, 5}},
      // a higher number with an earlier stage does not move it back either
      {{Stage::shipped, false, 7}, {"In Design", 8}, Meaning::same, {Stage::shipped, false, 8}},
      {{Stage::delivered, false, 7}, {"Shipped", 8}, Meaning::same, {Stage::delivered, false, 8}},
      // holds
      {{Stage::in_design, false, 2}, {"On Hold", 3}, Meaning::hold, {Stage::in_design, true, 3}},
      {{Stage::in_design, false, 3}, {"On Hold", 3}, Meaning::stale, {Stage::in_design, false, 3}},
      {{Stage::in_design, true, 3}, {"In Design", 4}, Meaning::moved, {Stage::in_design, false, 4}},
      {{Stage::in_fabrication, true, 3}, {"In Design", 4}, Meaning::moved, {Stage::in_design, false, 4}},
      {{Stage::in_design, true, 3}, {"Milling", 2}, Meaning::stale, {Stage::in_design, true, 3}},
      // words of nobody's
      {{Stage::received, false, 1}, {"Polishing", 2}, Meaning::unknown, {Stage::received, false, 1}},
      {{Stage::received, false, 1}, {"milling", 2}, Meaning::unknown, {Stage::received, false, 1}},
      {{Stage::received, false, 1}, {"", 2}, Meaning::unknown, {Stage::received, false, 1}},
      // beside the order
      {{Stage::received, false, 1}, {"Cancelled", 2}, Meaning::same, {Stage::received, false, 2}},
  };
  const model::LabProfile profile = lab();
  for (const Row& row : rows) {
    const Advance step = advance(row.before, row.status, &profile);
    BOOST_TEST_CONTEXT(word(row.before.stage)
                       << " and \"" << row.status.word << "\" " << row.status.sequence) {
      BOOST_TEST(static_cast<int>(step.meaning) == static_cast<int>(row.meaning));
      BOOST_TEST(word(step.now.stage) == word(row.after.stage));
      BOOST_TEST(step.now.on_hold == row.after.on_hold);
      BOOST_TEST(step.now.last_sequence == row.after.last_sequence);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_word_of_an_unknown_lab_is_unknown) {
  const Advance step = advance({Stage::received, false, 1}, {"Milling", 2}, nullptr);
  BOOST_CHECK(step.meaning == Meaning::unknown);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::tracking

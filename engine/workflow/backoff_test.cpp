#define BOOST_TEST_DYN_LINK
#include "engine/workflow/backoff.hpp"

#include <boost/test/unit_test.hpp>

using namespace articulator;
using workflow::backoff;

BOOST_AUTO_TEST_SUITE(backoff_of_a_task)

BOOST_AUTO_TEST_CASE(waits_double_from_a_second_to_five_minutes_and_lie_between_half_and_whole) {
  struct Row {
    int attempt;
    std::int64_t whole_s;
  };
  for (const Row row : {Row{1, 1}, Row{2, 2}, Row{3, 4}, Row{4, 8}, Row{5, 16}, Row{6, 32}, Row{7, 64},
                        Row{8, 128}, Row{9, 256}, Row{10, 300}, Row{11, 300}, Row{1000, 300}}) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const auto wait = backoff(base::seconds(1), base::minutes(5), seed, "p-01 LC-7", row.attempt);
      BOOST_CHECK_GE(wait.count() * 2, row.whole_s * 1000);
      BOOST_CHECK_LE(wait.count(), row.whole_s * 1000);
    }
  }
}

BOOST_AUTO_TEST_CASE(tasks_that_failed_together_do_not_come_back_together) {
  const auto one = backoff(base::seconds(1), base::minutes(5), 7, "p-01 LC-1", 8);
  const auto other = backoff(base::seconds(1), base::minutes(5), 7, "p-01 LC-2", 8);
  BOOST_CHECK(one != other);
}

BOOST_AUTO_TEST_CASE(the_wait_is_a_function_of_seed_task_and_attempt) {
  BOOST_CHECK(backoff(base::seconds(1), base::minutes(5), 7, "a", 3) ==
              backoff(base::seconds(1), base::minutes(5), 7, "a", 3));
}

BOOST_AUTO_TEST_SUITE_END()

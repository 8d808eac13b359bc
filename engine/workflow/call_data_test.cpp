#include "engine/workflow/call_data.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

BOOST_AUTO_TEST_SUITE(call_data)

BOOST_AUTO_TEST_CASE(a_call_that_is_repeated_is_told_as_the_first_one_was) {
  CallData data;
  BOOST_TEST(
      data.of(1, 7, "poll", "GET", "https://lab.example", "/orders?after=3&x=\"") ==
      R"({"attempt":1,"call":7,"errand":"poll","method":"GET","origin":"https://lab.example","target":"/orders?after&x"})");
  BOOST_TEST(
      data.of(2, 8, "poll", "GET", "https://lab.example", "/orders?after=3&x=\"") ==
      R"({"attempt":2,"call":8,"errand":"poll","method":"GET","origin":"https://lab.example","target":"/orders?after&x"})");
}

BOOST_AUTO_TEST_CASE(calls_that_differ_in_one_thing_are_told_apart) {
  CallData kept;
  const auto compare = [&kept](std::string_view errand, std::string_view method, std::string_view origin,
                               const std::string& target) {
    BOOST_TEST(kept.of(1, 1, errand, method, origin, target) ==
               CallData().of(1, 1, errand, method, origin, target));
  };
  for (int round = 0; round < 3; ++round) {
    compare("poll", "GET", "a", "/");
    compare("pms.note", "GET", "a", "/");
    compare("poll", "PUT", "a", "/");
    compare("poll", "GET", "b", "/");
    // More than are kept.
    for (int number = 0; number < 20; ++number)
      compare("poll", "GET", "a", "/" + std::to_string(number));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::workflow

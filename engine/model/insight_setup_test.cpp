#include "engine/model/insight_setup.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

base::Expected<InsightSetup> read(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  BOOST_REQUIRE(document);
  return read_insight_setup(*document, "/insight");
}

std::string past(std::string_view members) {
  return R"({"past":[{"lab":"northern","restoration":"crown","material":"zirconia","month":"2024-09",)" +
         std::string(members) + "}]}";
}

BOOST_AUTO_TEST_SUITE(insight_setup)

BOOST_AUTO_TEST_CASE(nothing_said_is_the_usual) {
  const auto setup = read("{}");
  BOOST_REQUIRE(setup);
  BOOST_CHECK(setup->past.empty());
  BOOST_CHECK_EQUAL(setup->selection.minimum_cases, 20);
}

BOOST_AUTO_TEST_CASE(cases_of_which_nothing_else_is_said_were_delivered) {
  const auto setup = read(past(R"("cases":30)"));
  BOOST_REQUIRE(setup);
  BOOST_CHECK_EQUAL(setup->past.front().delivered, 30);
  BOOST_CHECK_EQUAL(setup->past.front().on_time_judged, 30);
  BOOST_CHECK_EQUAL(setup->past.front().on_time, 0);
  BOOST_CHECK_EQUAL(setup->past.front().month, 2024 * 12 + 8);
}

BOOST_AUTO_TEST_CASE(what_does_not_add_up_is_refused_by_its_pointer) {
  for (const char* wrong : {R"("cases":3,"on_time":4)", R"("cases":3,"turnaround_minutes":[[100,4]])",
                            R"("cases":3,"turnaround_minutes":[[100]])", R"("cases":-1)", R"("cases":1.5)"}) {
    const auto setup = read(past(wrong));
    BOOST_REQUIRE_MESSAGE(!setup, wrong);
    BOOST_CHECK_MESSAGE(setup.error().where.starts_with("/insight/past/0"), setup.error().text());
  }
  BOOST_CHECK(
      !read(R"({"past":[{"lab":"n","restoration":"crown","material":"x","month":"2024-13","cases":1}]})"));
}

BOOST_AUTO_TEST_CASE(weights_are_a_hundred_percent_together) {
  BOOST_CHECK(!read(R"({"selection":{"weights":{"fee":90}}})"));
  const auto setup = read(R"({"selection":{"weights":{"fee":45,"turnaround":0}}})");
  BOOST_REQUIRE_MESSAGE(setup, (setup ? "" : setup.error().text()));
  BOOST_CHECK_EQUAL(setup->selection.weights[0], 45);
}

BOOST_AUTO_TEST_CASE(too_many_rows_are_refused) {
  std::string rows = R"({"past":[)";
  for (int n = 0; n < 10'001; ++n)
    rows += std::string(n > 0 ? "," : "") +
            R"({"lab":"n","restoration":"crown","material":"zirconia","month":"2024-09","cases":1})";
  BOOST_CHECK(!read(rows + "]}"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model

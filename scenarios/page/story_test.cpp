// Journals as rows and lanes, and what a diagram makes of them.
#include "scenarios/page/story.hpp"

#include "scenarios/page/sequence_diagram.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::page {
namespace {

std::string line(std::string_view type, std::string_view source, std::string_view second,
                 std::string_view data) {
  return fmt::format(
      R"({{"specversion":"1.0","id":"j","source":"{}","type":"dental.{}","subject":"LC-1","time":"2024-10-21T14:00:{}.000Z","data":{}}})"
      "\n",
      source, type, second, data);
}

std::string wire(int call, std::string_view second, std::string_view method, std::string_view target) {
  return line(
             "wire.request", "/world/network", second,
             fmt::format(
                 R"({{"call":{},"from":"engine","to":"open-dental","method":"{}","target":"{}","body":"{{}}"}})",
                 call, method, target)) +
         line("wire.response", "/world/network", second,
              fmt::format(R"({{"call":{},"from":"open-dental","to":"engine","status":201,"body":"<b>"}})",
                          call));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stories)

BOOST_AUTO_TEST_CASE(a_request_and_its_answer_are_one_row_between_two_lanes) {
  const Story story = read_story(line("pms.case.ready", "/practices/p-01/pms/open-dental", "01", "{}") +
                                 wire(1, "05", "POST", "/commlogs"));
  BOOST_TEST_REQUIRE(story.rows.size() == 2U);
  const Row& row = story.rows.back();
  BOOST_TEST(story.lanes == (std::vector<std::string>{"open-dental", "engine"}),
             boost::test_tools::per_element());
  BOOST_TEST(row.from == 1U);
  BOOST_TEST(row.to == 0U);
  BOOST_TEST(row.text == "POST /commlogs \u2192 201");
  BOOST_TEST(row.clock == "14:00:05");
  BOOST_TEST(story.rows.front().clock == "10-21 14:00:01");
}

BOOST_AUTO_TEST_CASE(questions_for_news_are_folded_and_others_are_not) {
  const std::string gets =
      wire(1, "01", "GET", "/a") + wire(2, "02", "GET", "/b") + wire(3, "03", "GET", "/c");
  const Story story = read_story(gets + wire(4, "04", "POST", "/d"));
  BOOST_TEST_REQUIRE(story.rows.size() == 2U);
  BOOST_TEST((story.rows[0].kind == RowKind::folded));
  BOOST_TEST(story.rows[0].text == "3 questions for news");
  BOOST_TEST((story.rows[1].kind == RowKind::message));
}

BOOST_AUTO_TEST_CASE(what_was_decided_stands_when_it_was_decided_and_a_message_goes_to_the_patient) {
  const Story story = read_story(
      wire(1, "09", "POST", "/late") +
      line("engine.rx.validated", "/practices/p-01/engine", "02", R"({"status":"blocked"})") +
      line("engine.patient.notified", "/practices/p-01/engine", "05", R"({"milestone":"shipped"})") +
      "no JSON\n");
  BOOST_TEST_REQUIRE(story.rows.size() == 3U);
  BOOST_TEST(story.rows[0].text == "rx.validated LC-1 blocked");
  BOOST_TEST(story.rows[1].to_name == "patient");
  BOOST_TEST(story.lanes.back() == "patient");
}

BOOST_AUTO_TEST_CASE(a_failure_is_pinned_where_it_was_found_and_nothing_is_markup) {
  const base::Instant at = base::parse_instant("2024-10-21T14:00:03Z").value();
  const std::string html =
      sequence_diagram(wire(1, "01", "POST", "/first") + wire(2, "05", "POST", "/second"),
                       {{"an <order>", "none", at, {}, {}}});
  const std::size_t pin = html.find("fails here");
  BOOST_TEST_REQUIRE(pin != std::string::npos);
  BOOST_TEST(html.find("/first") < pin);
  BOOST_TEST(pin < html.find("/second"));
  BOOST_TEST(html.find("<order>") == std::string::npos);
  BOOST_TEST(html.find("&lt;b&gt;") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_a_long_run_what_leads_to_the_failure_is_kept) {
  std::string journal;
  for (int n = 1; n < 60; ++n)
    journal += wire(n, fmt::format("{:02}", n), "POST", fmt::format("/n{}", n));
  const base::Instant at = base::parse_instant("2024-10-21T14:00:40Z").value();
  const std::string html = sequence_diagram(journal, {{"e", "f", at, {}, {}}}, {.rows_max = 16});
  BOOST_TEST(html.find("POST /n40 ") != std::string::npos);
  BOOST_TEST(html.find("POST /n1 ") == std::string::npos);
  BOOST_TEST(html.find("more before, in the journal") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::page
